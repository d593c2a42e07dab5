// SPDX-License-Identifier: Apache-2.0
/* store/webhooks.h - addresses of programs that are told about acts: on which topic, up to which act, and their last reply.
 *
 * What    asked -> following -> ended. An address gets no act before it has answered a challenge with its secret.
 * How     if (!webhooks_due(driver, now, items, limit, arena, &count, &error)) return false;
 *         if (!webhook_keep(driver, &items[0], &error)) return false;
 * Holds   seen_seq advances only when the address accepted the acts: an act may be sent twice, but none is left out.
 * Owns    Everything read is copied into the arena.
 * Threads As the driver. */
#ifndef STORE_WEBHOOKS_H
#define STORE_WEBHOOKS_H

#include "base/arena.h"
#include "base/civil.h"
#include "record/crypto.h"
#include "store/driver.h"

enum { WEBHOOK_ASKED_SECONDS = DAY_SECONDS /* how long a challenge is repeated */ };

struct webhook {
    int64_t id;
    struct slice conference, topic, url;
    struct slice state;  /* "asked", "following", "ended" */
    struct slice sealed; /* the secret */
    struct hash token_hash;
    int64_t seen_seq, due_at, attempts, created_at;
    struct slice reply; /* the result of the last attempt, in words */
};

bool webhook_add(struct driver *driver, const struct webhook *webhook, int64_t *id, struct error *error);
/* The number of webhooks of an address that have not ended. */
bool webhook_count(struct driver *driver, struct slice url, int64_t *count, struct error *error);
/* Finds by the hash of the token. FAULT_LINK_UNKNOWN. */
bool webhook_find(struct driver *driver, const struct hash *token, struct arena *arena, struct webhook *webhook,
                  struct error *error);
/* Lists those that are due: challenges first, then those whose conference has acts that they have not seen. */
bool webhooks_due(struct driver *driver, int64_t now, struct webhook *items, size_t limit, struct arena *arena,
                  size_t *count, struct error *error);
/* Stores the result of an attempt: state, position, next time, attempts, words. */
bool webhook_keep(struct driver *driver, const struct webhook *webhook, struct error *error);
/* Ends it and deletes its secret. */
bool webhook_end(struct driver *driver, int64_t id, struct slice words, struct error *error);
/* Deletes webhooks that ended before that time. */
bool webhooks_purge(struct driver *driver, int64_t before, struct error *error);

#endif
