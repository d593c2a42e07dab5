// SPDX-License-Identifier: Apache-2.0
/* rules/package.h - packages: what a member gives, provided that something else passes.
 *
 * What    A package changes nothing. Its state follows from its parts: fulfilled when every condition passed and all that is
 *         given was done; breached when the conditions passed and something that was to be given was refused, or when all was
 *         given and a condition failed. */
#ifndef RULES_PACKAGE_H
#define RULES_PACKAGE_H

#include "rules/state.h"

enum package_state { PACKAGE_PENDING, PACKAGE_FULFILLED, PACKAGE_FAILED, PACKAGE_BREACHED };

struct package_part {
    const struct object *object;
    bool provided; /* a condition; else given for it */
    struct package_part *next;
};

struct package {
    struct object object;
    struct slice title;
    struct package_part *parts, *parts_last;
};

/* O(parts). */
enum package_state package_state(const struct package *package);
const char *package_state_name(enum package_state state);

#endif
