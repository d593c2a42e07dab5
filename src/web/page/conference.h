// SPDX-License-Identifier: Apache-2.0
/* web/page/conference.h - a conference at a glance: its subject, the story in steps, what is open, what was decided. */
#ifndef WEB_PAGE_CONFERENCE_H
#define WEB_PAGE_CONFERENCE_H

#include "web/page/brief.h"
#include "web/page/actions.h"
#include "web/page/sentence.h"

struct step_row {
    unsigned number;
    struct slice title;
    struct page_lines story;
    struct sentence act; /* what was marked */
};

/* A text that the conference works from or on. */
struct text_row {
    struct slice code, role, title, path, state; /* "Resolution"; state: "adopted" */
};

struct count_row {
    unsigned count;
    const char *name;               /* "proposals": of the page, and in JSON */
    struct slice words, path, note; /* "1 proposal" without its number; the list; a remark */
};

struct conference_page {
    struct frame frame;
    struct slice full_title, dates;
    struct instant begins, ends;
    struct page_lines mandate;
    struct slice days; /* "Day 5 of 12: 7 days are left"; empty when its days are not known */
    struct {
        struct text_row *items;
        size_t count;
    } texts;
    struct page_links outside; /* watched words outside the mandate; without paths */
    struct {
        struct step_row *items;
        size_t count;
    } steps;
    struct page_links open_meetings, signing;
    struct decision_briefs open_decisions, decided;
    struct sentences latest;
    struct page_link replay; /* of the last evening; empty: no question was put yet */
    struct {
        struct count_row *items;
        size_t count;
    } counts;
    bool nothing_open;
    struct action_links actions;
};

bool conference_page_gather(const struct gather *from, struct conference_page *page, struct error *error);

#endif
