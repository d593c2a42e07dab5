// SPDX-License-Identifier: Apache-2.0
/* web/page/timeline.h - all acts by day, with the hours of meetings behind open and closed doors. */
#ifndef WEB_PAGE_TIMELINE_H
#define WEB_PAGE_TIMELINE_H

#include "web/page/part.h"
#include "web/page/sentence.h"

struct hours_row {
    struct slice code; /* of the meeting */
    struct instant begins, ends;
    struct slice meeting, path, day, from_to; /* "09:30 to 12:15"; "hours not known" */
    struct slice doors;                       /* "open", "closed" */
    bool closed, drawn;
    unsigned left, width; /* of the bar, in thousandths of the day at the seat */
};

/* Consecutive acts; many of one kind are folded under the first. */
struct run_row {
    struct sentences acts;
    bool folded;
    struct slice words; /* "89 acts of one kind; the first: ..." */
};

struct day_row {
    struct slice day;
    struct {
        struct run_row *items;
        size_t count;
    } runs;
    struct {
        struct hours_row *items;
        size_t count;
    } hours;
};

struct choice {
    struct slice code, words;
    bool chosen;
};
struct choices {
    struct choice *items;
    size_t count;
};

struct timeline_page {
    struct frame frame;
    struct choices members, bodies, kinds;
    struct slice member, body, kind; /* the filters; empty: all */
    bool filtered;
    unsigned shown, total;
    struct {
        struct day_row *items;
        size_t count;
    } days;
    struct slice earlier, later;
    /* For programs: */
    struct page_part part;
    struct sentences acts;
    struct {
        struct hours_row *items;
        size_t count;
    } hours;
};

bool timeline_page_gather(const struct gather *from, struct timeline_page *page, struct error *error);

#endif
