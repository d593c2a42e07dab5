// SPDX-License-Identifier: Apache-2.0
/* cmd/checkers.h - the signatures of acts, checked on every core while the acts are replayed.
 *
 * How     struct checkers *checkers = checkers_begin(crypto, &error);
 *         checkers_add(checkers, entry);  // each act that was taken; waits when too many are under way
 *         size_t const count = checkers_end(checkers, bad, &kept);
 * Holds   What a checker reads of an entry (the act's bytes, its key) no longer changes once the act was taken.
 * Limits  CHECKERS_MAX threads; BATCHES_MAX batches wait; CHECKERS_BAD_MAX bad signatures are kept, all are counted. */
#ifndef CMD_CHECKERS_H
#define CMD_CHECKERS_H

#include "base/error.h"
#include "rules/object.h"

enum { CHECKERS_BAD_MAX = 16 };

struct checkers;

struct bad_signature {
    uint32_t seq;
    const struct fault *fault; /* FAULT_SIGNATURE_*: about the act's key name */
};

struct checkers *checkers_begin(const struct crypto *crypto, struct error *error);
void checkers_add(struct checkers *checkers, const struct entry *entry);
/* Waits for all and ends the threads. `bad` gets those that are not good, the first ones by place, ascending; gives how
 * many there are in all. */
uint64_t checkers_end(struct checkers *checkers, struct bad_signature bad[CHECKERS_BAD_MAX], size_t *kept);

#endif
