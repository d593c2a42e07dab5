// SPDX-License-Identifier: Apache-2.0
/* web/page/part.h - a part of a long list, for programs.
 *
 * What    The items of a list are numbered from 0. ?after=N asks for those behind number N, ?limit=M for at most M of them; the
 *         answer says how many there are in all and, where more follow, the address of the next part. All lists that can be long
 *         keep to it (views/part.html). A reader of the page and a table get the whole list.
 * How     if (!page_part_gather(from, &frame, count, &part, &error)) return false;  // then show part.count items from part.begin
 * Limits  PART_ITEMS_MAX. */
#ifndef WEB_PAGE_PART_H
#define WEB_PAGE_PART_H

#include "web/page/page.h"

enum { PART_ITEMS_MAX = 1000 /* at once; the same when no limit is asked for */ };

struct page_part {
    size_t begin, count; /* of the list: what is shown */
    size_t total;
    unsigned limit;
    struct slice next; /* empty: nothing follows */
};

/* FAULT_ARGUMENT_NUMBER. */
bool page_part_gather(const struct gather *from, const struct frame *frame, size_t total, struct page_part *part,
                      struct error *error);
/* Whether JSON is asked for, of which a part is given; JSON or a table. */
bool page_part_is_wanted(const struct gather *from);
bool page_is_data(const struct gather *from);

#endif
