// SPDX-License-Identifier: Apache-2.0
/* web/page/part.h - a part of a long list, for programs.
 *
 * What    Items are numbered from 0. ?after=N gives those after number N, ?limit=M at most M of them. The answer has the total and,
 *         if more follow, the address of the next part. All lists that can be long use it (views/part.html). HTML and CSV have the
 *         whole list.
 * How     if (!page_part_gather(from, &frame, count, &part, &error)) return false;  // then show part.count items from part.begin
 * Limits  PART_ITEMS_MAX. */
#ifndef WEB_PAGE_PART_H
#define WEB_PAGE_PART_H

#include "web/page/page.h"

enum { PART_ITEMS_MAX = 1000 /* also if no limit is given */ };

struct page_part {
    size_t begin, count; /* the items shown */
    size_t total;
    unsigned limit;
    struct slice next; /* empty: this is the last part */
};

/* FAULT_ARGUMENT_NUMBER. */
bool page_part_gather(const struct gather *from, const struct frame *frame, size_t total, struct page_part *part,
                      struct error *error);
/* Whether a part is wanted (JSON); whether a program asks (JSON or CSV). */
bool page_part_is_wanted(const struct gather *from);
bool page_is_data(const struct gather *from);

#endif
