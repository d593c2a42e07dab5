// SPDX-License-Identifier: Apache-2.0
/* cmd/demo_campaign.h - the campaign of an example: campaign.txt beside its acts, with contacts.csv or contacts.json (Popolo).
 *
 * Holds   Read once: a campaign that exists is not changed. It uses the organiser's functions (campaign/organise.h) with all
 *         their checks. */
#ifndef CMD_DEMO_CAMPAIGN_H
#define CMD_DEMO_CAMPAIGN_H

#include "store/campaign_store.h"

/* Adds and opens the campaign of `folder`, where it has one. */
bool demo_campaign_load(struct campaign_store *campaigns, struct slice conference, struct slice folder,
                        struct error *error);

#endif
