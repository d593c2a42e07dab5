// SPDX-License-Identifier: Apache-2.0
#include "rules/topic.h"

const struct topic_type topic_types[] = {
#define COMMENTS_OPEN true
#define COMMENTS_CLOSED false
#define TOPIC(word, kind, comments, meaning) { word, OBJECT_##kind, COMMENTS_##comments, meaning },
#include "rules/topic.def"
};
const size_t topic_type_count = sizeof topic_types / sizeof topic_types[0];

const struct topic_kind topic_kinds[] = {
#define ACTS(beginning, words) { beginning, words },
#include "rules/topic.def"
};
const size_t topic_kind_count = sizeof topic_kinds / sizeof topic_kinds[0];

/* The row of the word before the colon, or NULL. */
static const struct topic_type *topic_type_called(struct slice word)
{
    for (size_t i = 0; i < topic_type_count; i++)
        if (slice_equal(word, slice_of(topic_types[i].word)))
            return &topic_types[i];
    return NULL;
}

bool topic_read(struct slice text, struct topic *topic)
{
    size_t const colon = slice_find(text, ':', 0);
    struct slice const word = slice_part(text, 0, colon);
    const struct topic_type *const type = topic_type_called(word);
    *topic = (struct topic){ .text = text };
    if (type == NULL && !slice_equal(word, SLICE("kind")))
        return text.length == 0;
    topic->kind = type != NULL ? type->kind : OBJECT_NONE;
    topic->code = slice_part(text, colon + 1, text.length);
    return topic->code.length > 0 && text.length <= TOPIC_BYTES_MAX &&
           slice_find(topic->code, ' ', 0) == topic->code.length;
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

static const struct topic_type *topic_type_of(enum object_kind kind)
{
    for (size_t i = 0; i < topic_type_count; i++)
        if (topic_types[i].kind == kind)
            return &topic_types[i];
    return NULL;
}

bool topic_takes_comments(const struct topic *topic)
{
    const struct topic_type *const type = topic_type_of(topic->kind);
    return type != NULL && type->comments;
}

void topic_write(const struct object *object, struct buffer *out)
{
    const struct topic_type *const type = topic_type_of(object->kind);
    if (type == NULL)
        return;
    buffer_add_text(out, type->word);
    buffer_add_byte(out, ':');
    buffer_add(out, object->code);
}

void topic_write_all(const struct entry *entry, struct buffer *out)
{
    for (const struct mention *mention = entry->mentions; mention != NULL; mention = mention->next_of_entry) {
        if (topic_type_of(mention->object->kind) == NULL || out->limit - out->length < 2 * TOPIC_BYTES_MAX)
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
