// SPDX-License-Identifier: Apache-2.0
/* web/page/campaigns.h - the campaigns of a conference, the open ones first. */
#ifndef WEB_PAGE_CAMPAIGNS_H
#define WEB_PAGE_CAMPAIGNS_H

#include "web/page/campaign.h"

struct campaigns_row {
    struct slice path, language, title, ask, organisation, when, wrote, about, about_path;
    struct slice code, about_code;
    struct instant opens_at, closes_at;
    unsigned messages;
    bool open;
};

struct campaigns_page {
    struct frame frame;
    struct {
        struct campaigns_row *items;
        size_t count;
    } rows;
};

bool campaigns_page_gather(const struct gather *from, struct campaigns_page *page, struct error *error);

#endif
