// SPDX-License-Identifier: Apache-2.0
/* campaign/moderate.h - moderation: releases or refuses held messages and comments, one or all alike.
 *
 * What    Nothing is dropped in silence: a refusal has a reason, and the writer reads it. Each step leaves a line in the audit list.
 * How     moderate_messages(&by, campaign, id, SLICE(""), true, &count, &error);  // releases it and all like it
 * Limits  A reason has MODERATE_REASON_BYTES_MAX. As many are alike as statistics_held lists. */
#ifndef CAMPAIGN_MODERATE_H
#define CAMPAIGN_MODERATE_H

#include "campaign/organise.h"
#include "store/sealed.h"

enum { MODERATE_REASON_BYTES_MAX = 200 };

/* Of two that wait; one without words is like none. */
bool moderate_is_alike(uint64_t a, uint64_t b);
/* `why` empty: released; else refused. `alike`: and all in the campaign's queue that are nearly the same. *count: how many. */
bool moderate_messages(const struct organise *by, int64_t campaign, int64_t message, struct slice why, bool alike,
                       size_t *count, struct error *error);
/* The same of comments; alike are those of the same conference. */
bool moderate_comments(const struct organise *by, int64_t comment, struct slice why, bool alike, size_t *count,
                       struct error *error);
/* Strikes a published comment, by its entry in the conference's public log. */
bool moderate_strike(const struct organise *by, struct slice conference, uint64_t entry, struct slice why,
                     struct error *error);

#endif
