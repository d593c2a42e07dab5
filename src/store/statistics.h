/* store/statistics.h - how many messages a campaign has, by where each stands: what pages, reports and exports count from.
 *
 * What    A message stands where its mail stands once it has one, else where it stands itself. Every way of counting gives
 *         rows of the same messages, so that within one transaction all of them have the same sum.
 * Owns    Rows are in the arena.
 * Limits  STATISTICS_MAX rows. */
#ifndef STORE_STATISTICS_H
#define STORE_STATISTICS_H

#include "store/campaign_store.h"

enum { STATISTICS_MAX = 20000 /* places or addressees, times states */ };

enum statistics_by {
    STATISTICS_BY_STATE,
    STATISTICS_BY_DAY,      /* key: 2026-11-24, in UTC, when it was received */
    STATISTICS_BY_PLACE,    /* key: the place's code; name: its name */
    STATISTICS_BY_CONTACT,  /* key: the contact's number; name: its name */
    STATISTICS_BY_ANSWERED, /* key: yes, no or nothing yet, of those who let themselves be asked */
    STATISTICS_BY_OWN       /* key: how much of the words is the person's own, in tens of a hundred */
};

struct statistic {
    struct slice key, name, state;
    uint64_t count;
};

struct statistics {
    struct statistic *items;
    size_t count;
};

/* By key, then by state. */
bool statistics_list(struct driver *driver, int64_t campaign, enum statistics_by by, struct arena *arena,
                     struct statistics *statistics, struct error *error);

/* Of one contact: how many messages the public log has counted, and how many of them came back afterwards: what is counted there
 * stays. */
struct statistics_counted {
    uint64_t counted, came_back;
};
bool statistics_counted(struct driver *driver, int64_t contact, struct statistics_counted *counted,
                        struct error *error);

/* Words of people who let themselves be quoted, still sealed. */
struct sample {
    int64_t id, received_at;
    struct slice place, sealed;
};

struct samples {
    struct sample *items;
    size_t count;
};

enum { SAMPLES_MAX = 200 };

/* Of one contact, those that reached it, at most `limit`. */
bool statistics_samples(struct driver *driver, int64_t contact, size_t limit, struct arena *arena,
                        struct samples *samples, struct error *error);

/* A message that waits for somebody to look at it. */
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
