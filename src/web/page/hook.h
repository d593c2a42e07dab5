// SPDX-License-Identifier: Apache-2.0
/* web/page/hook.h - the private page of a webhook: its secret, its deliveries, and its deletion. */
#ifndef WEB_PAGE_HOOK_H
#define WEB_PAGE_HOOK_H

#include "web/page/page.h"

struct hook_page {
    struct frame frame;
    struct slice path, means, problem, state; /* state: as a word, for programs */
    struct slice url, topic, conference, secret, reply, next;
    struct instant next_at;
    unsigned attempts;
    bool ended;
};

bool hook_page_gather(const struct gather *from, struct hook_page *page, struct error *error);

#endif
