// SPDX-License-Identifier: Apache-2.0
#include "record/value.h"

#include <string.h>

#include "base/civil.h"
#include "base/hex.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "record/fault.h"
#include "record/key.h"

static const struct {
    const char *name;
    bool words;
} marks[] = {
    [MARK_ADD] = { "ADD", true },  [MARK_ADD_MOVED] = { "ADD*", true },
    [MARK_MOD] = { "MOD", true },  [MARK_MOD_EDITORIAL] = { "(MOD)", true },
    [MARK_SUP] = { "SUP", false }, [MARK_SUP_MOVED] = { "SUP*", false },
    [MARK_NOC] = { "NOC", false }, [MARK_NOC_ACTIVE] = { "NOC!", false },
};

const char *mark_name(enum mark mark)
{
    return marks[mark].name;
}

bool mark_has_words(enum mark mark)
{
    return marks[mark].words;
}

static bool value_is_alphanumeric(char byte)
{
    return (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9');
}

bool value_is_code(struct slice text)
{
    if (text.length == 0 || text.length > CODE_BYTES_MAX || !value_is_alphanumeric(text.bytes[0]))
        return false;
    for (size_t i = 1; i < text.length; i++)
        if (!value_is_alphanumeric(text.bytes[i]) && text.bytes[i] != '-' && text.bytes[i] != '.' &&
            text.bytes[i] != '_')
            return false;
    return true;
}

/* a-z, 0-9 and inner hyphens. */
static bool value_is_label(struct slice text)
{
    for (size_t i = 0; i < text.length; i++) {
        char const byte = text.bytes[i];
        bool const hyphen = byte == '-' && i > 0 && i + 1 < text.length;
        if (!hyphen && !(byte >= 'a' && byte <= 'z') && !(byte >= '0' && byte <= '9'))
            return false;
    }
    return text.length > 0;
}

/* A host of labels with dots between, a slash, and one more label. */
bool value_is_origin(struct slice text)
{
    size_t const slash = slice_find(text, '/', 0);
    struct slice rest = slice_part(text, 0, slash), label;
    if (text.length > ORIGIN_BYTES_MAX || rest.length == 0 || slice_ends(rest, SLICE(".")))
        return false;
    while (slice_next(&rest, '.', &label))
        if (!value_is_label(label))
            return false;
    return value_is_label(slice_part(text, slash + 1, text.length));
}

static bool value_is_set(struct slice text)
{
    struct slice before = SLICE(""), piece;
    if (text.length == 0 || text.bytes[text.length - 1] == ' ')
        return false;
    for (struct slice rest = text; slice_next(&rest, ' ', &piece); before = piece)
        if (!value_is_code(piece) || slice_compare(before, piece) >= 0)
            return false;
    return true;
}

static bool value_is_item_reference(struct slice text)
{
    size_t const colon = slice_find(text, ':', 0);
    uint64_t number;
    return colon < text.length && value_is_code(slice_part(text, 0, colon)) &&
           slice_number(slice_part(text, colon + 1, text.length), &number) && number > 0;
}

static bool value_is_target(struct slice text)
{
    size_t const slash = slice_find(text, '/', 0);
    if (slash < text.length)
        return value_is_code(slice_part(text, 0, slash)) && value_is_code(slice_part(text, slash + 1, text.length));
    return value_is_code(text) || value_is_item_reference(text);
}

static bool value_is_url(struct slice text)
{
    if (text.length > URL_BYTES_MAX)
        return false;
    size_t const scheme = slice_begins(text, SLICE("https://")) ? 8 : slice_begins(text, SLICE("http://")) ? 7 : 0;
    if (scheme == 0 || text.length == scheme)
        return false;
    for (size_t i = scheme; i < text.length; i++)
        if (text.bytes[i] < '!' || text.bytes[i] > '~')
            return false;
    return true;
}

struct slice value_first_line(struct slice value)
{
    return slice_part(value, 0, slice_find(value, '\n', 0));
}

struct slice value_more_lines(struct slice value)
{
    size_t const end = slice_find(value, '\n', 0);
    return slice_part(value, end + 2, value.length);
}

bool value_read_seen(struct slice value, uint64_t *size, struct hash *root)
{
    size_t const space = slice_find(value, ' ', 0);
    return slice_number(slice_part(value, 0, space), size) &&
           hex_read(slice_part(value, space + 1, value.length), root->bytes, HASH_BYTES);
}

bool value_read_count(struct slice value, bool *known, uint64_t *number)
{
    *known = !slice_equal(value, SLICE("unknown"));
    *number = 0;
    return !*known || slice_number(value, number);
}

bool value_read_item(struct slice value, struct item_value *item)
{
    struct slice const first = value_first_line(value);
    size_t const space = slice_find(first, ' ', 0);
    struct slice const mark = slice_part(first, 0, space);
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        if (slice_equal(mark, slice_of(marks[i].name))) {
            *item = (struct item_value){ (enum mark)i, slice_part(first, space + 1, first.length),
                                         value_more_lines(value) };
            return value_is_code(item->target) || value_is_item_reference(item->target);
        }
    return false;
}

bool value_read_part(struct slice value, struct part_value *part)
{
    struct slice const first = value_first_line(value);
    size_t const space = slice_find(first, ' ', 0);
    *part = (struct part_value){ slice_part(first, 0, space), slice_part(first, space + 1, first.length),
                                 value_more_lines(value) };
    if (!value_is_code(part->provision) || part->origins.length == 0 || slice_ends(part->origins, SLICE(" ")))
        return false;
    struct slice rest = part->origins, piece;
    while (slice_next(&rest, ' ', &piece))
        if (!value_is_target(piece))
            return false;
    return true;
}

struct source_value value_read_source(struct slice value)
{
    return (struct source_value){ value_first_line(value), value_more_lines(value) };
}

bool value_read_pair(struct slice value, struct slice *code, struct slice *rest)
{
    size_t const space = slice_find(value, ' ', 0);
    *code = slice_part(value, 0, space);
    *rest = slice_part(value, space + 1, value.length);
    return value_is_code(*code) && rest->length > 0;
}

struct slice value_unfold(struct slice value, struct arena *arena)
{
    if (slice_find(value, '\n', 0) == value.length)
        return value;
    char *const lines = arena_take(arena, value.length);
    if (lines == NULL)
        return value_first_line(value);
    size_t length = 0;
    for (size_t i = 0; i < value.length; i++) {
        lines[length++] = value.bytes[i];
        if (value.bytes[i] == '\n')
            i++;
    }
    return (struct slice){ lines, length };
}

void value_fold(struct slice lines, struct buffer *out)
{
    size_t from = 0;
    for (size_t end; (end = slice_find(lines, '\n', from)) < lines.length; from = end + 1) {
        buffer_add(out, slice_part(lines, from, end));
        buffer_add(out, SLICE("\n "));
    }
    buffer_add(out, slice_part(lines, from, lines.length));
}

static bool value_check_item(const struct field_type *field, struct slice value, uint32_t line, struct error *error)
{
    struct item_value item;
    if (!value_read_item(value, &item))
        return fail(error, FAULT_VALUE_ITEM, line, field->name, value_first_line(value));
    if (mark_has_words(item.mark) != (item.words.length > 0))
        return fail(error, FAULT_VALUE_ITEM_TEXT, line, field->name, value_first_line(value));
    return true;
}

static bool value_check_key(const struct field_type *field, struct slice value, uint32_t line, struct error *error)
{
    struct key key;
    if (!key_read(value, &key))
        return fail(error, FAULT_VALUE_KEY, line, field->name, value);
    if (key_is_weak(&key))
        return fail(error, FAULT_VALUE_WEAK_KEY, line, field->name, value);
    return true;
}

static bool value_check_kind(const struct field_type *field, struct slice value, uint32_t line, struct error *error)
{
    uint64_t number;
    bool known;
    struct hash hash;
    struct civil time;
    int32_t offset;
    struct part_value part;
    struct slice code, rest;
    struct slice const name = field->name;
    switch (field->kind) {
    case FIELD_KIND_CODE:
        return value_is_code(value) || fail(error, FAULT_VALUE_CODE, line, name, value);
    case FIELD_KIND_SET:
        return value_is_set(value) || fail(error, FAULT_VALUE_SET, line, name, value);
    case FIELD_KIND_TARGET:
        return value_is_target(value) || fail(error, FAULT_VALUE_TARGET, line, name, value);
    case FIELD_KIND_ORIGIN:
        return value_is_origin(value) || fail(error, FAULT_VALUE_ORIGIN, line, name, value);
    case FIELD_KIND_NUMBER:
        return slice_number(value, &number) || fail(error, FAULT_VALUE_NUMBER, line, name, value);
    case FIELD_KIND_COUNT:
        return value_read_count(value, &known, &number) || fail(error, FAULT_VALUE_NUMBER, line, name, value);
    case FIELD_KIND_PAIR:
        return value_read_pair(value, &code, &rest) || fail(error, FAULT_VALUE_PAIR, line, name, value);
    case FIELD_KIND_BLOB:
        return hex_read(value, hash.bytes, HASH_BYTES) || fail(error, FAULT_VALUE_HASH, line, name, value);
    case FIELD_KIND_SEEN:
        return value_read_seen(value, &number, &hash) || fail(error, FAULT_VALUE_SEEN, line, name, value);
    case FIELD_KIND_URL:
        return value_is_url(value) || fail(error, FAULT_VALUE_URL, line, name, value);
    case FIELD_KIND_SOURCE:
        return value_is_url(value_first_line(value)) ||
               fail(error, FAULT_VALUE_URL, line, name, value_first_line(value));
    case FIELD_KIND_TIME:
        return civil_read(value, 0, &time) || fail(error, FAULT_VALUE_TIME, line, name, value);
    case FIELD_KIND_INSTANT:
        return (civil_read(value, 0, &time) && time.precision == CIVIL_SECOND && !time.about) ||
               fail(error, FAULT_VALUE_TIME, line, name, value);
    case FIELD_KIND_OFFSET:
        return civil_read_offset(value, &offset) || fail(error, FAULT_VALUE_TIME, line, name, value);
    case FIELD_KIND_ITEM:
        return value_check_item(field, value, line, error);
    case FIELD_KIND_PART:
        return value_read_part(value, &part) || fail(error, FAULT_VALUE_PAIR, line, name, value_first_line(value));
    case FIELD_KIND_KEY:
        return value_check_key(field, value, line, error);
    case FIELD_KIND_LINE:
    case FIELD_KIND_TEXT:
    case FIELD_KIND_PROFILE:
    case FIELD_KIND_WORD:
        break;
    }
    return true;
}

bool value_check(const struct field_type *field, struct slice value, uint32_t line, struct error *error)
{
    if (value.length > field->bytes_max)
        return fail(error, FAULT_FIELD_TOO_LONG, line, field->name, SLICE("its limit of"));
    bool const free = field->kind == FIELD_KIND_LINE || field->kind == FIELD_KIND_TEXT;
    return free || value_check_kind(field, value, line, error);
}
