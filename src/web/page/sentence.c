// SPDX-License-Identifier: Apache-2.0
#include "web/page/sentence.h"

#include "record/value.h"
#include "rules/party.h"
#include "rules/topic.h"

#include <string.h>

enum { SENTENCE_BYTES_MAX = 1200, VALUE_SHOWN_MAX = 400 };

/* If a type of act has no row in web/page/sentence.def, the compiler names it here as undeclared. */
#define SENTENCE(id, group, words) static const char sentence_of_##id[] = words;
#include "web/page/sentence.def"
#undef SENTENCE

static const enum sentence_group sentence_groups[ACT_COUNT] = {
#define SENTENCE(id, group, words) [ACT_##id] = SENTENCE_##group,
#include "web/page/sentence.def"
#undef SENTENCE
};

static const char *const templates[ACT_COUNT] = {
#define ACT(id, name, by, makes, flags, meaning, fields) [ACT_##id] = sentence_of_##id,
#include "record/acts.def"
};

static const struct {
    enum field_id field;
    const char *word, *words;
} phrases[] = {
#define PHRASE(id, word, words) { FIELD_##id, word, words },
#include "web/page/phrase.def"
#undef PHRASE
};

/* --- values -------------------------------------------------------------------------------------------------------- */

static void sentence_add_name(const struct gather *from, enum object_kind kind, struct slice code, struct buffer *out)
{
    const struct object *object = state_find(from->state, kind, code);
    buffer_add(out, object != NULL ? page_name_of(from, object) : code);
}

/* "A, B and C". */
static void sentence_add_names(const struct gather *from, enum object_kind kind, struct slice set, struct buffer *out)
{
    for (struct slice rest = set, code; slice_next(&rest, ' ', &code);) {
        if (code.bytes != set.bytes)
            buffer_add(out, rest.length > 0 ? SLICE(", ") : SLICE(" and "));
        sentence_add_name(from, kind, code, out);
    }
}

static void sentence_add_word(enum field_id field, struct slice word, struct buffer *out)
{
    for (size_t i = 0; i < sizeof phrases / sizeof phrases[0]; i++) {
        if (phrases[i].field == field && slice_equal(word, slice_of(phrases[i].word))) {
            buffer_add_text(out, phrases[i].words);
            return;
        }
    }
    for (size_t i = 0; i < word.length; i++)
        buffer_add_byte(out, word.bytes[i] == '-' ? ' ' : word.bytes[i]);
}

/* The first line, cut between words if it is long. */
static void sentence_add_line(struct slice value, struct buffer *out)
{
    struct slice const line = value_first_line(value);
    size_t end = line.length;
    if (end > VALUE_SHOWN_MAX)
        for (end = VALUE_SHOWN_MAX; end > 0 && line.bytes[end] != ' ';)
            end--;
    buffer_add(out, slice_part(line, 0, end));
    if (end < line.length || line.length < value.length)
        buffer_add(out, SLICE(" …"));
}

static void sentence_add_value(const struct gather *from, const struct field_type *type, struct slice value,
                               struct buffer *out)
{
    switch (type->kind) {
    case FIELD_KIND_CODE:
    case FIELD_KIND_TARGET:
        if (type->refers != OBJECT_NONE)
            sentence_add_name(from, type->refers, value, out);
        else
            buffer_add(out, value);
        break;
    case FIELD_KIND_SET:
        sentence_add_names(from, type->refers, value, out);
        break;
    case FIELD_KIND_WORD:
        sentence_add_word(type->id, value, out);
        break;
    case FIELD_KIND_COUNT:
        buffer_add(out, slice_equal(value, SLICE("unknown")) ? SLICE("not known") : value);
        break;
    case FIELD_KIND_TIME:
    case FIELD_KIND_INSTANT:
        buffer_add(out, page_time(from, value));
        break;
    default:
        sentence_add_line(value, out);
        break;
    }
}

/* All values of a repeated field: "A, B and C". */
static bool sentence_add_field(const struct gather *from, const struct entry *entry, enum field_id field,
                               struct buffer *out)
{
    struct slice value, next;
    size_t at = 0;
    bool const given = act_next_value(&entry->act, field, &at, &value);
    for (bool more = given; more; value = next) {
        sentence_add_value(from, &field_types[field], value, out);
        more = act_next_value(&entry->act, field, &at, &next);
        size_t after = at;
        struct slice beyond;
        if (more)
            buffer_add(out, act_next_value(&entry->act, field, &after, &beyond) ? SLICE(", ") : SLICE(" and "));
    }
    return given;
}

struct slice sentence_phrase(const struct gather *from, enum field_id field, struct slice word)
{
    char words[SENTENCE_BYTES_MAX];
    struct buffer out = BUFFER(words);
    sentence_add_word(field, word, &out);
    return arena_copy(from->arena, buffer_slice(&out));
}

struct slice sentence_value(const struct gather *from, const struct entry *entry, enum field_id field)
{
    char words[SENTENCE_BYTES_MAX];
    struct buffer out = BUFFER(words);
    (void)sentence_add_field(from, entry, field, &out);
    return arena_copy(from->arena, buffer_slice(&out));
}

