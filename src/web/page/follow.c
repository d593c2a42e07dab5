// SPDX-License-Identifier: Apache-2.0
#include "web/page/follow.h"

#include "base/civil.h"
#include "store/followers.h"
#include "web/page/topic.h"

struct slice follow_problem(const struct gather *from)
{
    char words[512];
    struct buffer out = BUFFER(words);
    if (from->problem == NULL)
        return SLICE("");
    error_words(from->problem, &out);
    return arena_copy(from->arena, buffer_slice(&out));
}

void follow_choices(const struct gather *from, struct slice topic, struct follow_choice **items, size_t *count)
{
    struct topic read;
    struct follow_choice *const all = arena_take_many(from->arena, topic_kind_count + 2, sizeof *all);
    *items = all;
    *count = 0;
    if (all == NULL)
        return;
    bool const object = topic_find(from, topic, &read, NULL) && read.kind != OBJECT_NONE;
    if (object)
        all[(*count)++] = (struct follow_choice){ topic, topic_words(from, &read), true };
    all[(*count)++] = (struct follow_choice){ SLICE(""), SLICE("the whole conference"), topic.length == 0 };
    for (size_t i = 0; i < topic_kind_count; i++) {
        struct slice const code = PRINT(from->arena, "kind:{0}", slice_of(topic_kinds[i].beginning));
        all[(*count)++] = (struct follow_choice){ code, slice_of(topic_kinds[i].words), slice_equal(code, topic) };
    }
}

bool follow_page_gather(const struct gather *from, struct follow_page *page, struct error *error)
{
    struct topic topic;
    struct slice const text = page_said(from, "topic"), pace = page_said(from, "pace");
    if (!topic_find(from, text, &topic, error))
        return false;
    struct slice const words = topic_words(from, &topic);
    *page = (struct follow_page){ .words = words };
    frame_gather(from, words.length > 0 ? PRINT(from->arena, "Follow: {0}", words) : SLICE("Follow this conference"),
                 SLICE("/follow"), &page->frame);
    page->path = page->frame.path;
    page->frame.topic = text;
    page->feed_path = PRINT(from->arena, "{0}/feed.atom{1}", page->frame.home, topic_query(from, text));
    page->hooks_path = PRINT(from->arena, "{0}/hooks{1}", page->frame.home, topic_query(from, text));
    page->email = page_said(from, "email");
    page->problem = follow_problem(from);
    page->daily = slice_equal(pace, SLICE("daily"));
    page->weekly = slice_equal(pace, SLICE("weekly"));
    page->confirm_days = FOLLOWER_ASKED_SECONDS / DAY_SECONDS;
    follow_choices(from, text, &page->topics.items, &page->topics.count);
    return true;
}
