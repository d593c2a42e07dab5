// SPDX-License-Identifier: Apache-2.0
/* web/page/decisions.h - all questions that were put, and the chair's rulings, newest first. */
#ifndef WEB_PAGE_DECISIONS_H
#define WEB_PAGE_DECISIONS_H

#include "web/page/brief.h"

struct decisions_page {
    struct frame frame;
    struct slice sentence; /* how many of which kind; the sum is the length of the list */
    struct decision_briefs rows;
};

bool decisions_page_gather(const struct gather *from, struct decisions_page *page, struct error *error);

#endif
