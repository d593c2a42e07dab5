// SPDX-License-Identifier: Apache-2.0
/* rules/digest.h - a hash over everything in a state, by which two replays are compared.
 *
 * What    SHA-256 over every object's state and every act's verdict, in a fixed order. The acts' bytes are represented by their
 *         hashes.
 * How     struct hash hash; digest_state(&state, &hash);
 * Holds   Equal hashes mean that the same acts and the same rules gave the two states. */
#ifndef RULES_DIGEST_H
#define RULES_DIGEST_H

#include "rules/state.h"

/* O(all). */
void digest_state(const struct state *state, struct hash *out);

#endif
