// SPDX-License-Identifier: Apache-2.0
#include "record/public_log_entry.h"

#include <assert.h>

#include "base/hex.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "record/fault.h"
#include "record/value.h"

enum { PLACES_MAX = 8, RECEIPT_LINE_BYTES = 9 + 2 * HASH_BYTES + 1 /* "receipt: ", digits, LF */ };

static_assert(PUBLIC_LOG_RECEIPTS_MAX * RECEIPT_LINE_BYTES < ACT_BYTES_MAX - 2048,
              "receipts fit beside the other fields");

static const struct slice first_words = { "plenary/1 ", 10 };
static const struct slice receipt_words = { "receipt: ", 9 };

/* As value_check asks for them; words are compared here. */
static const struct field_type fields[PUBLIC_LOG_FIELD_COUNT] = {
#define PUBLIC_LOG_FIELD(id, text, form, max, said, meant)           \
    [PUBLIC_LOG_FIELD_##id] = { .name = { text, sizeof(text) - 1 },  \
                                .kind = FIELD_KIND_##form,           \
                                .bytes_max = max,                    \
                                .words = { said, sizeof(said) - 1 }, \
                                .meaning = meant },
#include "record/public_log.def"
};

struct place {
    enum public_log_field field;
    enum field_many many;
};

#define ONE(id) { PUBLIC_LOG_FIELD_##id, FIELD_ONE },
#define MAY(id) { PUBLIC_LOG_FIELD_##id, FIELD_MAY },
#define MANY(id) { PUBLIC_LOG_FIELD_##id, FIELD_MANY },
static const struct {
    struct slice name;
    struct place places[PLACES_MAX]; /* up to one that is CONFERENCE again */
} types[PUBLIC_LOG_TYPE_COUNT] = {
#define PUBLIC_LOG_ENTRY(id, text, meaning, own) \
    [PUBLIC_LOG_##id] = { { text, sizeof(text) - 1 }, { ONE(CONFERENCE) ONE(TIME) own } },
#include "record/public_log.def"
};

struct slice public_log_type_name(enum public_log_type type)
{
    return types[type].name;
}

static const struct place *place_at(enum public_log_type type, size_t at)
{
    const struct place *const place = at < PLACES_MAX ? &types[type].places[at] : NULL;
    return place != NULL && (at == 0 || place->field != PUBLIC_LOG_FIELD_CONFERENCE) ? place : NULL;
}

static bool word_is_good(const struct field_type *field, struct slice value)
{
    struct slice rest = field->words, word;
    while (slice_next(&rest, ' ', &word))
        if (slice_equal(word, value))
            return true;
    return false;
}

static bool check_value(const struct field_type *field, struct slice value, uint32_t line, struct error *error)
{
    if (value.length == 0)
        return fail(error, FAULT_FIELD_EMPTY, line, field->name);
    if (value.bytes[0] == ' ' || value.bytes[value.length - 1] == ' ')
        return fail(error, FAULT_FIELD_SPACES, line, field->name);
    if (utf8_plain_length(value) != value.length)
        return fail(error, FAULT_CHARACTER, line, field->name);
    if (field->kind == FIELD_KIND_WORD)
        return word_is_good(field, value) || fail(error, FAULT_VALUE_WORD, line, field->name, value);
    return value_check(field, value, line, error);
}

/* Reads one line as the field at that place. False with FAULT_NONE: it is another field's. */
static bool read_line(struct slice line, enum public_log_field field, uint32_t number, struct public_log_entry *entry,
                      struct error *error)
{
    struct slice const name = fields[field].name;
    error->fault = FAULT_NONE;
    if (!slice_begins(line, name) || line.length < name.length + 2 || line.bytes[name.length] != ':' ||
        line.bytes[name.length + 1] != ' ')
        return false;
    struct slice const value = slice_part(line, name.length + 2, line.length);
    if (!check_value(&fields[field], value, number, error))
        return false;
    if (entry->values[field].length == 0)
        entry->values[field] = value;
    return true;
}

static bool check_receipts(const struct public_log_entry *entry, struct error *error)
{
    uint64_t const number = public_log_entry_number(entry, PUBLIC_LOG_FIELD_NUMBER);
    uint64_t const total = public_log_entry_number(entry, PUBLIC_LOG_FIELD_TOTAL);
    struct hash one, before = { 0 };
    size_t at = 0, count = 0;
    for (; public_log_entry_next_receipt(entry, &at, &one); before = one)
        if (count++ > 0 && slice_compare((struct slice){ (const char *)before.bytes, HASH_BYTES },
                                         (struct slice){ (const char *)one.bytes, HASH_BYTES }) >= 0)
            return fail(error, FAULT_PUBLIC_LOG_RECEIPTS, 0);
    return (count == number && count <= PUBLIC_LOG_RECEIPTS_MAX && total >= number) ||
           fail(error, FAULT_PUBLIC_LOG_NUMBER, 0);
}

static bool check_answers(const struct public_log_entry *entry, struct error *error)
{
    uint64_t const asked = public_log_entry_number(entry, PUBLIC_LOG_FIELD_ASKED);
    uint64_t const yes = public_log_entry_number(entry, PUBLIC_LOG_FIELD_YES);
    uint64_t const no = public_log_entry_number(entry, PUBLIC_LOG_FIELD_NO);
    return yes + no <= asked || fail(error, FAULT_PUBLIC_LOG_NUMBER, 0);
}

/* All fields, in the table's order. */
static bool read_fields(struct slice rest, struct public_log_entry *entry, struct error *error)
{
    const struct place *place;
    struct slice line = SLICE("");
    uint32_t number = 2;
    bool more = slice_next(&rest, '\n', &line);
    for (size_t at = 0; (place = place_at(entry->type, at)) != NULL; at++) {
        const char *const begin = line.bytes;
        size_t count = 0;
        while (more && (count == 0 || place->many == FIELD_MANY) &&
               read_line(line, place->field, number, entry, error)) {
            count++;
            number++;
            more = slice_next(&rest, '\n', &line);
        }
        if (more && error->fault != FAULT_NONE)
            return false;
        if (count == 0 && place->many != FIELD_MAY)
            return fail(error, FAULT_FIELD_MISSING, number, fields[place->field].name, types[entry->type].name);
        if (place->many == FIELD_MANY)
            entry->receipts = (struct slice){ begin, count * RECEIPT_LINE_BYTES };
    }
    return !more || fail(error, FAULT_FIELD_SHAPE, number);
}

static bool find_type(struct slice name, struct public_log_entry *entry)
{
    *entry = (struct public_log_entry){ .type = PUBLIC_LOG_TYPE_COUNT };
    for (unsigned i = 0; i < PUBLIC_LOG_TYPE_COUNT; i++)
        if (slice_equal(types[i].name, name))
            entry->type = (enum public_log_type)i;
    return entry->type != PUBLIC_LOG_TYPE_COUNT;
}

bool public_log_entry_parse(struct slice bytes, struct public_log_entry *entry, struct error *error)
{
    struct error spare = { 0 };
    struct slice rest, line;
    if (error == NULL)
        error = &spare;
    *entry = (struct public_log_entry){ .type = PUBLIC_LOG_TYPE_COUNT };
    error->fault = FAULT_NONE;
    if (bytes.length > ACT_BYTES_MAX)
        return fail(error, FAULT_ACT_TOO_LONG, 0);
    if (bytes.length == 0 || bytes.bytes[bytes.length - 1] != '\n')
        return fail(error, FAULT_ACT_LINE_END, 0);
    rest = bytes;
    slice_next(&rest, '\n', &line);
    if (!slice_begins(line, first_words))
        return fail(error, FAULT_ACT_FIRST_LINE, 1);
    struct slice const name = slice_part(line, first_words.length, line.length);
    if (!find_type(name, entry))
        return fail(error, FAULT_PUBLIC_LOG_TYPE, 1, name);
    if (!read_fields(rest, entry, error))
        return false;
    if (entry->type == PUBLIC_LOG_COUNT_COMMIT)
        return check_receipts(entry, error);
    return entry->type != PUBLIC_LOG_COUNT_ANSWERS || check_answers(entry, error);
}

static bool fill_field(struct slice line, struct public_log_entry *entry)
{
    size_t const colon = slice_find(line, ':', 0);
    for (unsigned i = 0; i < PUBLIC_LOG_FIELD_COUNT; i++)
        if (slice_equal(fields[i].name, slice_part(line, 0, colon)) && line.length > colon + 2) {
            entry->values[i] = slice_part(line, colon + 2, line.length);
            return true;
        }
    return false;
}

bool public_log_entry_fill(struct slice type, struct slice lines, struct public_log_entry *entry)
{
    struct slice rest = lines, line;
    if (!find_type(type, entry))
        return false;
    while (slice_next(&rest, '\n', &line)) {
        if (slice_begins(line, receipt_words) && entry->receipts.length == 0)
            entry->receipts.bytes = line.bytes;
        if (slice_begins(line, receipt_words))
            entry->receipts.length += RECEIPT_LINE_BYTES;
        else if (!fill_field(line, entry))
            return false;
    }
    return entry->receipts.length <= lines.length;
}

void public_log_entry_write(const struct public_log_entry *entry, struct buffer *out)
{
    const struct place *place;
    buffer_add(out, first_words);
    buffer_add(out, types[entry->type].name);
    buffer_add_byte(out, '\n');
    for (size_t at = 0; (place = place_at(entry->type, at)) != NULL; at++) {
        struct slice const value = entry->values[place->field];
        if (place->many == FIELD_MANY) {
            buffer_add(out, entry->receipts);
        } else if (value.length > 0) {
            buffer_add(out, fields[place->field].name);
            buffer_add(out, SLICE(": "));
            buffer_add(out, value);
            buffer_add_byte(out, '\n');
        }
    }
}

void public_log_entry_add_receipt(const struct hash *receipt, struct buffer *lines)
{
    buffer_add(lines, receipt_words);
    hex_write(lines, receipt->bytes, HASH_BYTES);
    buffer_add_byte(lines, '\n');
}

bool public_log_entry_next_receipt(const struct public_log_entry *entry, size_t *at, struct hash *receipt)
{
    size_t const begin = *at + receipt_words.length;
    if (begin + 2 * HASH_BYTES >= entry->receipts.length)
        return false;
    *at += RECEIPT_LINE_BYTES;
    return hex_read(slice_part(entry->receipts, begin, begin + 2 * HASH_BYTES), receipt->bytes, HASH_BYTES);
}

uint64_t public_log_entry_number(const struct public_log_entry *entry, enum public_log_field field)
{
    uint64_t number = 0;
    return slice_number(entry->values[field], &number) ? number : 0;
}
