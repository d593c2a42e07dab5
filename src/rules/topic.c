#include "rules/topic.h"

static const struct {
    const char *word;
    enum object_kind kind;
} words[] = {
    { "member:", OBJECT_ACTOR },    { "proposal:", OBJECT_PROPOSAL }, { "provision:", OBJECT_PROVISION },
    { "text:", OBJECT_INSTRUMENT }, { "decision:", OBJECT_DECISION }, { "meeting:", OBJECT_MEETING },
    { "body:", OBJECT_BODY },       { "document:", OBJECT_DOCUMENT }, { "report:", OBJECT_REPORT },
    { "kind:", OBJECT_NONE },
};
enum { WORD_COUNT = sizeof words / sizeof words[0] };

bool topic_read(struct slice text, struct topic *topic)
{
    *topic = (struct topic){ .text = text };
    for (size_t i = 0; i < WORD_COUNT; i++) {
        struct slice const word = slice_of(words[i].word);
        if (!slice_begins(text, word))
            continue;
        topic->kind = words[i].kind;
        topic->code = slice_part(text, word.length, text.length);
        return topic->code.length > 0 && text.length <= TOPIC_BYTES_MAX &&
               slice_find(topic->code, ' ', 0) == topic->code.length;
    }
    return text.length == 0;
}

bool topic_mentions(const struct entry *entry, struct slice code)
{
    for (const struct mention *mention = entry->mentions; mention != NULL; mention = mention->next_of_entry)
        if (slice_equal(mention->object->code, code))
            return true;
    return false;
}

bool topic_is_news(const struct entry *entry)
{
    return entry->act.type->id != ACT_MILESTONE;
}

bool topic_concerns(const struct topic *topic, const struct entry *entry)
{
    if (!topic_is_news(entry))
        return false;
    if (topic->kind == OBJECT_NONE)
        return slice_begins(entry->act.type->name, topic->code);
    for (const struct mention *mention = entry->mentions; mention != NULL; mention = mention->next_of_entry)
        if (mention->object->kind == topic->kind && slice_equal(mention->object->code, topic->code))
            return true;
    return false;
}

const struct object *topic_object(const struct state *state, const struct topic *topic)
{
    return topic->kind != OBJECT_NONE ? state_find(state, topic->kind, topic->code) : NULL;
}

static const char *topic_word(enum object_kind kind)
{
    for (size_t i = 0; i < WORD_COUNT; i++)
        if (words[i].kind == kind && kind != OBJECT_NONE)
            return words[i].word;
    return NULL;
}

void topic_write(const struct object *object, struct buffer *out)
{
    const char *const word = topic_word(object->kind);
    if (word == NULL)
        return;
    buffer_add_text(out, word);
    buffer_add(out, object->code);
}

void topic_write_all(const struct entry *entry, struct buffer *out)
{
    for (const struct mention *mention = entry->mentions; mention != NULL; mention = mention->next_of_entry) {
        if (topic_word(mention->object->kind) == NULL || out->limit - out->length < 2 * TOPIC_BYTES_MAX)
            continue;
        topic_write(mention->object, out);
        buffer_add_byte(out, ' ');
    }
    buffer_add(out, SLICE("kind:"));
    buffer_add(out, entry->act.type->name);
}

bool topic_is_among(struct slice all, struct slice topic)
{
    bool const of_kind = slice_begins(topic, SLICE("kind:"));
    struct slice word;
    if (topic.length == 0)
        return true;
    while (slice_next(&all, ' ', &word))
        if (of_kind ? slice_begins(word, topic) : slice_equal(word, topic))
            return true;
    return false;
}
