// SPDX-License-Identifier: Apache-2.0
/* web/page/hooks.h - the form for a webhook: its URL and topic. */
#ifndef WEB_PAGE_HOOKS_H
#define WEB_PAGE_HOOKS_H

#include "web/page/follow.h"

struct hooks_page {
    struct frame frame;
    struct slice path, url, problem;
    struct {
        struct follow_choice *items;
        size_t count;
    } topics;
};

bool hooks_page_gather(const struct gather *from, struct hooks_page *page, struct error *error);

#endif
