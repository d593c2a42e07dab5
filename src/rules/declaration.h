// SPDX-License-Identifier: Apache-2.0
/* rules/declaration.h - declarations and reservations, and objections to them: VCLT 2(1)(d), 19 to 23.
 *
 * What    Only the author of a declaration or objection confirms or withdraws it. It stays on the record when it is withdrawn. */
#ifndef RULES_DECLARATION_H
#define RULES_DECLARATION_H

#include "rules/state.h"

struct declaration {
    struct object object;
    const struct instrument *instrument;
    const struct actor *actor;
    int claims; /* index of the field `claims`'s word */
    uint64_t round;
    const struct entry *confirmed, *withdrawn;
};

struct objection {
    struct object object;
    const struct declaration *declaration;
    const struct actor *actor;
    bool blocks;
    const struct entry *withdrawn;
};

/* Whether an objection that blocks the treaty between the two stands (VCLT 20(4)(b)). O(objections). */
bool objection_blocks(const struct state *state, const struct actor *a, const struct actor *b,
                      const struct instrument *instrument);

#endif
