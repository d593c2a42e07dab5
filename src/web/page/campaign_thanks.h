// SPDX-License-Identifier: Apache-2.0
/* web/page/campaign_thanks.h - thanks, the link to share, and where to donate. */
#ifndef WEB_PAGE_CAMPAIGN_THANKS_H
#define WEB_PAGE_CAMPAIGN_THANKS_H

#include "web/page/campaign.h"

struct campaign_thanks_page {
    struct frame frame;
    struct slice path, address, language, title, organisation, donate_url;
    struct page_lines thanks;
    struct campaign_subject subject;
};

bool campaign_thanks_page_gather(const struct gather *from, struct campaign_thanks_page *page, struct error *error);

#endif
