/* store/figures.h - how many messages a campaign has, by where each stands: what pages, reports and exports count from.
 *
 * What    A message stands where its mail stands once it has one, else where it stands itself. Every way of counting gives
 *         rows of the same messages, so that within one transaction all of them have the same sum.
 * Owns    Rows are in the arena.
 * Limits  FIGURES_MAX rows. */
#ifndef STORE_FIGURES_H
#define STORE_FIGURES_H

#include "store/voice.h"

enum { FIGURES_MAX = 20000 /* places or addressees, times states */ };

enum figures_by {
    FIGURES_BY_STATE,
    FIGURES_BY_DAY,      /* key: 2026-11-24, in UTC, when it was received */
    FIGURES_BY_PLACE,    /* key: the place's code; name: its name */
    FIGURES_BY_CONTACT,  /* key: the contact's number; name: its name */
    FIGURES_BY_ANSWERED, /* key: yes, no or nothing yet, of those who let themselves be asked */
    FIGURES_BY_OWN       /* key: how much of the words is the person's own, in tens of a hundred */
};

struct figure {
    struct slice key, name, state;
    uint64_t count;
};

struct figures {
    struct figure *items;
    size_t count;
};

/* By key, then by state. */
bool figures_list(struct driver *driver, int64_t campaign, enum figures_by by, struct arena *arena,
                  struct figures *figures, struct error *error);

/* Of one contact: how many messages the gallery has counted, and how many of them came back afterwards: what is counted there
 * stays. */
struct figures_counted {
    uint64_t counted, came_back;
};
bool figures_counted(struct driver *driver, int64_t contact, struct figures_counted *counted, struct error *error);

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
bool figures_samples(struct driver *driver, int64_t contact, size_t limit, struct arena *arena, struct samples *samples,
                     struct error *error);

/* A message that waits for somebody to look at it. */
struct held {
    int64_t id, received_at;
    uint64_t likeness;
    unsigned own_percent;
    struct slice place, words, sealed, contact;
};

struct held_list {
    struct held *items;
    size_t count;
};

enum { HELD_SHOWN_MAX = 200 };

bool figures_held(struct driver *driver, int64_t campaign, struct arena *arena, struct held_list *list,
                  struct error *error);

#endif
