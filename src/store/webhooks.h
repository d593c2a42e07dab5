/* store/webhooks.h - addresses of programs that are told: on which topic, how far, and what they answered.
 *
 * What    asked -> following -> ended. An address is told nothing before it has answered a challenge with its secret.
 * Holds   seen_seq moves only when the address took what it was told: what it takes may come twice, and nothing is left out.
 * Threads As the driver. */
#ifndef STORE_WEBHOOKS_H
#define STORE_WEBHOOKS_H

#include "base/arena.h"
#include "base/civil.h"
#include "record/crypto.h"
#include "store/driver.h"

enum { WEBHOOK_ASKED_SECONDS = DAY_SECONDS /* so long a challenge is tried */ };

struct webhook {
    int64_t id;
    struct slice conference, topic, url;
    struct slice state;  /* "asked", "following", "ended" */
    struct slice sealed; /* the secret */
    struct hash token_hash;
    int64_t seen_seq, due_at, attempts, created_at;
    struct slice reply; /* what came of the last attempt, in words */
};

bool webhook_add(struct driver *driver, const struct webhook *webhook, int64_t *id, struct error *error);
/* How many of an address live. */
bool webhook_count(struct driver *driver, struct slice url, int64_t *count, struct error *error);
/* By its token's hash, copied; false with FAULT_LINK_UNKNOWN. */
bool webhook_find(struct driver *driver, const struct hash *token, struct arena *arena, struct webhook *webhook,
                  struct error *error);
/* Those that are due: challenges first, then those of a conference with acts that they have not seen. Into the arena. */
bool webhooks_due(struct driver *driver, int64_t now, struct webhook *items, size_t limit, struct arena *arena,
                  size_t *count, struct error *error);
/* Keeps how an attempt ended: state, position, next time, attempts so far, words. */
bool webhook_keep(struct driver *driver, const struct webhook *webhook, struct error *error);
/* Ends it: its secret is gone. */
bool webhook_end(struct driver *driver, int64_t id, struct slice words, struct error *error);
/* Takes away what ended before that time. */
bool webhooks_purge(struct driver *driver, int64_t before, struct error *error);

#endif
