// SPDX-License-Identifier: Apache-2.0
/* rules/invariant.h - what must hold of a state, whatever acts came: for tests.
 *
 * How     const char *const broken = invariant_broken(&state);        // NULL: all holds
 * Owns    Constant text. */
#ifndef RULES_INVARIANT_H
#define RULES_INVARIANT_H

#include "rules/state.h"

/* The first invariant that does not hold, in words, or NULL. O(all). */
const char *invariant_broken(const struct state *state);

#endif
