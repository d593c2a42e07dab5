// SPDX-License-Identifier: Apache-2.0
/* web/page/mailbox_mail.h - one mail of a demonstration, decoded, with working links to this site. */
#ifndef WEB_PAGE_MAILBOX_MAIL_H
#define WEB_PAGE_MAILBOX_MAIL_H

#include "web/page/page.h"

struct mail_part {
    struct slice words, path; /* path: of this site; empty: plain words */
};

struct mailbox_mail_page {
    struct frame frame;
    struct slice subject, from, to, reply_to, when, raw;
    struct instant at;
    struct page_lines links; /* the paths among the parts */
    struct {
        struct mail_part *items;
        size_t count;
    } parts;
    struct {
        struct slice *items;
        size_t count;
    } others;
};

bool mailbox_mail_page_gather(const struct gather *from, struct mailbox_mail_page *page, struct error *error);

#endif
