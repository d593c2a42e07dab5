// SPDX-License-Identifier: Apache-2.0
/* web/page/follow_sent.h - after a reader asked to follow: says to look in the mailbox. It is the same for everybody. */
#ifndef WEB_PAGE_FOLLOW_SENT_H
#define WEB_PAGE_FOLLOW_SENT_H

#include "web/page/page.h"

struct follow_sent_page {
    struct frame frame;
    unsigned confirm_days;
    bool demo;
};

bool follow_sent_page_gather(const struct gather *from, struct follow_sent_page *page, struct error *error);

#endif
