// SPDX-License-Identifier: Apache-2.0
/* record_check.h - whether a record that was interrupted holds all that was answered, and is what its log has signed.
 *
 * What    Opens the site as the program would (which compares it with the checkpoint that is kept apart), then builds the tree again
 *         from the acts alone and compares its root with the checkpoint, and checks every signature and every answered act. */
#ifndef TESTS_RECORD_CHECK_H
#define TESTS_RECORD_CHECK_H

#include "fixture.h"

struct answered {
    struct hash name;
    uint32_t seq;
};

/* NULL when all is well, else what is not. The site is open afterwards. */
const char *record_check(struct fixture *fixture, const struct answered *answered, size_t count);

#endif
