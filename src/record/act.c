#include "record/act.h"

#include <string.h>

#include "base/base64.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "record/value.h"

static const struct slice first_words = { "plenary/1 ", 10 };
static const struct slice dash = { "\xE2\x80\x94 ", 4 };

/* Where the reading of a text stands: at a line, at a place of its type's table, behind the fields read so far. */
struct reader {
    const char *at, *end;
    uint32_t line; /* number of the line that was read last */
    bool ascii;    /* all of the text: no line need be looked at for characters that it may not hold */
    const struct act_type *type;
    const struct field_place *place, *places_end; /* the place of the field that was read last */
    struct act_field *fields;
    size_t count;
};

static bool next_line(struct reader *reader, struct slice *line)
{
    reader->line++;
    *line = (struct slice){ reader->at, 0 };
    if (reader->at == reader->end)
        return false;
    const char *const feed = memchr(reader->at, '\n', (size_t)(reader->end - reader->at));
    line->length = (size_t)(feed - reader->at);
    reader->at = feed + 1;
    return true;
}

static bool has_place(const struct act_type *type, struct slice name)
{
    for (size_t i = 0; i < type->count; i++)
        if (slice_equal(field_types[type->places[i].field].name, name))
            return type->places[i].many != FIELD_NEVER;
    return false;
}

/* The place that has to come next: the first after the current one that no act of the type goes without, or NULL. */
static const struct field_place *next_needed(const struct reader *reader)
{
    const struct field_place *place = reader->place + (reader->count > 0 ? 1 : 0);
    while (place < reader->places_end && !field_is_needed(place))
        place++;
    return place < reader->places_end ? place : NULL;
}

/* Says why the field called `name` cannot stand here. Readers are handed on by value where nothing is read, so that the one
 * that reads can stay in the processor's registers. */
static bool refuse_field(struct reader reader, struct slice name, struct error *error)
{
    if (!has_place(reader.type, name))
        return fail(error, FAULT_FIELD_UNKNOWN, reader.line, name, reader.type->name);
    for (size_t i = 0; i < reader.count; i++)
        if (slice_equal(field_types[reader.fields[i].field].name, name))
            return fail(error, FAULT_FIELD_TWICE, reader.line, name);
    struct slice const last = reader.count > 0 ? field_types[reader.fields[reader.count - 1].field].name : name;
    for (const struct field_place *place = reader.type->places; place < reader.place; place++)
        if (slice_equal(field_types[place->field].name, name))
            return fail(error, FAULT_FIELD_ORDER, reader.line, name, last);
    return fail(error, FAULT_FIELD_MISSING, reader.line, field_types[next_needed(&reader)->field].name,
                reader.type->name);
}

/* Says why the line does not begin with the label of a field that can stand here. */
static bool refuse_line(struct reader reader, struct slice line, struct error *error)
{
    size_t const colon = slice_find(line, ':', 0);
    struct slice const name = slice_part(line, 0, colon);
    if (colon == 0 || colon + 1 >= line.length || line.bytes[colon + 1] != ' ') {
        bool const named = colon + 1 == line.length && has_place(reader.type, name);
        return fail(error, named ? FAULT_FIELD_EMPTY : FAULT_FIELD_SHAPE, reader.line, name);
    }
    return refuse_field(reader, name, error);
}

/* Moves on to the place of the field that the line begins with, past those that may be absent. */
static const struct field_type *find_place(struct reader *reader, struct slice line)
{
    bool const first = reader->count == 0;
    const struct field_place *place = reader->place;
    if (!first && !field_repeats(place))
        place++;
    for (; place < reader->places_end; place++) {
        const struct field_type *const field = &field_types[place->field];
        if (line.bytes[0] == field->label.bytes[0] && slice_begins(line, field->label)) {
            reader->place = place;
            return place->many != FIELD_NEVER ? field : NULL;
        }
        if (field_is_needed(place) && (first || place > reader->place))
            return NULL;
    }
    return NULL;
}

static bool nothing_is_missing(struct reader reader, struct error *error)
{
    const struct field_place *const place = next_needed(&reader);
    return place == NULL ||
           fail(error, FAULT_FIELD_MISSING, reader.line, field_types[place->field].name, reader.type->name);
}

static bool line_is_plain(const struct reader *reader, struct slice name, struct slice line, struct error *error)
{
    if (line.length > ACT_LINE_BYTES_MAX)
        return fail(error, FAULT_FIELD_TOO_LONG, reader->line, name, SLICE("32,768"));
    if (!reader->ascii && utf8_plain_length(line) != line.length)
        return fail(error, FAULT_CHARACTER, reader->line, name);
    return true;
}

