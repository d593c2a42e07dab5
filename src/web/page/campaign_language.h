// SPDX-License-Identifier: Apache-2.0
/* web/page/campaign_language.h - in which of its languages a campaign stands on a page.
 *
 * What    The language that the address or the form names (lang=fr), else what the browser would rather have of those there are, else
 *         the campaign's own. The campaign then has the title, the ask, the message and the thanks of that language.
 * How     campaign_of(from, reader, &campaign, &languages, &error);  // as every page of a campaign does
 * Holds   Only a campaign of several languages has any of this: every other stands as it did, and its addresses too. */
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
    bool negotiated;               /* the browser's wish was asked: the answer varies by it */
};

/* Finds the languages of the campaign and gives it the words of one. */
bool campaign_languages_gather(const struct gather *from, struct driver *reader, struct campaign *campaign,
                               struct campaign_languages *languages, struct error *error);
/* "?lang=fr", for an address that has no argument; empty where it is no tag. */
struct slice campaign_language_argument(struct slice language, struct arena *arena);

#endif
