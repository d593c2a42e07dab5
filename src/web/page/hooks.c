// SPDX-License-Identifier: Apache-2.0
#include "web/page/hooks.h"

#include "web/page/topic.h"

bool hooks_page_gather(const struct gather *from, struct hooks_page *page, struct error *error)
{
    struct topic topic;
    struct slice const text = page_said(from, "topic");
    if (!topic_find(from, text, &topic, error))
        return false;
    *page = (struct hooks_page){ .url = page_said(from, "url"), .problem = follow_problem(from) };
    frame_gather(from, SLICE("Have a program told of what happens"), SLICE("/hooks"), &page->frame);
    page->path = page->frame.path;
    follow_choices(from, text, &page->topics.items, &page->topics.count);
    return true;
}
