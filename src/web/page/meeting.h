// SPDX-License-Identifier: Apache-2.0
/* web/page/meeting.h - one meeting: its doors and hours, who was invited, what was decided, and all its acts. */
#ifndef WEB_PAGE_MEETING_H
#define WEB_PAGE_MEETING_H

#include "web/page/brief.h"
#include "web/page/meetings.h"

struct meeting_page {
    struct frame frame;
    struct meeting_row row;
    struct slice agenda, agenda_path;
    struct decision_briefs decisions;
    struct sentences acts;
};

bool meeting_page_gather(const struct gather *from, struct meeting_page *page, struct error *error);

#endif
