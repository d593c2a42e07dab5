// SPDX-License-Identifier: Apache-2.0
/* web/page/home.h - the first page: the conferences on this server. */
#ifndef WEB_PAGE_HOME_H
#define WEB_PAGE_HOME_H

#include "web/page/page.h"

struct home_row {
    struct slice path, title, place, dates, kind; /* kind: "run here" or "watched from outside" */
    struct slice name;                            /* "assembly-2026" */
    struct instant begins, ends;
    bool watched;
    unsigned acts;
};

struct home_page {
    struct frame frame;
    struct slice host;
    struct {
        struct home_row *items;
        size_t count;
    } conferences;
};

bool home_page_gather(const struct gather *from, struct home_page *page, struct error *error);

#endif
