#include "record/act.h"

#include <string.h>

#include "base/base64.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "record/value.h"

static const struct slice first_words = { "plenary/1 ", 10 };
static const struct slice dash = { "\xE2\x80\x94 ", 4 };

/* A reader over the lines of a text, the last of which ends as all do. */
struct lines {
    const char *at, *end;
    uint32_t line; /* number of the line that was read last */
    bool ascii;    /* all of the text: no line need be looked at for characters that it may not hold */
};

static bool next_line(struct lines *lines, struct slice *line)
{
    lines->line++;
    *line = (struct slice){ lines->at, 0 };
    if (lines->at == lines->end)
        return false;
    const char *const feed = memchr(lines->at, '\n', (size_t)(lines->end - lines->at));
    line->length = (size_t)(feed - lines->at);
    lines->at = feed + 1;
    return true;
}

/* Where the parser stands in its type's table: at the place of the field that was read last. */
struct places {
    const struct act_type *type;
    const struct field_place *at, *end;
};

static bool has_place(const struct act_type *type, struct slice name)
{
    for (size_t i = 0; i < type->count; i++)
        if (slice_equal(field_types[type->places[i].field].name, name))
            return type->places[i].many != FIELD_NEVER;
    return false;
}

/* The place that has to come next: the first after the current one that no act of the type goes without, or NULL. */
static const struct field_place *next_needed(const struct places *places, const struct act *act)
{
    const struct field_place *place = places->at + (act->count > 0 ? 1 : 0);
    while (place < places->end && !field_is_needed(place))
        place++;
    return place < places->end ? place : NULL;
}

/* Says why the field called `name` cannot stand here. */
static bool refuse_field(const struct places *places, const struct act *act, struct slice name, uint32_t line,
                         struct error *error)
{
    if (!has_place(places->type, name))
        return fail(error, FAULT_FIELD_UNKNOWN, line, name, places->type->name);
    for (size_t i = 0; i < act->count; i++)
        if (slice_equal(field_types[act->fields[i].field].name, name))
            return fail(error, FAULT_FIELD_TWICE, line, name, SLICE(""));
    struct slice const last = act->count > 0 ? field_types[act->fields[act->count - 1].field].name : name;
    for (const struct field_place *place = places->type->places; place < places->at; place++)
        if (slice_equal(field_types[place->field].name, name))
            return fail(error, FAULT_FIELD_ORDER, line, name, last);
    return fail(error, FAULT_FIELD_MISSING, line, field_types[next_needed(places, act)->field].name,
                places->type->name);
}

/* Says why the line does not begin with the label of a field that can stand here. */
static bool refuse_line(const struct places *places, const struct act *act, struct slice line, uint32_t number,
                        struct error *error)
{
    size_t const colon = slice_find(line, ':', 0);
    struct slice const name = slice_part(line, 0, colon);
    if (colon == 0 || colon + 1 >= line.length || line.bytes[colon + 1] != ' ') {
        bool const named = colon + 1 == line.length && has_place(places->type, name);
        return fail(error, named ? FAULT_FIELD_EMPTY : FAULT_FIELD_SHAPE, number, name, SLICE(""));
    }
    return refuse_field(places, act, name, number, error);
}

/* Moves on to the place of the field that the line begins with, past those that may be absent. */
static const struct field_type *find_place(struct places *places, bool first, struct slice line)
{
    const struct field_place *place = places->at;
    if (!first && !field_repeats(place))
        place++;
    for (; place < places->end; place++) {
        const struct field_type *const field = &field_types[place->field];
        if (line.bytes[0] == field->label.bytes[0] && slice_begins(line, field->label)) {
            places->at = place;
            return place->many != FIELD_NEVER ? field : NULL;
        }
        if (field_is_needed(place) && (first || place > places->at))
            return NULL;
    }
    return NULL;
}

static bool nothing_is_missing(const struct places *places, const struct act *act, uint32_t line, struct error *error)
{
    const struct field_place *const place = next_needed(places, act);
    return place == NULL || fail(error, FAULT_FIELD_MISSING, line, field_types[place->field].name, places->type->name);
}

static bool line_is_plain(const struct lines *lines, struct slice name, struct slice line, struct error *error)
{
    if (line.length > ACT_LINE_BYTES_MAX)
        return fail(error, FAULT_FIELD_TOO_LONG, lines->line, name, SLICE("32,768"));
    if (!lines->ascii && utf8_plain_length(line) != line.length)
        return fail(error, FAULT_CHARACTER, lines->line, name, SLICE(""));
    return true;
}

