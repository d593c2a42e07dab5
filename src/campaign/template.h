// SPDX-License-Identifier: Apache-2.0
/* campaign/template.h - a campaign's subject and message before a person changes them: text with holes for the addressee.
 *
 * What    {country} and {constituency} are the place's name, {addressee} and {role} the contact's, {title} is what the campaign
 *         is about: a proposal's title, a provision's heading or number, a decision's question; else the conference's title.
 * How     struct campaign campaign;
 *         template_check(campaign.body, &hole);  // false: nothing fills `hole`
 *         template_fill(arena, campaign.body, &values);
 * Holds   Holes in the values are not filled. */
#ifndef CAMPAIGN_TEMPLATE_H
#define CAMPAIGN_TEMPLATE_H

#include "base/arena.h"

struct template_values {
    struct slice place, addressee, role, title;
};

/* Whether every hole is one of the above; what else stands in braces would reach an addressee as it stands. */
bool template_check(struct slice text, struct slice *hole);
/* Whether that hole stands in the text: "{title}". */
bool template_has(struct slice text, struct slice hole);
/* Filled. Empty when the arena is full. */
struct slice template_fill(struct arena *arena, struct slice text, const struct template_values *values);

#endif
