#include "web/event.h"

#include "record/value.h"
#include "views.h"
#include "web/page/sentence.h"

enum { EVENT_SCRATCH_BYTES = 24576 };

/* A code, or a part of it: RUS-27:7 concerns RUS-27. */
static bool code_meets(struct slice code, struct slice about)
{
    if (!slice_begins(code, about))
        return false;
    return code.length == about.length || code.bytes[about.length] == ':' || code.bytes[about.length] == '/';
}

static bool value_names(const struct act_field *field, struct slice about)
{
    const struct field_type *type = &field_types[field->field];
    if (type->refers == THING_NONE && field->field != FIELD_ID && field->field != FIELD_BY)
        return false;
    struct slice rest = value_first_line(field->value), word;
    while (slice_next(&rest, ' ', &word))
        if (code_meets(word, about))
            return true;
    return false;
}

static bool entry_names(const struct entry *entry, struct slice about)
{
    if (about.length > 1 && slice_ends(about, SLICE(".")))
        return slice_begins(entry->act.type->name, about);
    for (size_t i = 0; i < entry->act.count; i++)
        if (value_names(&entry->act.fields[i], about) ||
            (entry->act.fields[i].field == FIELD_ITEM && value_names(&entry->act.fields[i], about)))
            return true;
    return false;
}

bool event_concerns(const struct entry *entry, struct slice about)
{
    struct slice one;
    if (about.length == 0)
        return true;
    while (slice_next(&about, ',', &one))
        if (one.length > 0 && entry_names(entry, one))
            return true;
    return false;
}

static void begin_event(const struct entry *entry, struct buffer *out)
{
    buffer_add(out, SLICE("id: "));
    buffer_add_number(out, entry->seq);
    buffer_add(out, SLICE("\nevent: act\ndata: "));
}

static void write_touched(const struct entry *entry, struct json *json)
{
    json_array_begin(json, "touched");
    for (size_t i = 0; i < entry->act.count; i++) {
        const struct act_field *field = &entry->act.fields[i];
        bool const made = field->field == FIELD_ID;
        if (!made && field_types[field->field].refers == THING_NONE)
            continue;
        struct slice rest = value_first_line(field->value), word;
        while (slice_next(&rest, ' ', &word))
            json_text(json, NULL, word);
    }
    json_array_end(json);
}

void event_write(const struct state *state, struct slice conference, const struct entry *entry, struct buffer *out)
{
    _Alignas(16) unsigned char memory[EVENT_SCRATCH_BYTES];
    char html[8192];
    struct arena arena = { memory, 0, sizeof memory };
    struct gather const from = { .arena = &arena, .state = state, .name = conference };
    struct sentence sentence;
    sentence_gather(&from, entry, &sentence);
    struct buffer piece = BUFFER(html);
    view_sentence(&piece, &sentence);
    begin_event(entry, out);
    struct json json = json_begin(out);
    json_object_begin(&json, NULL);
    sentence_members_json(&sentence, &json);
    write_touched(entry, &json);
    json_text_if(&json, "html", piece.full ? SLICE("") : buffer_slice(&piece));
    json_object_end(&json);
    buffer_add(out, SLICE("\n\n"));
}

void event_write_short(const struct entry *entry, struct buffer *out)
{
    begin_event(entry, out);
    struct json json = json_begin(out);
    json_object_begin(&json, NULL);
    json_number(&json, "index", entry->seq);
    json_text(&json, "type", entry->act.type->name);
    json_object_end(&json);
    buffer_add(out, SLICE("\n\n"));
}
