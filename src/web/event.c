// SPDX-License-Identifier: Apache-2.0
#include "web/event.h"

#include "rules/topic.h"
#include "views.h"
#include "web/page/sentence.h"

enum { EVENT_SCRATCH_BYTES = 24576 };

bool event_concerns(const struct entry *entry, struct slice about)
{
    struct slice one;
    if (about.length == 0)
        return true;
    while (slice_next(&about, ',', &one))
        if (one.length > 1 && slice_ends(one, SLICE(".")) ? slice_begins(entry->act.type->name, one)
                                                          : topic_mentions(entry, one))
            return true;
    return false;
}

static void event_begin(const struct entry *entry, struct buffer *out)
{
    buffer_add(out, SLICE("id: "));
    buffer_add_number(out, entry->seq);
    buffer_add(out, SLICE("\nevent: act\ndata: "));
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
    event_begin(entry, out);
    struct json json = json_begin(out);
    json_object_begin(&json, NULL);
    view_sentence_json(&json, &sentence);
    json_text_if(&json, "html", piece.full ? SLICE("") : buffer_slice(&piece));
    json_object_end(&json);
    buffer_add(out, SLICE("\n\n"));
}

void event_write_short(const struct entry *entry, struct buffer *out)
{
    event_begin(entry, out);
    struct json json = json_begin(out);
    json_object_begin(&json, NULL);
    json_number(&json, "index", entry->seq);
    json_text(&json, "type", entry->act.type->name);
    json_object_end(&json);
    buffer_add(out, SLICE("\n\n"));
}
