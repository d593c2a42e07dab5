// SPDX-License-Identifier: Apache-2.0
/* store/followers.h - people who get mails about a topic: how often, and up to which act they were told.
 *
 * What    asked -> following -> ended. A follower who does not confirm in time is deleted. Name and address are sealed. When a
 *         follower ends, they are deleted at once; the row stays for a month, so that the private link can say that it has ended.
 * How     if (!follower_add(driver, &follower, &id, &error)) return false;
 *         if (!follower_confirm(driver, &follower, seen_seq, pace_due_at(follower.pace, now), &error)) return false;
 * Holds   seen_seq is the last act that was told, or the last one before the confirmation. It advances in the transaction that
 *         queues the mail, so that no act is told twice or left out over a crash.
 * Owns    Everything read is copied into the arena.
 * Threads As the driver. */
#ifndef STORE_FOLLOWERS_H
#define STORE_FOLLOWERS_H

#include "base/arena.h"
#include "base/civil.h"
#include "record/crypto.h"
#include "store/driver.h"

enum {
    FOLLOWER_ASKED_SECONDS = 3 * DAY_SECONDS, /* a link to confirm is valid this long */
    PACE_HOUR = 6                             /* UTC, when daily mails and, on Mondays, weekly mails are written */
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
/* When the next mail at that pace is due; 0: at once. */
int64_t pace_due_at(struct slice pace, int64_t now);

/* Adds a follower in state `asked`; *id is its number. */
bool follower_add(struct driver *driver, const struct follower *follower, int64_t *id, struct error *error);
/* Finds by the hash of the token. FAULT_LINK_UNKNOWN when there is none, or it was not confirmed in time. */
bool follower_find(struct driver *driver, const struct hash *token, int64_t now, struct arena *arena,
                   struct follower *follower, struct error *error);
/* Confirms; ends other followers with the same address and topic. It may be repeated. */
bool follower_confirm(struct driver *driver, const struct follower *follower, int64_t seen_seq, int64_t due_at,
                      struct error *error);
bool follower_set_pace(struct driver *driver, int64_t id, struct slice pace, int64_t due_at, struct error *error);
/* Ends it: personal data is deleted, waiting mails are cancelled. */
bool follower_end(struct driver *driver, int64_t id, int64_t now, struct error *error);
/* Deletes the row. */
bool follower_erase(struct driver *driver, int64_t id, int64_t now, struct error *error);
/* Deletes unconfirmed followers, and ended ones after a month. */
bool followers_expire(struct driver *driver, int64_t now, struct error *error);

/* The first followed topic after `after`; *found: there is one. With `first`, the very first. */
bool follower_topic_after(struct driver *driver, struct slice conference, struct slice after, bool first,
                          struct arena *arena, struct slice *topic, bool *found, struct error *error);
/* Lists the due followers of a topic and pace who were not told of `to`, ordered by seen_seq and id, from after `after` on. */
bool followers_due(struct driver *driver, const struct follower *after, int64_t to, int64_t now, struct follower *items,
                   size_t limit, struct arena *arena, size_t *count, struct error *error);
/* Whether a daily or weekly mail is due. */
bool followers_any_due(struct driver *driver, int64_t now, bool *any, struct error *error);
bool follower_set_seen(struct driver *driver, int64_t id, int64_t seen_seq, int64_t due_at, struct error *error);

#endif
