// SPDX-License-Identifier: Apache-2.0
#include "record/act.h"

#include <assert.h>

#include "base/base64.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "record/fault.h"
#include "record/value.h"

enum { KEY_ID_BYTES = 4 };

static const struct slice first_words = { "plenary/1 ", 10 };
static const struct slice dash = { "\xE2\x80\x94 ", 4 };

/* How far a text has been read. */
struct reader {
    struct slice rest; /* whole lines, each with its LF */
    uint32_t line;     /* number of the line that was read last */
    const struct act_type *type;
    const struct field_place *place, *places_end; /* the place of the field that was read last */
    struct act_field *fields;
    size_t count;
};

static bool act_next_line(struct reader *reader, struct slice *line)
{
    reader->line++;
    return slice_next(&reader->rest, '\n', line);
}

static bool act_has_place(const struct act_type *type, struct slice name)
{
    for (size_t i = 0; i < type->count; i++)
        if (slice_equal(field_types[type->places[i].field].name, name))
            return type->places[i].many != FIELD_NEVER;
    return false;
}

/* The first required place after the current one, or NULL. */
static const struct field_place *act_next_needed(const struct reader *reader)
{
    const struct field_place *place = reader->place + (reader->count > 0 ? 1 : 0);
    while (place < reader->places_end && !field_is_needed(place))
        place++;
    return place < reader->places_end ? place : NULL;
}

/* Says that a required field is missing where one called `name` stands; when it only stands further down, that it is out of
 * order. */
static bool act_refuse_skipping(const struct reader *reader, struct slice name, struct error *error)
{
    const struct field_type *const needed = &field_types[act_next_needed(reader)->field];
    struct reader below = *reader;
    struct slice line;
    while (act_next_line(&below, &line))
        if (slice_begins(line, needed->label))
            return fail(error, FAULT_FIELD_ORDER, below.line, needed->name, name);
    return fail(error, FAULT_FIELD_MISSING, reader->line, needed->name, reader->type->name);
}

/* Says why the field called `name` cannot stand here. */
static bool act_refuse_field(const struct reader *reader, struct slice name, struct error *error)
{
    if (!act_has_place(reader->type, name))
        return fail(error, FAULT_FIELD_UNKNOWN, reader->line, name, reader->type->name);
    for (size_t i = 0; i < reader->count; i++)
        if (slice_equal(field_types[reader->fields[i].field].name, name))
            return fail(error, FAULT_FIELD_TWICE, reader->line, name);
    struct slice const last = reader->count > 0 ? field_types[reader->fields[reader->count - 1].field].name : name;
    for (const struct field_place *place = reader->type->places; place < reader->place; place++)
        if (slice_equal(field_types[place->field].name, name))
            return fail(error, FAULT_FIELD_ORDER, reader->line, name, last);
    return act_refuse_skipping(reader, name, error);
}

/* Says why the line does not begin with the label of a field that can stand here. */
static bool act_refuse_line(const struct reader *reader, struct slice line, struct error *error)
{
    size_t const colon = slice_find(line, ':', 0);
    struct slice const name = slice_part(line, 0, colon);
    if (colon == 0 || colon + 1 >= line.length || line.bytes[colon + 1] != ' ') {
        bool const named = colon + 1 == line.length && act_has_place(reader->type, name);
        return fail(error, named ? FAULT_FIELD_EMPTY : FAULT_FIELD_SHAPE, reader->line, name);
    }
    return act_refuse_field(reader, name, error);
}

/* The type of the field that the line begins with; moves on to its place, past places that may stay empty. NULL when no
 * such field can stand here. */
static const struct field_type *act_find_place(struct reader *reader, struct slice line)
{
    bool const first = reader->count == 0;
    const struct field_place *place = reader->place;
    if (!first && !field_repeats(place))
        place++;
    for (; place < reader->places_end; place++) {
        const struct field_type *const field = &field_types[place->field];
        if (slice_begins(line, field->label)) {
            reader->place = place;
            return place->many != FIELD_NEVER ? field : NULL;
        }
        if (field_is_needed(place) && (first || place > reader->place))
            return NULL;
    }
    return NULL;
}

