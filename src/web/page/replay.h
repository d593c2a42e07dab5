// SPDX-License-Identifier: Apache-2.0
/* web/page/replay.h - replays an evening act by act: sped up with JavaScript, as a list without.
 *
 * What    From act ?from= to ?to=, by default the last evening: from the opening of the meeting with the last vote (or else the
 *         last question of any kind), for at most REPLAY_HOURS by the times of the acts. */
#ifndef WEB_PAGE_REPLAY_H
#define WEB_PAGE_REPLAY_H

#include "web/page/sentence.h"

enum { REPLAY_HOURS = 12, REPLAY_ACTS_MAX = 200 };

struct replay_row {
    struct sentence act;
    unsigned pause_ms; /* before it is shown: the time since the previous act, sped up */
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
/* The link to the last evening; empty if no question was put yet. */
struct page_link replay_link(const struct gather *from);

#endif
