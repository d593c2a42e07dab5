// SPDX-License-Identifier: Apache-2.0
#include "web/page/topic.h"

#include "campaign/fault.h"

bool topic_find(const struct gather *from, struct slice text, struct topic *topic, struct error *error)
{
    bool const read = topic_read(text, topic);
    bool there = read && (topic->kind == OBJECT_NONE || topic_object(from->state, topic) != NULL);
    for (size_t i = 0; read && topic->kind == OBJECT_NONE && topic->code.length > 0; i++) {
        there = i < ACT_COUNT && slice_begins(act_types[i].name, topic->code);
        if (there || i == ACT_COUNT)
            break;
    }
    return there || fail(error, FAULT_THING_UNKNOWN, 0, SLICE("topic"), text);
}

struct slice topic_words(const struct gather *from, const struct topic *topic)
{
    const struct object *const object = topic_object(from->state, topic);
    if (object != NULL)
        return page_name_of(from, object);
    for (size_t i = 0; i < topic_kind_count; i++)
        if (topic->code.length > 0 && slice_equal(slice_of(topic_kinds[i].beginning), topic->code))
            return slice_of(topic_kinds[i].words);
    return topic->code.length > 0 ? PRINT(from->arena, "Acts of the kind {0}", topic->code) : SLICE("");
}

struct slice topic_page(const struct gather *from, const struct topic *topic)
{
    const struct object *const object = topic_object(from->state, topic);
    if (object != NULL)
        return page_of_object(from, object);
    return topic->code.length > 0 ? PRINT(from->arena, "/{0}/timeline?kind={1}", from->name, topic->code)
                                  : PRINT(from->arena, "/{0}", from->name);
}

struct slice topic_query(const struct gather *from, struct slice text)
{
    char words[3 * TOPIC_BYTES_MAX];
    struct buffer out = BUFFER(words);
    html_segment(&out, text);
    return text.length > 0 ? PRINT(from->arena, "?topic={0}", buffer_slice(&out)) : SLICE("");
}