static bool act_nothing_is_missing(const struct reader *reader, struct error *error)
{
    const struct field_place *const place = act_next_needed(reader);
    return place == NULL ||
           fail(error, FAULT_FIELD_MISSING, reader->line, field_types[place->field].name, reader->type->name);
}

static bool act_line_is_plain(const struct reader *reader, struct slice name, struct slice line, struct error *error)
{
    if (line.length > ACT_LINE_BYTES_MAX)
        return fail(error, FAULT_FIELD_TOO_LONG, reader->line, name, SLICE("32,768"));
    if (utf8_plain_length(line) != line.length)
        return fail(error, FAULT_CHARACTER, reader->line, name);
    return true;
}

static bool act_kind_has_lines(enum field_kind kind)
{
    return kind == FIELD_KIND_TEXT || kind == FIELD_KIND_PROFILE || kind == FIELD_KIND_ITEM ||
           kind == FIELD_KIND_PART || kind == FIELD_KIND_SOURCE;
}

/* Whether a further line of the value follows: it begins with one space. */
static bool act_goes_on(const struct reader *reader)
{
    return slice_begins(reader->rest, SLICE(" "));
}

/* Reads the further lines, at least one; *value grows to hold them. */
static bool act_read_more_lines(struct reader *reader, const struct field_type *field, struct slice *value,
                                struct error *error)
{
    struct slice line = SLICE("");
    while (act_goes_on(reader)) {
        act_next_line(reader, &line);
        if (!act_kind_has_lines(field->kind))
            return fail(error, FAULT_FIELD_LINES, reader->line, field->name);
        if (line.length > 1 && line.bytes[line.length - 1] == ' ')
            return fail(error, FAULT_FIELD_SPACES, reader->line, field->name);
        if (!act_line_is_plain(reader, field->name, line, error))
            return false;
        value->length = (size_t)(line.bytes + line.length - value->bytes);
    }
    if (line.length == 1)
        return fail(error, FAULT_FIELD_LAST_LINE, reader->line, field->name);
    return true;
}

static bool act_check_value(const struct field_type *field, struct slice value, uint32_t line, int *word,
                            struct error *error)
{
    if (field->kind != FIELD_KIND_WORD)
        return value_check(field, value, line, error);
    *word = field_word(field->id, value);
    return *word >= 0 || fail(error, FAULT_VALUE_WORD, line, field->name, value);
}

static bool act_read_field(struct reader *reader, struct slice line, struct error *error)
{
    uint32_t const number = reader->line;
    int word = 0;
    const struct field_type *const field = line.length > 0 ? act_find_place(reader, line) : NULL;
    if (field == NULL)
        return act_refuse_line(reader, line, error);
    assert(line.bytes != NULL);
    struct slice value = { line.bytes + field->label.length, line.length - field->label.length };
    if (value.length == 0)
        return fail(error, FAULT_FIELD_EMPTY, number, field->name);
    if (value.bytes[0] == ' ' || value.bytes[value.length - 1] == ' ')
        return fail(error, FAULT_FIELD_SPACES, number, field->name);
    if (!act_line_is_plain(reader, field->name, value, error) ||
        (act_goes_on(reader) && !act_read_more_lines(reader, field, &value, error)) ||
        !act_check_value(field, value, number, &word, error))
        return false;
    if (reader->count == ACT_FIELDS_MAX)
        return fail(error, FAULT_FIELD_COUNT, number, field->name);
    reader->fields[reader->count++] =
        (struct act_field){ value.bytes, (uint32_t)value.length, (uint16_t)number, (uint8_t)field->id, (int8_t)word };
    return true;
}

/* Takes the value of the next field of the envelope; false when that is another field. */
static bool act_take_field(struct act *act, enum field_id field, struct slice *value)
{
    const struct act_field *const next = &act->fields[act->envelope_count];
    if (act->envelope_count == act->count || next->field != field)
        return false;
    *value = act_field_value(next);
    act->envelope_count++;
    return true;
}

/* The same for a word: its index plus 1; 0 when it is absent. */
static int act_take_word(struct act *act, enum field_id field)
{
    struct slice value;
    return act_take_field(act, field, &value) ? act->fields[act->envelope_count - 1].word + 1 : 0;
}

