// SPDX-License-Identifier: Apache-2.0
/* campaign/campaign.h - what everybody asks of a campaign: whether it takes messages, what it is about, its language.
 *
 * How     if (campaign_takes_messages(&campaign, now)) ...
 *         const struct object *object = campaign_about(state, campaign.about);
 *         campaign_translate(reader, SLICE("fr"), arena, &campaign, &error);
 *         struct template_values values = campaign_values(&contact, title);
 *         template_fill(arena, campaign.body, &values);
 * Owns    What is made is in the arena; what is found points into the state.
 * Threads Any.
 * Not     Its fields and its contacts: store/campaigns.h. What an organiser does with it: campaign/organise.h. */
#ifndef CAMPAIGN_CAMPAIGN_H
#define CAMPAIGN_CAMPAIGN_H

#include "campaign/template.h"
#include "rules/state.h"
#include "store/campaigns.h"

/* Whether it is open, has begun and is not over. */
bool campaign_takes_messages(const struct campaign *campaign, int64_t now);
/* Whether messages reach the contact: it was confirmed, and is at most paused. */
bool campaign_reaches(const struct contact *contact);
/* What a contact's place is: "country" or "constituency". */
struct slice campaign_place_word(const struct campaign *campaign);

/* The object that `about` names: "decision D-7", "proposal X", "provision ITR-2012/31A". NULL: the conference as a whole, or it is not on
 * the record. */
const struct object *campaign_about(const struct state *state, struct slice about);
/* The title of that object in a template: a proposal's title, a provision's heading or number, a decision's question; the conference's title
 * where the campaign is about all of it. */
struct slice campaign_about_title(const struct state *state, struct slice about, struct arena *arena);
/* What fills the holes of its template. */
struct template_values campaign_values(const struct contact *contact, struct slice title);

/* Replaces its words by those of that language, if it has them; else changes nothing. */
bool campaign_translate(struct driver *reader, struct slice language, struct arena *arena, struct campaign *campaign,
                        struct error *error);

#endif
