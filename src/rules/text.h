// SPDX-License-Identifier: Apache-2.0
/* rules/text.h - a compilation or chair's text: parts of an instrument with the items that they come from.
 *
 * What    It has no status by itself. A decision that adopts it copies its parts into the instrument's provisions. */
#ifndef RULES_TEXT_H
#define RULES_TEXT_H

#include "rules/instrument.h"

struct issued_part {
    const struct provision *provision; /* NULL: not yet in the instrument */
    struct slice id, origins, words;
    struct issued_part *next;
};

struct text {
    struct object object;
    const struct instrument *instrument;
    int kind; /* index of the field `kind-of-text`'s word */
    struct slice title;
    const struct object *document;
    struct issued_part *parts, *parts_last;
};

/* Puts the words of its parts into the instrument, as approved by the cause. */
void text_adopt(struct state *state, const struct text *text, const struct object *cause, const struct entry *entry);

#endif
