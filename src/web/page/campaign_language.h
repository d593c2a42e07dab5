// SPDX-License-Identifier: Apache-2.0
/* web/page/campaign_language.h - picks the language in which a page shows a campaign.
 *
 * What    The language in the address or the form (lang=fr), else the one that the browser prefers, else the campaign's own. The
 *         campaign then has the title, the ask, the message and the thanks in that language.
 * How     campaign_of(from, reader, &campaign, &languages, &error);  // as every page of a campaign does
 * Holds   A campaign in one language has none of this, also not in its addresses. */
#ifndef WEB_PAGE_CAMPAIGN_LANGUAGE_H
#define WEB_PAGE_CAMPAIGN_LANGUAGE_H

#include "store/campaign_texts.h"
#include "web/page/page.h"

struct campaign_language {
    struct slice tag, title;
    bool chosen;
};

/* Empty where the campaign has one language. */
struct campaign_languages {
    struct campaign_language *items;
    size_t count;
    struct slice chosen, argument; /* "fr", "?lang=fr"; empty with one language */
    bool negotiated;               /* chosen by Accept-Language, so the answer varies by it */
};

/* Lists the languages of the campaign and gives it the words of one. */
bool campaign_languages_gather(const struct gather *from, struct driver *reader, struct campaign *campaign,
                               struct campaign_languages *languages, struct error *error);
/* "?lang=fr", for an address without arguments; empty if the tag is not valid. */
struct slice campaign_language_argument(struct slice language, struct arena *arena);

#endif