/* Reads the envelope from the fields and checks that basis, entered, source and certainty agree. */
static bool act_read_envelope(struct act *act, struct error *error)
{
    struct slice value;
    bool source = false;
    act_take_field(act, FIELD_CONFERENCE, &act->conference);
    act_take_field(act, FIELD_BY, &act->by);
    act_take_field(act, FIELD_TIME, &act->time);
    act->basis = (enum basis)act_take_word(act, FIELD_BASIS);
    bool const entered = act_take_field(act, FIELD_ENTERED, &value);
    while (act_take_field(act, FIELD_SOURCE, &value))
        source = true;
    act->certainty = (enum certainty)act_take_word(act, FIELD_CERTAINTY);
    act_take_field(act, FIELD_SEEN, &act->seen);
    act_take_field(act, FIELD_IN, &act->in);
    act_take_field(act, FIELD_ID, &act->id);
    if (entered != (act->basis != BASIS_SIGNED))
        return fail(error, FAULT_BASIS_SHAPE, 0, SLICE("entered"));
    if ((act->certainty != CERTAINTY_NONE) != (act->basis == BASIS_REPORTED))
        return fail(error, FAULT_BASIS_SHAPE, 0, SLICE("certainty"));
    if (act->basis == BASIS_REPORTED && !source)
        return fail(error, FAULT_BASIS_SHAPE, 0, SLICE("source"));
    return true;
}

/* Reads the first line and finds the type that it names. */
static bool act_read_type(struct reader *reader, struct error *error)
{
    struct slice line;
    act_next_line(reader, &line);
    if (!slice_begins(line, first_words))
        return fail(error, FAULT_ACT_FIRST_LINE, 1);
    struct slice const name = slice_part(line, first_words.length, line.length);
    reader->type = act_type_find(name);
    if (reader->type == NULL)
        return fail(error, FAULT_ACT_TYPE, 1, name);
    reader->place = reader->type->places;
    reader->places_end = reader->place + reader->type->count;
    return true;
}

/* Reads act->text. The array of fields is taken at its longest and what was not used is given back. */
static bool act_read_text(struct act *act, struct arena *arena, struct error *error)
{
    struct slice const text = act->text;
    if (text.length == 0 || text.bytes[text.length - 1] != '\n')
        return fail(error, FAULT_ACT_LINE_END, 0);
    size_t const mark = arena->used;
    struct reader reader = { .rest = text };
    if (!act_read_type(&reader, error))
        return false;
    reader.fields = arena_take_unset(arena, ACT_FIELDS_MAX * sizeof *reader.fields);
    if (reader.fields == NULL)
        return fail(error, FAULT_MEMORY, 0);
    struct slice line;
    while (act_next_line(&reader, &line))
        if (!act_read_field(&reader, line, error))
            goto refuse;
    act->type = reader.type;
    act->fields = reader.fields;
    act->count = reader.count;
    if (!act_nothing_is_missing(&reader, error) || !act_read_envelope(act, error))
        goto refuse;
    arena_end_at(arena, act->fields + act->count);
    return true;

refuse:
    arena->used = mark;
    return false;
}

/* Reads the signature line at the end; what comes before it is the text. */
static bool act_read_signature_line(struct act *act, struct error *error)
{
    struct slice const bytes = act->bytes;
    if (bytes.length == 0 || bytes.bytes[bytes.length - 1] != '\n')
        return fail(error, FAULT_ACT_LINE_END, 0);
    size_t start = bytes.length - 1;
    while (start > 0 && bytes.bytes[start - 1] != '\n')
        start--;
    struct slice const line = slice_part(bytes, start, bytes.length - 1);
    if (!slice_begins(line, dash))
        return fail(error, FAULT_ACT_UNSIGNED, 0);
    if (start < 2 || bytes.bytes[start - 2] != '\n')
        return fail(error, FAULT_ACT_SIGNATURES, 0);
    size_t const space = slice_find(line, ' ', dash.length);
    act->key_name = slice_part(line, dash.length, space);
    act->signature = slice_part(line, space + 1, line.length);
    unsigned char signature[ACT_SIGNATURE_BYTES_MAX], *const id = signature;
    size_t count;
    if (act->key_name.length == 0 || act->key_name.length > KEY_NAME_BYTES_MAX ||
        !base64_read(act->signature, signature, sizeof signature, &count) || count <= KEY_ID_BYTES)
        return fail(error, FAULT_ACT_SIGNATURE_LINE, 0);
    act->key_id = (uint32_t)id[0] << 24 | (uint32_t)id[1] << 16 | (uint32_t)id[2] << 8 | (uint32_t)id[3];
    act->text = slice_part(bytes, 0, start - 1);
    return true;
}

