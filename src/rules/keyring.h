// SPDX-License-Identifier: Apache-2.0
/* rules/keyring.h - the keys of parties: granting, ending and changing them.
 *
 * What    A party may have several keys. Each is valid for a range of places in the log; time plays no part.
 * Holds   A key is valid from the act after its grant up to and including the act that ends it. */
#ifndef RULES_KEYRING_H
#define RULES_KEYRING_H

#include "rules/party.h"

struct actor_key {
    struct key key;
    uint32_t from, until; /* valid for acts with from <= seq < until */
    const struct entry *granted, *ended;
    struct actor_key *next;
};

/* The actor's key of that name and ID that is valid at the next place in the log, or NULL. */
struct actor_key *keyring_find(const struct state *state, const struct actor *actor, struct slice name, uint32_t id);
/* Whether the party of that code can be given the key: the key's name begins with the code, and it was never used. */
bool keyring_check_new(const struct state *state, struct slice text, struct slice code, struct error *error);
/* Gives the actor the key. */
void keyring_grant(struct state *state, struct actor *actor, struct slice text, const struct entry *entry);

#endif
