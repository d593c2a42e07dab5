// SPDX-License-Identifier: Apache-2.0
/* cmd/campaign_show.h - what `plenary campaign` prints: campaigns, contacts, queues, figures, reports, organisers, what was done.
 *
 * How     struct campaign_show show = { .driver = ..., .arena = ..., .key = ... };
 *         campaign_show_statistics(&show, &campaign, &error);
 * Holds   As JSON each is one value on standard output. Only `held`, `comments` and `report` contain what people wrote. */
#ifndef CMD_CAMPAIGN_SHOW_H
#define CMD_CAMPAIGN_SHOW_H

#include "store/campaigns.h"
#include "store/sealed.h"

struct campaign_show {
    struct driver *driver; /* reading */
    struct arena *arena;
    struct slice data;          /* the directory: of report */
    const struct seal_key *key; /* of held and report */
    bool json;
};

bool campaign_show_list(const struct campaign_show *show, struct slice conference, struct error *error);
/* The campaign, whole, and its contacts. */
bool campaign_show_one(const struct campaign_show *show, const struct campaign *campaign, struct error *error);
/* Comments that wait for a look, of that conference; empty: of all. */
bool campaign_show_comments(const struct campaign_show *show, struct slice conference, struct error *error);
bool campaign_show_held(const struct campaign_show *show, const struct campaign *campaign, struct error *error);
bool campaign_show_statistics(const struct campaign_show *show, const struct campaign *campaign, struct error *error);
/* The figures as a table for a spreadsheet. */
bool campaign_show_export(const struct campaign_show *show, const struct campaign *campaign, struct error *error);
bool campaign_show_report(const struct campaign_show *show, const struct campaign *campaign, int64_t contact,
                          struct error *error);
bool campaign_show_organisers(const struct campaign_show *show, struct error *error);
/* `campaign` 0: of all. */
bool campaign_show_audit(const struct campaign_show *show, int64_t campaign, struct error *error);

#endif
