// SPDX-License-Identifier: Apache-2.0
/* rules/motion.h - motions and points of order, and who seconds them.
 *
 * What    General Rules of the ITU on the order of motions. A motion can ask for a ruling or for a way of voting. */
#ifndef RULES_MOTION_H
#define RULES_MOTION_H

#include "rules/state.h"

struct motion {
    struct object object;
    int moves; /* index of the field `moves`'s word */
    uint32_t seconds;
};

#endif
