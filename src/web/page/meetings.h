// SPDX-License-Identifier: Apache-2.0
/* web/page/meetings.h - all meetings: when each was open to the public, when closed, and who was invited. */
#ifndef WEB_PAGE_MEETINGS_H
#define WEB_PAGE_MEETINGS_H

#include "rules/meeting.h"
#include "web/page/sentence.h"

struct meeting_row {
    struct slice code, path, name, body, begins, opened, ended, place, state, present, outcome_by;
    struct slice doors; /* "doors open", "doors closed", "doors open, then closed" */
    struct slice body_code;
    struct instant begins_at, opened_at, ended_at;
    struct count present_count;
    bool closed_doors;
    struct page_links invited;
    struct page_lines terms; /* of the body */
    struct page_lines outcome;
    struct slice basis;
};
struct meeting_rows {
    struct meeting_row *items;
    size_t count;
};

struct meetings_page {
    struct frame frame;
    struct slice sentence;
    struct meeting_rows rows;
};

bool meetings_page_gather(const struct gather *from, struct meetings_page *page, struct error *error);
struct meeting_row meeting_row_of(const struct gather *from, const struct meeting *meeting);

#endif
