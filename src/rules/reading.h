// SPDX-License-Identifier: Apache-2.0
/* rules/reading.h - agreement ad referendum, the editorial committee, the two readings and adoption.
 *
 * What    docs/rules.md, texts. The editorial committee issues series of texts; a member may contest a change that alters the
 *         sense. After the second reading a text is final.
 * Holds   A text never goes back to an earlier stage, whatever is declared. */
#ifndef RULES_READING_H
#define RULES_READING_H

#include "rules/instrument.h"

/* A series of texts of the editorial committee. */
struct series {
    struct object object;
    const struct instrument *instrument;
    bool second; /* for the second reading */
    const struct object *document;
    struct entry_list contests;
};

#endif