static bool kind_has_lines(enum field_kind kind)
{
    return kind == FIELD_KIND_TEXT || kind == FIELD_KIND_PROFILE || kind == FIELD_KIND_ITEM ||
           kind == FIELD_KIND_PART || kind == FIELD_KIND_SOURCE;
}

/* Further lines of a value begin with one space. */
static bool goes_on(const struct lines *lines)
{
    return lines->at < lines->end && lines->at[0] == ' ';
}

/* Reads the further lines, of which there is one; *value grows over them. */
__attribute__((noinline)) static bool read_more_lines(struct lines *lines, const struct field_type *field,
                                                      struct slice *value, struct error *error)
{
    struct slice line = SLICE("");
    while (goes_on(lines)) {
        next_line(lines, &line);
        if (!kind_has_lines(field->kind))
            return fail(error, FAULT_FIELD_LINES, lines->line, field->name, SLICE(""));
        if (line.length > 1 && line.bytes[line.length - 1] == ' ')
            return fail(error, FAULT_FIELD_SPACES, lines->line, field->name, SLICE(""));
        if (!line_is_plain(lines, field->name, line, error))
            return false;
        value->length = (size_t)(line.bytes + line.length - value->bytes);
    }
    if (line.length == 1)
        return fail(error, FAULT_FIELD_LAST_LINE, lines->line, field->name, SLICE(""));
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

static bool read_field(struct lines *lines, struct slice line, struct places *places, struct act *act,
                       struct error *error)
{
    uint32_t const number = lines->line;
    int word = 0;
    const struct field_type *const field = line.length > 0 ? find_place(places, act->count == 0, line) : NULL;
    if (field == NULL)
        return refuse_line(places, act, line, number, error);
    struct slice value = { line.bytes + field->label.length, line.length - field->label.length };
    if (value.length == 0)
        return fail(error, FAULT_FIELD_EMPTY, number, field->name, SLICE(""));
    if (value.bytes[0] == ' ' || value.bytes[value.length - 1] == ' ')
        return fail(error, FAULT_FIELD_SPACES, number, field->name, SLICE(""));
    if (!line_is_plain(lines, field->name, value, error) ||
        (goes_on(lines) && !read_more_lines(lines, field, &value, error)) ||
        !check_value(field, value, number, &word, error))
        return false;
    if (act->count == ACT_FIELDS_MAX)
        return fail(error, FAULT_FIELD_COUNT, number, field->name, SLICE(""));
    act->fields[act->count++] = (struct act_field){ value, number, (uint16_t)field->id, (int16_t)word };
    return true;
}

/* Lifts the envelope out of the fields, and checks that basis, entered, source and certainty go together. */
static bool read_envelope(struct act *act, struct error *error)
{
    bool entered = false, source = false, certainty = false;
    act->basis = BASIS_SIGNED;
    act->certainty = CERTAINTY_NONE;
    for (; act->envelope_count < act->count; act->envelope_count++) {
        const struct act_field *const field = &act->fields[act->envelope_count];
        struct slice const value = field->value;
        if (field->field > FIELD_ID)
            break;
        switch (field->field) {
        case FIELD_CONFERENCE:
            act->conference = value;
            break;
        case FIELD_BY:
            act->by = value;
            break;
        case FIELD_TIME:
            act->time = value;
            break;
        case FIELD_BASIS:
            act->basis = (enum basis)(field->word + 1);
            break;
        case FIELD_ENTERED:
            entered = true;
            break;
        case FIELD_SOURCE:
            source = true;
            break;
        case FIELD_CERTAINTY:
            act->certainty = (enum certainty)(field->word + 1);
            certainty = true;
            break;
        case FIELD_SEEN:
            act->seen = value;
            break;
        case FIELD_IN:
            act->in = value;
            break;
        case FIELD_ID:
            act->id = value;
            break;
        default:
            break;
        }
    }
    if (entered != (act->basis != BASIS_SIGNED))
        return fail(error, FAULT_BASIS_SHAPE, 0, SLICE("entered"), SLICE(""));
    if (certainty != (act->basis == BASIS_REPORTED))
        return fail(error, FAULT_BASIS_SHAPE, 0, SLICE("certainty"), SLICE(""));
    if (act->basis == BASIS_REPORTED && !source)
        return fail(error, FAULT_BASIS_SHAPE, 0, SLICE("source"), SLICE(""));
    return true;
}

/* Reads act->text into an act that is empty but for its signature. */
static bool read_text(struct act *act, struct arena *arena, struct error *error)
{
    struct slice const text = act->text;
    if (text.length == 0 || text.bytes[text.length - 1] != '\n')
        return fail(error, FAULT_ACT_LINE_END, 0, SLICE(""), SLICE(""));
    struct lines lines = { text.bytes, text.bytes + text.length, 0, utf8_is_ascii_lines(text) };
    struct slice line;
    next_line(&lines, &line);
    if (!slice_begins(line, first_words))
        return fail(error, FAULT_ACT_FIRST_LINE, 1, SLICE(""), SLICE(""));
    struct slice const name = slice_part(line, first_words.length, line.length);
    act->type = act_type_find(name);
    if (act->type == NULL)
        return fail(error, FAULT_ACT_TYPE, 1, name, SLICE(""));
    struct places places = { act->type, act->type->places, act->type->places + act->type->count };

    /* The fields are written at the arena's end and only what was used is kept. */
    size_t const mark = arena->used;
    act->fields = arena_take_unset(arena, ACT_FIELDS_MAX * sizeof *act->fields);
    if (act->fields == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE(""), SLICE(""));
    while (next_line(&lines, &line))
        if (!read_field(&lines, line, &places, act, error))
            goto refuse;
    if (!nothing_is_missing(&places, act, lines.line, error) || !read_envelope(act, error))
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
        return fail(error, FAULT_ACT_LINE_END, 0, SLICE(""), SLICE(""));
    const char *const before = memrchr(bytes.bytes, '\n', bytes.length - 1);
    size_t const start = before != NULL ? (size_t)(before - bytes.bytes) + 1 : 0;
    struct slice const line = slice_part(bytes, start, bytes.length - 1);
    if (!slice_begins(line, dash))
        return fail(error, FAULT_ACT_UNSIGNED, 0, SLICE(""), SLICE(""));
    if (start < 2 || bytes.bytes[start - 2] != '\n')
        return fail(error, FAULT_ACT_SIGNATURES, 0, SLICE(""), SLICE(""));
    size_t const space = slice_find(line, ' ', dash.length);
    act->key_name = slice_part(line, dash.length, space);
    act->signature = slice_part(line, space + 1, line.length);
    unsigned char id[4];
    size_t count;
    if (act->key_name.length == 0 || act->key_name.length > KEY_NAME_BYTES_MAX ||
        !base64_read_start(act->signature, id, sizeof id, &count) || count <= sizeof id ||
        count > ACT_SIGNATURE_BYTES_MAX)
        return fail(error, FAULT_ACT_SIGNATURE_LINE, 0, SLICE(""), SLICE(""));
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
    *act = (struct act){ .bytes = bytes, .text = bytes, .seen = SLICE(""), .id = SLICE(""), .in = SLICE("") };
    return bytes.length <= ACT_BYTES_MAX || fail(error, FAULT_ACT_TOO_LONG, 0, SLICE(""), SLICE(""));
}

bool act_parse_text(struct slice text, struct arena *arena, struct act *act, struct error *error)
{
    return begin(act, text, error) && read_text(act, arena, error);
}

bool act_parse(struct slice bytes, struct arena *arena, struct act *act, struct error *error)
{
    if (!begin(act, bytes, error) || !read_signature_line(act, error) || !read_text(act, arena, error))
        return false;
    return names_conference(act) || fail(error, FAULT_ACT_SIGNATURE_LINE, 0, SLICE(""), SLICE(""));
}

void act_write_text(const struct act *act, struct buffer *out)
{
    buffer_add_line(out, first_words, act->type->name);
    for (size_t i = 0; i < act->count; i++)
        buffer_add_line(out, field_types[act->fields[i].field].label, act->fields[i].value);
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
    return at < act->count ? act->fields[at].value : SLICE("");
}

bool act_next_value(const struct act *act, enum field_id field, size_t *at, struct slice *value)
{
    *at = find_field(act, field, *at);
    if (*at == act->count)
        return false;
    *value = act->fields[(*at)++].value;
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
