/* rules/digest.h - a hash over everything in a state, by which two replays are compared.
 *
 * What    SHA-256 over a canonical account of the state: every object, who stands where, every act's verdict. The acts' bytes
 *         are in it by their names alone.
 * How     struct hash hash; digest_state(&state, &hash);
 * Holds   Two states with the same hash came of the same acts and the same rules. */
#ifndef RULES_DIGEST_H
#define RULES_DIGEST_H

#include "rules/state.h"

/* O(all). */
void digest_state(const struct state *state, struct hash *out);

#endif
