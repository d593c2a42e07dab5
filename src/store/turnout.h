// SPDX-License-Identifier: Apache-2.0
/* store/turnout.h - the places that a campaign writes to, and how many people wrote to each.
 *
 * What    A message counts from its confirmation until it is withdrawn or refused. The table `turnout` has the count, the table
 *         `came_back` the messages that came back. Triggers update both in the transaction that changes the message, so no page
 *         has to add up a million rows.
 * Owns    Everything read is copied into the arena.
 * Limits  CONTACTS_SHOWN_MAX places.
 * Threads As the driver. */
#ifndef STORE_TURNOUT_H
#define STORE_TURNOUT_H

#include "store/campaigns.h"

struct turnout_place {
    struct slice code, name; /* the name given by its contacts */
    uint64_t count;
    uint64_t came_back,
        came_back_counted; /* of these, those that came back; of those, the ones that the public log had counted before */
};

struct turnout {
    struct turnout_place *items;
    size_t count;
};

/* Lists the places with a contact who can be written to, by name; counts are not read. */
bool turnout_list(struct driver *driver, int64_t campaign, struct arena *arena, struct turnout *list,
                  struct error *error);
/* Lists the places that people wrote to, the most frequent first. */
bool turnout_of(struct driver *driver, int64_t campaign, struct arena *arena, struct turnout *list,
                struct error *error);

#endif
