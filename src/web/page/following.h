// SPDX-License-Identifier: Apache-2.0
/* web/page/following.h - the private page of a follower: confirm, change how often, end.
 *
 * Holds   Opening the link changes nothing; every change is a button. The page is not cached. It does not show the mail
 *         address: this process cannot read it. */
#ifndef WEB_PAGE_FOLLOWING_H
#define WEB_PAGE_FOLLOWING_H

#include "web/page/page.h"

struct following_page {
    struct frame frame;
    struct slice path, means, problem, state; /* state: as a word, for programs */
    struct slice words, topic_path, pace, pace_words, next;
    struct slice topic, conference;
    struct instant next_at;
    bool asked, is_following, ended, once, daily, weekly, demo;
};

bool following_page_gather(const struct gather *from, struct following_page *page, struct error *error);

#endif
