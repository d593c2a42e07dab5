// SPDX-License-Identifier: Apache-2.0
/* web/page/campaign_sent.h - after a message was sent: says to look in the mailbox. It is the same for everybody. */
#ifndef WEB_PAGE_CAMPAIGN_SENT_H
#define WEB_PAGE_CAMPAIGN_SENT_H

#include "web/page/campaign.h"

struct campaign_sent_page {
    struct frame frame;
    struct slice path;
    unsigned confirm_days;
    bool demo;
};

bool campaign_sent_page_gather(const struct gather *from, struct campaign_sent_page *page, struct error *error);

#endif