/* The name of the key is HOST/CONFERENCE/CODE or HOST/CONFERENCE/CODE/NAME. */
static bool act_names_conference(struct act *act)
{
    struct slice const name = act->key_name;
    size_t const at = act->conference.length;
    if (!slice_begins(name, act->conference) || at >= name.length || name.bytes[at] != '/')
        return false;
    struct slice const rest = slice_part(name, at + 1, name.length);
    size_t const slash = slice_find(rest, '/', 0);
    act->signer = slice_part(rest, 0, slash);
    return value_is_code(act->signer) &&
           (slash == rest.length || value_is_code(slice_part(rest, slash + 1, rest.length)));
}

static bool act_begin(struct act *act, struct slice bytes, struct error *error)
{
    act->bytes = act->text = bytes;
    act->key_name = act->signature = act->signer = SLICE("");
    act->conference = act->by = act->time = act->seen = act->id = act->in = SLICE("");
    act->key_id = 0;
    act->count = act->envelope_count = 0;
    return bytes.length <= ACT_BYTES_MAX || fail(error, FAULT_ACT_TOO_LONG, 0);
}

bool act_parse_text(struct slice text, struct arena *arena, struct act *act, struct error *error)
{
    return act_begin(act, text, error) && act_read_text(act, arena, error);
}

bool act_parse(struct slice bytes, struct arena *arena, struct act *act, struct error *error)
{
    if (!act_begin(act, bytes, error) || !act_read_signature_line(act, error) || !act_read_text(act, arena, error))
        return false;
    return act_names_conference(act) || fail(error, FAULT_ACT_SIGNATURE_LINE, 0);
}

static void act_add_line(struct slice label, struct slice value, struct buffer *out)
{
    buffer_add(out, label);
    buffer_add(out, value);
    buffer_add_byte(out, '\n');
}

void act_write_text(const struct act *act, struct buffer *out)
{
    act_add_line(first_words, act->type->name, out);
    for (size_t i = 0; i < act->count; i++)
        act_add_line(field_types[act->fields[i].field].label, act_field_value(&act->fields[i]), out);
}

void act_write(const struct act *act, struct buffer *out)
{
    act_write_text(act, out);
    if (act->key_name.length == 0)
        return;
    buffer_add_byte(out, '\n');
    buffer_add(out, dash);
    buffer_add(out, act->key_name);
    buffer_add_byte(out, ' ');
    buffer_add(out, act->signature);
    buffer_add_byte(out, '\n');
}

/* Index of the first such field at or after `at`, or act->count. */
static size_t act_find_field(const struct act *act, enum field_id field, size_t at)
{
    while (at < act->count && act->fields[at].field != field)
        at++;
    return at;
}

struct slice act_value(const struct act *act, enum field_id field)
{
    size_t const at = act_find_field(act, field, 0);
    return at < act->count ? act_field_value(&act->fields[at]) : SLICE("");
}

bool act_next_value(const struct act *act, enum field_id field, size_t *at, struct slice *value)
{
    *at = act_find_field(act, field, *at);
    if (*at == act->count)
        return false;
    *value = act_field_value(&act->fields[(*at)++]);
    return true;
}

int act_word(const struct act *act, enum field_id field)
{
    size_t const at = act_find_field(act, field, 0);
    return at < act->count ? act->fields[at].word : -1;
}

const char *basis_name(enum basis basis)
{
    static const char *const names[] = { "signed", "minuted", "reported" };
    return names[basis];
}

const char *certainty_name(enum certainty certainty)
{
    static const char *const names[] = { "", "confirmed", "corroborated", "reported", "doubtful" };
    return names[certainty];
}