static bool kind_has_lines(enum field_kind kind)
{
    return kind == FIELD_KIND_TEXT || kind == FIELD_KIND_PROFILE || kind == FIELD_KIND_ITEM ||
           kind == FIELD_KIND_PART || kind == FIELD_KIND_SOURCE;
}

/* Further lines of a value begin with one space. */
static bool goes_on(const struct reader *reader)
{
    return reader->at < reader->end && reader->at[0] == ' ';
}

/* Reads the further lines, of which there is one; *value grows over them. */
static bool read_more_lines(struct reader *reader, const struct field_type *field, struct slice *value,
                            struct error *error)
{
    struct slice line = SLICE("");
    while (goes_on(reader)) {
        next_line(reader, &line);
        if (!kind_has_lines(field->kind))
            return fail(error, FAULT_FIELD_LINES, reader->line, field->name);
        if (line.length > 1 && line.bytes[line.length - 1] == ' ')
            return fail(error, FAULT_FIELD_SPACES, reader->line, field->name);
        if (!line_is_plain(reader, field->name, line, error))
            return false;
        value->length = (size_t)(line.bytes + line.length - value->bytes);
    }
    if (line.length == 1)
        return fail(error, FAULT_FIELD_LAST_LINE, reader->line, field->name);
    return true;
}

static bool check_value(const struct field_type *field, struct slice value, uint32_t line, int *word,
                        struct error *error)
{
    if (field->kind != FIELD_KIND_WORD)
        return value_check(field, value, line, error);
    *word = field_word(field->id, value);
    return *word >= 0 || fail(error, FAULT_VALUE_WORD, line, field->name, value);
}

static bool read_field(struct reader *reader, struct slice line, struct error *error)
{
    uint32_t const number = reader->line;
    int word = 0;
    const struct field_type *const field = line.length > 0 ? find_place(reader, line) : NULL;
    if (field == NULL)
        return refuse_line(*reader, line, error);
    struct slice value = { line.bytes + field->label.length, line.length - field->label.length };
    if (value.length == 0)
        return fail(error, FAULT_FIELD_EMPTY, number, field->name);
    if (value.bytes[0] == ' ' || value.bytes[value.length - 1] == ' ')
        return fail(error, FAULT_FIELD_SPACES, number, field->name);
    if (!line_is_plain(reader, field->name, value, error) ||
        (goes_on(reader) && !read_more_lines(reader, field, &value, error)) ||
        !check_value(field, value, number, &word, error))
        return false;
    if (reader->count == ACT_FIELDS_MAX)
        return fail(error, FAULT_FIELD_COUNT, number, field->name);
    reader->fields[reader->count++] =
        (struct act_field){ value.bytes, (uint32_t)value.length, (uint16_t)number, field->id, (int8_t)word };
    return true;
}

/* Whether the envelope goes on with that field, whose value is taken. */
static bool take_field(struct act *act, enum field_id field, struct slice *value)
{
    const struct act_field *const next = &act->fields[act->envelope_count];
    if (act->envelope_count == act->count || next->field != field)
        return false;
    *value = act_field_value(next);
    act->envelope_count++;
    return true;
}

/* The same of a word; 0 when it is absent, else one more than its index. */
static int take_word(struct act *act, enum field_id field)
{
    struct slice value;
    return take_field(act, field, &value) ? act->fields[act->envelope_count - 1].word + 1 : 0;
}

/* Lifts the envelope out of the fields, and checks that basis, entered, source and certainty go together. */
static bool read_envelope(struct act *act, struct error *error)
{
    struct slice value;
    bool source = false;
    take_field(act, FIELD_CONFERENCE, &act->conference);
    take_field(act, FIELD_BY, &act->by);
    take_field(act, FIELD_TIME, &act->time);
    act->basis = (enum basis)take_word(act, FIELD_BASIS);
    bool const entered = take_field(act, FIELD_ENTERED, &value);
    while (take_field(act, FIELD_SOURCE, &value))
        source = true;
    act->certainty = (enum certainty)take_word(act, FIELD_CERTAINTY);
    take_field(act, FIELD_SEEN, &act->seen);
    take_field(act, FIELD_IN, &act->in);
    take_field(act, FIELD_ID, &act->id);
    if (entered != (act->basis != BASIS_SIGNED))
        return fail(error, FAULT_BASIS_SHAPE, 0, SLICE("entered"));
    if ((act->certainty != CERTAINTY_NONE) != (act->basis == BASIS_REPORTED))
        return fail(error, FAULT_BASIS_SHAPE, 0, SLICE("certainty"));
    if (act->basis == BASIS_REPORTED && !source)
        return fail(error, FAULT_BASIS_SHAPE, 0, SLICE("source"));
    return true;
}

