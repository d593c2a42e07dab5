// SPDX-License-Identifier: Apache-2.0
/* store/campaign_texts.h - a campaign's words in further languages, beside its own words, which are the first.
 *
 * How     struct campaign campaign; struct campaign_text text; bool found;
 *         campaign_text_list(driver, campaign.id, arena, &texts, &error);  // which there are
 *         campaign_text_find(driver, campaign.id, SLICE("fr"), arena, &text, &found, &error);
 *         campaign_speak(&campaign, &text);  // in that language
 * Holds   What stood before a change, or before there was anything, is kept with the campaign's earlier wordings.
 * Owns    Everything read is copied into the arena.
 * Limits  CAMPAIGN_TEXTS_MAX of one campaign.
 * Not     Whether words may stand: campaign/organise.h. */
#ifndef STORE_CAMPAIGN_TEXTS_H
#define STORE_CAMPAIGN_TEXTS_H

#include "store/campaigns.h"

enum { CAMPAIGN_TEXTS_MAX = 12 /* the languages of the largest conferences twice over */ };

struct campaign_texts {
    struct campaign_text *items; /* room for CAMPAIGN_TEXTS_MAX */
    size_t count;
};

/* Each with its language and title alone, by language. */
bool campaign_text_list(struct driver *driver, int64_t campaign, struct arena *arena, struct campaign_texts *list,
                        struct error *error);
bool campaign_text_find(struct driver *driver, int64_t campaign, struct slice language, struct arena *arena,
                        struct campaign_text *text, bool *found, struct error *error);
/* Adds the words, or puts them in the place of those of that language. */
bool campaign_text_set(struct driver *driver, int64_t campaign, const struct campaign_text *text, struct slice who,
                       int64_t now, struct arena *arena, struct error *error);
bool campaign_text_remove(struct driver *driver, int64_t campaign, struct slice language, struct slice who, int64_t now,
                          struct arena *arena, struct error *error);
/* Of which language an earlier wording is; empty: of the campaign itself (campaign_recall). */
struct slice campaign_text_past_language(struct slice words);
/* Puts an earlier wording into `text`; without a title: there were no words in that language. */
void campaign_text_recall(struct slice words, struct campaign_text *text);

#endif
