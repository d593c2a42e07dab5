// SPDX-License-Identifier: Apache-2.0
/* web/page/comment_sent.h - after a comment was sent: says to look in the mailbox. It is the same for everybody. */
#ifndef WEB_PAGE_COMMENT_SENT_H
#define WEB_PAGE_COMMENT_SENT_H

#include "web/page/page.h"

struct comment_sent_page {
    struct frame frame;
    struct slice path;
    unsigned confirm_days;
    bool demo;
};

bool comment_sent_page_gather(const struct gather *from, struct comment_sent_page *page, struct error *error);

#endif