/* Reads the first line and finds the type that it names. */
static bool read_type(struct reader *reader, struct error *error)
{
    struct slice line;
    next_line(reader, &line);
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

/* Reads act->text into an act of which nothing else but the signature was read. The fields are written at the arena's end, and
 * only what was used is kept. */
static bool read_text(struct act *act, struct arena *arena, struct error *error)
{
    struct slice const text = act->text;
    if (text.length == 0 || text.bytes[text.length - 1] != '\n')
        return fail(error, FAULT_ACT_LINE_END, 0);
    size_t const mark = arena->used;
    struct reader reader = { .at = text.bytes, .end = text.bytes + text.length, .ascii = utf8_is_ascii_lines(text) };
    if (!read_type(&reader, error))
        return false;
    reader.fields = arena_take_unset(arena, ACT_FIELDS_MAX * sizeof *reader.fields);
    if (reader.fields == NULL)
        return fail(error, FAULT_MEMORY, 0);
    struct slice line;
    while (next_line(&reader, &line))
        if (!read_field(&reader, line, error))
            goto refuse;
    act->type = reader.type;
    act->fields = reader.fields;
    act->count = reader.count;
    if (!nothing_is_missing(reader, error) || !read_envelope(act, error))
        goto refuse;
    arena_end_at(arena, act->fields + act->count);
    return true;

refuse:
    arena->used = mark;
    return false;
}

/* Cuts the signature line off the end; what stands before it is the text. */
static bool read_signature_line(struct act *act, struct error *error)
{
    struct slice const bytes = act->bytes;
    if (bytes.length == 0 || bytes.bytes[bytes.length - 1] != '\n')
        return fail(error, FAULT_ACT_LINE_END, 0);
    const char *const before = memrchr(bytes.bytes, '\n', bytes.length - 1);
    size_t const start = before != NULL ? (size_t)(before - bytes.bytes) + 1 : 0;
    struct slice const line = slice_part(bytes, start, bytes.length - 1);
    if (!slice_begins(line, dash))
        return fail(error, FAULT_ACT_UNSIGNED, 0);
    if (start < 2 || bytes.bytes[start - 2] != '\n')
        return fail(error, FAULT_ACT_SIGNATURES, 0);
    size_t const space = slice_find(line, ' ', dash.length);
    act->key_name = slice_part(line, dash.length, space);
    act->signature = slice_part(line, space + 1, line.length);
    unsigned char id[4];
    size_t count;
    if (act->key_name.length == 0 || act->key_name.length > KEY_NAME_BYTES_MAX ||
        !base64_read_start(act->signature, id, sizeof id, &count) || count <= sizeof id ||
        count > ACT_SIGNATURE_BYTES_MAX)
        return fail(error, FAULT_ACT_SIGNATURE_LINE, 0);
    act->key_id = (uint32_t)id[0] << 24 | (uint32_t)id[1] << 16 | (uint32_t)id[2] << 8 | (uint32_t)id[3];
    act->text = slice_part(bytes, 0, start - 1);
    return true;
}

/* The signer's name is HOST/CONFERENCE/CODE, and may go on with /NAME. */
static bool names_conference(struct act *act)
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

static bool begin(struct act *act, struct slice bytes, struct error *error)
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
    return begin(act, text, error) && read_text(act, arena, error);
}

bool act_parse(struct slice bytes, struct arena *arena, struct act *act, struct error *error)
{
    if (!begin(act, bytes, error) || !read_signature_line(act, error) || !read_text(act, arena, error))
        return false;
    return names_conference(act) || fail(error, FAULT_ACT_SIGNATURE_LINE, 0);
}

void act_write_text(const struct act *act, struct buffer *out)
{
    buffer_add_line(out, first_words, act->type->name);
    for (size_t i = 0; i < act->count; i++)
        buffer_add_line(out, field_types[act->fields[i].field].label, act_field_value(&act->fields[i]));
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

/* The first field from `at` on that is of that kind, or act->count: only where such fields stand is looked. */
static size_t find_field(const struct act *act, enum field_id field, size_t at)
{
    bool const enveloped = field <= FIELD_ID;
    size_t const end = enveloped && act->envelope_count > 0 ? act->envelope_count : act->count;
    if (!enveloped && at < act->envelope_count)
        at = act->envelope_count;
    while (at < end && act->fields[at].field != field)
        at++;
    return at < end ? at : act->count;
}

struct slice act_value(const struct act *act, enum field_id field)
{
    size_t const at = find_field(act, field, 0);
    return at < act->count ? act_field_value(&act->fields[at]) : SLICE("");
}

bool act_next_value(const struct act *act, enum field_id field, size_t *at, struct slice *value)
{
    *at = find_field(act, field, *at);
    if (*at == act->count)
        return false;
    *value = act_field_value(&act->fields[(*at)++]);
    return true;
}

int act_word(const struct act *act, enum field_id field)
{
    size_t const at = find_field(act, field, 0);
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
