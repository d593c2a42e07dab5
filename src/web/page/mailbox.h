// SPDX-License-Identifier: Apache-2.0
/* web/page/mailbox.h - all mails of a demonstration. Other servers do not have this page. */
#ifndef WEB_PAGE_MAILBOX_H
#define WEB_PAGE_MAILBOX_H

#include "web/page/page.h"

struct mailbox_row {
    struct slice path, subject, to, when;
    struct instant at;
};

struct mailbox_page {
    struct frame frame;
    struct slice shown_words; /* "The last 100 of 1,234 mails" */
    struct {
        struct mailbox_row *items;
        size_t count;
    } rows;
};

bool mailbox_page_gather(const struct gather *from, struct mailbox_page *page, struct error *error);

#endif
