// SPDX-License-Identifier: Apache-2.0
/* web/page/campaign_embed.h - the first step of a campaign, for a frame on another site, with its count as a picture.
 *
 * What    Any site may frame it. It shows nothing about the reader and sets no cookie; the message itself is written on our site. */
#ifndef WEB_PAGE_CAMPAIGN_EMBED_H
#define WEB_PAGE_CAMPAIGN_EMBED_H

#include "web/page/campaign.h"

struct campaign_embed_page {
    struct frame frame;
    struct campaign_languages languages;
    struct slice path, place_word, language, title, ask, organisation, wrote_words, wrote_label, closed_words;
    unsigned wrote;
    bool open, closed;
    struct campaign_places places;
};

bool campaign_embed_page_gather(const struct gather *from, struct campaign_embed_page *page, struct error *error);

#endif
