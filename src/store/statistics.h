// SPDX-License-Identifier: Apache-2.0
/* store/statistics.h - how many messages of a campaign are in each state, for pages, reports and exports.
 *
 * What    The state of a message is that of its mail if it has one, else its own. Every way of counting covers the same
 *         messages, so within one transaction all sums agree.
 * How     if (!statistics_list(driver, campaign, STATISTICS_BY_DAY, arena, &statistics, &error)) return false;
 * Owns    Rows are in the arena.
 * Limits  STATISTICS_MAX rows.
 * Threads As the driver. */
#ifndef STORE_STATISTICS_H
#define STORE_STATISTICS_H

#include "store/campaign_store.h"

enum { STATISTICS_MAX = 20000 /* places or contacts, times states */ };

enum statistics_by {
    STATISTICS_BY_STATE,
    STATISTICS_BY_DAY,      /* key: the day of receipt, in UTC: 2026-11-24 */
    STATISTICS_BY_PLACE,    /* key: the code of the place; name: its name */
    STATISTICS_BY_CONTACT,  /* key: the number of the contact; name: its name */
    STATISTICS_BY_ANSWERED, /* key: yes, no or empty, of those who agreed to be asked */
    STATISTICS_BY_OWN       /* key: how much of the text is the person's own, in steps of 10 percent */
};

struct statistic {
    struct slice key, name, state;
    uint64_t count;
};

struct statistics {
    struct statistic *items;
    size_t count;
};

/* Sorted by key, then by state. */
bool statistics_list(struct driver *driver, int64_t campaign, enum statistics_by by, struct arena *arena,
                     struct statistics *statistics, struct error *error);

/* Of one contact: messages counted in the public log, and how many of them came back later. The public log is not changed by
 * that. */
struct statistics_counted {
    uint64_t counted, came_back;
};
bool statistics_counted(struct driver *driver, int64_t contact, struct statistics_counted *counted,
                        struct error *error);

/* A message whose writer agreed to be quoted, still sealed. */
struct sample {
    int64_t id, received_at;
    struct slice place, sealed;
};

struct samples {
    struct sample *items;
    size_t count;
};

enum { SAMPLES_MAX = 200 };

/* Messages that reached the contact, at most `limit`. */
bool statistics_samples(struct driver *driver, int64_t contact, size_t limit, struct arena *arena,
                        struct samples *samples, struct error *error);

/* A message held for moderation. */
struct held {
    int64_t id, received_at;
    uint64_t similarity;
    unsigned own_percent;
    struct slice place, words, sealed, contact;
};

struct held_list {
    struct held *items;
    size_t count;
};

enum { HELD_SHOWN_MAX = 200 };

bool statistics_held(struct driver *driver, int64_t campaign, struct arena *arena, struct held_list *list,
                     struct error *error);

#endif