/* --- the sentence -------------------------------------------------------------------------------------------------- */

static struct slice sentence_party_name(const struct gather *from, const struct entry *entry)
{
    return entry->by != NULL ? page_name_of(from, &entry->by->object) : entry->act.by;
}

/* A name within a sentence: an article at its beginning is in lower case. */
static void sentence_add_within(struct slice name, bool within, struct buffer *out)
{
    bool const article = within && slice_begins(name, SLICE("The "));
    buffer_add(out, article ? SLICE("the ") : SLICE(""));
    buffer_add(out, article ? slice_part(name, 4, name.length) : name);
}

static bool sentence_add_hole(const struct gather *from, const struct entry *entry, struct slice name,
                              struct buffer *out)
{
    if (slice_equal(name, SLICE("by"))) {
        sentence_add_within(sentence_party_name(from, entry), out->length > 0, out);
        return true;
    }
    const struct field_type *type = field_type_find(name);
    if (type == NULL ||
        (type->kind == FIELD_KIND_COUNT && slice_equal(act_value(&entry->act, type->id), SLICE("unknown"))))
        return false;
    return sentence_add_field(from, entry, type->id, out);
}

/* Writes the text of a template; false if a hole was empty. */
static bool sentence_add_template(const struct gather *from, const struct entry *entry, struct slice text,
                                  struct buffer *out)
{
    bool whole = true;
    for (size_t at = 0; at < text.length;) {
        if (text.bytes[at] == '{') {
            size_t const end = slice_find(text, '}', at);
            whole &= sentence_add_hole(from, entry, slice_part(text, at + 1, end), out);
            at = end + 1;
        } else if (text.bytes[at] == '[') {
            size_t const end = slice_find(text, ']', at), mark = out->length;
            if (!sentence_add_template(from, entry, slice_part(text, at + 1, end), out))
                out->length = mark;
            at = end + 1;
        } else {
            buffer_add_byte(out, text.bytes[at++]);
        }
    }
    return whole;
}

static struct slice sentence_words_of(const struct gather *from, const struct entry *entry)
{
    char words[SENTENCE_BYTES_MAX];
    struct buffer out = BUFFER(words);
    struct slice rest = slice_of(templates[entry->act.type->id]), template;
    bool whole = false;
    while (!whole && slice_next(&rest, '|', &template)) {
        buffer_clear(&out);
        whole = sentence_add_template(from, entry, template, &out);
    }
    if (out.length == 0)
        buffer_add(&out, entry->act.type->name);
    return arena_copy(from->arena, buffer_slice(&out));
}

static struct slice sentence_basis_words(const struct gather *from, const struct entry *entry)
{
    struct slice const signer =
        entry->signer != NULL ? page_name_of(from, &entry->signer->object) : SLICE("the registrar");
    struct slice const name = entry->act.basis == BASIS_SIGNED ? sentence_party_name(from, entry) : signer;
    char memory[SENTENCE_BYTES_MAX];
    struct buffer within = BUFFER(memory);
    sentence_add_within(name, true, &within);
    switch (entry->act.basis) {
    case BASIS_SIGNED:
        return PRINT(from->arena, "signed by {0} itself", buffer_slice(&within));
    case BASIS_MINUTED:
        return PRINT(from->arena, "minuted by {0}", buffer_slice(&within));
    case BASIS_REPORTED:
        break;
    }
    return PRINT(from->arena, "reported by {0}; how sure: {1}", buffer_slice(&within),
                 sentence_phrase(from, FIELD_CERTAINTY, slice_of(certainty_name(entry->act.certainty))));
}

struct slice sentence_finding(const struct gather *from, const struct entry *entry)
{
    char words[SENTENCE_BYTES_MAX];
    struct buffer out = BUFFER(words);
    struct error error;
    fail(&error, entry->irregularity, 0, entry->irregularity_about[0], entry->irregularity_about[1]);
    error_reason(&error, &out);
    return arena_copy(from->arena, buffer_slice(&out));
}

static void sentence_gather_source(const struct gather *from, const struct entry *entry, struct sentence *sentence)
{
    struct slice value;
    size_t at = 0;
    while (act_next_value(&entry->act, FIELD_SOURCE, &at, &value)) {
        if (sentence->source_count++ > 0)
            continue;
        struct source_value const source = value_read_source(value);
        struct page_lines const lines = page_lines_of(from, source.words);
        sentence->source_url = source.url;
        sentence->source_words = lines.count > 0 ? lines.items[0] : source.url;
        for (size_t i = 1; i < lines.count; i++)
            sentence->source_words = PRINT(from->arena, "{0}, {1}", sentence->source_words, lines.items[i]);
    }
}

static struct slice sentence_said_of(const struct act *act)
{
    static const enum field_id fields[] = { FIELD_STATEMENT, FIELD_REASON, FIELD_WORDS };
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
        if (act_value(act, fields[i]).length > 0)
            return act_value(act, fields[i]);
    return SLICE("");
}

enum sentence_group sentence_group_of(enum act_id type)
{
    return sentence_groups[type];
}

