// SPDX-License-Identifier: Apache-2.0
/* web/page/follow.h - the form to follow by mail: what, how often, to which address. */
#ifndef WEB_PAGE_FOLLOW_H
#define WEB_PAGE_FOLLOW_H

#include "web/page/page.h"

struct follow_choice {
    struct slice code, words;
    bool chosen;
};

struct follow_page {
    struct frame frame;
    struct slice path, words, feed_path, hooks_path; /* words: what is followed; the feed and webhooks for the same */
    struct slice email, problem;
    bool daily, weekly, unknown;
    struct {
        struct follow_choice *items;
        size_t count;
    } topics;
    unsigned confirm_days;
};

bool follow_page_gather(const struct gather *from, struct follow_page *page, struct error *error);
/* The topics to choose from: the requested one, the whole conference, kinds of act. Also for webhooks. */
void follow_choices(const struct gather *from, struct slice topic, struct follow_choice **items, size_t *count);
/* Why the form was refused, as a sentence; empty if it was not. */
struct slice follow_problem(const struct gather *from);

#endif
