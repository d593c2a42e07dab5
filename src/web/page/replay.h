// SPDX-License-Identifier: Apache-2.0
/* web/page/replay.h - an evening of the conference again, act by act: without JavaScript as a list, with it at a quickened pace.
 *
 * What    From act ?from= to ?to=. Without them the last evening: from the opening of the meeting in which the last vote was
 *         put (else the last question of any kind), for at most REPLAY_HOURS by the acts' own times. */
#ifndef WEB_PAGE_REPLAY_H
#define WEB_PAGE_REPLAY_H

#include "web/page/sentence.h"

enum { REPLAY_HOURS = 12, REPLAY_ACTS_MAX = 200 };

struct replay_row {
    struct sentence act;
    unsigned pause_ms; /* before it is shown: what passed since the act before, quickened */
};

struct replay_page {
    struct frame frame;
    struct slice heading, begins, ends;
    struct instant begins_at, ends_at;
    struct {
        struct replay_row *items;
        size_t count;
    } rows;
};

bool replay_page_gather(const struct gather *from, struct replay_page *page, struct error *error);
/* Address and words of the link to the last evening; empty when nothing was put to the room yet. */
struct page_link replay_link(const struct gather *from);

#endif