/* The end of the sentence: nothing after a question, a colon before a statement. */
static struct slice sentence_stop_of(const struct sentence *sentence, enum act_id type)
{
    static const char *const ends[] = { "?", "!", "…", "?”", "!”" };
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
        if (slice_ends(sentence->words, slice_of(ends[i])))
            return SLICE("");
    bool const speech = type == ACT_STATEMENT || type == ACT_REPORT;
    return speech && sentence->said.count > 0 ? SLICE(":") : SLICE(".");
}

static struct page_lines sentence_topics_of(const struct gather *from, const struct entry *entry)
{
    struct page_lines topics = { NULL, 0 };
    size_t count = 0;
    for (const struct mention *mention = entry->mentions; mention != NULL; mention = mention->next_of_entry)
        count++;
    topics.items = arena_take_many(from->arena, count, sizeof *topics.items);
    for (const struct mention *mention = entry->mentions; mention != NULL && topics.items != NULL;
         mention = mention->next_of_entry) {
        char words[TOPIC_BYTES_MAX];
        struct buffer out = BUFFER(words);
        topic_write(mention->object, &out);
        if (out.length > 0)
            topics.items[topics.count++] = arena_copy(from->arena, buffer_slice(&out));
    }
    return topics;
}

/* For programs only. */
static void sentence_gather_parts(const struct gather *from, const struct entry *entry, struct sentence *sentence)
{
    sentence->when = page_instant(from, entry->act.time);
    sentence->hash = page_hash(from->arena, &entry->name);
    sentence->recorder = entry->act.signer;
    if (entry->signer != NULL)
        sentence->recorder_name = page_name_of(from, &entry->signer->object);
    sentence->topics = sentence_topics_of(from, entry);
}

void sentence_gather(const struct gather *from, const struct entry *entry, struct sentence *sentence)
{
    const struct act *act = &entry->act;
    *sentence =
        (struct sentence){ .seq = entry->seq, .type = act->type->name, .by = act->by, .time_as_written = act->time };
    sentence->path = page_of_act(from, entry->seq);
    sentence->words = sentence_words_of(from, entry);
    sentence->by_name = sentence_party_name(from, entry);
    if (entry->by != NULL)
        sentence->by_path = page_of_object(from, &entry->by->object);
    sentence->time = page_time(from, act->time);
    sentence->day = page_day(from, act->time);
    sentence->basis = slice_of(basis_name(act->basis));
    sentence->basis_words = sentence_basis_words(from, entry);
    if (act->basis == BASIS_REPORTED)
        sentence->certainty = slice_of(certainty_name(act->certainty));
    if (entry->irregularity != FAULT_NONE) {
        sentence->irregularity = entry->irregularity->name;
        sentence->finding = sentence_finding(from, entry);
        sentence->finding_rule = slice_of(entry->irregularity->source);
    }
    sentence_gather_parts(from, entry, sentence);
    sentence_gather_source(from, entry, sentence);
    sentence->said = page_lines_of(from, sentence_said_of(act));
    sentence->stop = sentence_stop_of(sentence, act->type->id);
}

void sentences_of_object(const struct gather *from, const struct object *object, size_t limit, struct sentences *list)
{
    size_t const count = object->mention_count, skip = count > limit ? count - limit : 0;
    list->count = 0;
    list->items = arena_take_many(from->arena, count - skip, sizeof *list->items);
    size_t at = 0;
    for (const struct mention *mention = object->mentions; list->items != NULL && mention != NULL;
         mention = mention->next)
        if (at++ >= skip && list->count < count - skip)
            sentence_gather(from, mention->entry, &list->items[list->count++]);
}

/* The acts of that type that mention the object; with ACT_COUNT, those with a finding. */
static void sentence_choose(const struct gather *from, const struct object *object, enum act_id type,
                            struct sentences *list)
{
    list->count = 0;
    list->items = arena_take_many(from->arena, object->mention_count, sizeof *list->items);
    for (const struct mention *mention = object->mentions; list->items != NULL && mention != NULL;
         mention = mention->next) {
        bool const chosen =
            type == ACT_COUNT ? mention->entry->irregularity != FAULT_NONE : mention->entry->act.type->id == type;
        if (chosen)
            sentence_gather(from, mention->entry, &list->items[list->count++]);
    }
}

void sentences_of_type(const struct gather *from, const struct object *object, enum act_id type, struct sentences *list)
{
    sentence_choose(from, object, type, list);
}

void sentences_with_finding(const struct gather *from, const struct object *object, struct sentences *list)
{
    sentence_choose(from, object, ACT_COUNT, list);
}

void sentences_of_list(const struct gather *from, const struct entry_list *acts, struct sentences *list)
{
    size_t count = 0;
    for (const struct entry_link *link = acts->first; link != NULL; link = link->next)
        count++;
    list->count = 0;
    list->items = arena_take_many(from->arena, count, sizeof *list->items);
    for (const struct entry_link *link = acts->first; list->items != NULL && link != NULL; link = link->next)
        sentence_gather(from, link->entry, &list->items[list->count++]);
}
