/* store/followers.h - who is kept in the loop by e-mail: on which topic, how often, and how far they were told.
 *
 * What    asked -> following -> ended. Asked ones that nobody confirms are taken away. Name and address are sealed; an end takes
 *         them away at once, so that only "this has ended" is left for whoever opens the link again.
 * Holds   seen_seq is the last act that was told, or that was there when it was confirmed; it moves in the transaction that
 *         queues the mail, so that nothing is told twice or left out over a crash.
 * Threads As the driver. */
#ifndef STORE_FOLLOWERS_H
#define STORE_FOLLOWERS_H

#include "base/arena.h"
#include "base/civil.h"
#include "record/crypto.h"
#include "store/driver.h"

enum {
    FOLLOWER_ASKED_SECONDS = 3 * DAY_SECONDS, /* as long as a link to confirm is good */
    PACE_HOUR = 6                             /* of UTC, at which a day's or, on Mondays, a week's mail is written */
};

struct follower {
    int64_t id;
    struct slice conference, topic;
    struct slice pace;  /* "once", "daily", "weekly" */
    struct slice state; /* "asked", "following", "ended" */
    struct slice sealed;
    struct hash token_hash, address_hash;
    int64_t seen_seq, due_at, created_at;
};

bool pace_is_one(struct slice pace);
/* When the next mail at that pace is due; 0 for at once. */
int64_t pace_due_at(struct slice pace, int64_t now);

/* Adds one that is asked; *id is its number. */
bool follower_add(struct driver *driver, const struct follower *follower, int64_t *id, struct error *error);
/* By its token's hash, copied; false with FAULT_LINK_UNKNOWN where there is none, or it was not confirmed in time. */
bool follower_find(struct driver *driver, const struct hash *token, int64_t now, struct arena *arena,
                   struct follower *follower, struct error *error);
/* From asked to following; others of the same address on the same topic end. Once more does no harm. */
bool follower_confirm(struct driver *driver, const struct follower *follower, int64_t seen_seq, int64_t due_at,
                      struct error *error);
bool follower_set_pace(struct driver *driver, int64_t id, struct slice pace, int64_t due_at, struct error *error);
/* Ends it; what is personal is gone. Mails to it that wait are cancelled. */
bool follower_end(struct driver *driver, int64_t id, int64_t now, struct error *error);
/* Leaves nothing of it. */
bool follower_erase(struct driver *driver, int64_t id, int64_t now, struct error *error);
/* Takes away asked ones that are too old, and ended ones a month later. */
bool followers_expire(struct driver *driver, int64_t now, struct error *error);

/* The first topic after `after` on which anybody is kept in the loop, with an end before it: *found. Into the arena. */
bool follower_topic_after(struct driver *driver, struct slice conference, struct slice after, bool first,
                          struct arena *arena, struct slice *topic, bool *found, struct error *error);
/* Those on a topic at that pace who are due and have not been told of `to`, by seen_seq and id, after that place. Into the arena. */
bool followers_due(struct driver *driver, const struct follower *after, int64_t to, int64_t now, struct follower *items,
                   size_t limit, struct arena *arena, size_t *count, struct error *error);
/* Whether anybody waits for a day's or a week's mail. */
bool followers_any_due(struct driver *driver, int64_t now, bool *any, struct error *error);
bool follower_set_seen(struct driver *driver, int64_t id, int64_t seen_seq, int64_t due_at, struct error *error);

#endif
