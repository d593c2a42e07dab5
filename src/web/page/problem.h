// SPDX-License-Identifier: Apache-2.0
/* web/page/problem.h - the page of an error: what happened and what to do. */
#ifndef WEB_PAGE_PROBLEM_H
#define WEB_PAGE_PROBLEM_H

#include "web/page/page.h"

struct problem_page {
    struct frame frame;
    unsigned status;
    struct slice reason, mending;
    char words[1024]; /* memory for both */
};

void problem_page_gather(const struct error *error, unsigned status, struct problem_page *page);

#endif
