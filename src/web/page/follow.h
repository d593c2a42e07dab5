// SPDX-License-Identifier: Apache-2.0
/* web/page/follow.h - where a reader asks to be kept in the loop: what, how often, to which address. */
#ifndef WEB_PAGE_FOLLOW_H
#define WEB_PAGE_FOLLOW_H

#include "web/page/page.h"

struct follow_choice {
    struct slice code, words;
    bool chosen;
};

struct follow_page {
    struct frame frame;
    struct slice path, words, feed_path,
        hooks_path; /* words: what is followed; of a feed and of webhooks for the same */
    struct slice email, problem;
    bool daily, weekly, unknown;
    struct {
        struct follow_choice *items;
        size_t count;
    } topics;
    unsigned confirm_days;
};

bool follow_page_gather(const struct gather *from, struct follow_page *page, struct error *error);
/* The topics that are offered: the one that was asked for, the whole conference, kinds of act. Also for webhooks. */
void follow_choices(const struct gather *from, struct slice topic, struct follow_choice **items, size_t *count);
/* Why a form was refused, in words; empty where it was not. */
struct slice follow_problem(const struct gather *from);

#endif
