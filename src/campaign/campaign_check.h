// SPDX-License-Identifier: Apache-2.0
/* campaign/campaign_check.h - reads what a person wrote into a campaign's fields, and checks them.
 *
 * What    The rows of store/campaign_fields.def say what each field has to keep. campaign_check checks a whole campaign.
 * How     campaign_begin(&campaign);
 *         if (!campaign_read_field(field, text, &campaign, &error) || !campaign_check(&campaign, &error)) ...
 * Not     The record: the caller checks that what the campaign is about exists. */
#ifndef CAMPAIGN_CAMPAIGN_CHECK_H
#define CAMPAIGN_CAMPAIGN_CHECK_H

#include "base/error.h"
#include "store/campaign_fields.h"

/* Reads what a person wrote of one field; an empty time is none. FAULT_CAMPAIGN_FIELD where it is no number or no time. */
bool campaign_read_field(const struct campaign_field *field, struct slice text, struct campaign *campaign,
                         struct error *error);
/* Whether its code and every field are good; FAULT_CAMPAIGN_FIELD names the first that is not. */
bool campaign_check(const struct campaign *campaign, struct error *error);
/* Whether they are good as the words of that campaign in one more language. The same fault. */
bool campaign_check_text(const struct campaign *campaign, const struct campaign_text *text, struct error *error);

#endif
