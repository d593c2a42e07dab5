/* store/turnout.h - the places that a campaign writes to, and how many wrote to each.
 *
 * What    A message counts from its confirmation until it is withdrawn or refused. The count stands in the table `turnout`, those
 *         that came back in `came_back`. Triggers of the schema keep both, in the transaction that moves the message: no page
 *         adds up a million rows, and no writer can forget it.
 * Limits  CONTACTS_SHOWN_MAX places. */
#ifndef STORE_TURNOUT_H
#define STORE_TURNOUT_H

#include "store/campaigns.h"

struct turnout_place {
    struct slice code, name; /* the name that its contacts give it */
    uint64_t count;
    uint64_t came_back, came_back_counted; /* of them; and of these, after the public log had counted them */
};

struct turnout {
    struct turnout_place *items;
    size_t count;
};

/* Those with an addressee who can be written to, by name; their counts are not read. */
bool turnout_list(struct driver *driver, int64_t campaign, struct arena *arena, struct turnout *list,
                  struct error *error);
/* Those to which somebody wrote, the most written to first. */
bool turnout_of(struct driver *driver, int64_t campaign, struct arena *arena, struct turnout *list,
                struct error *error);

#endif
