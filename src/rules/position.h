// SPDX-License-Identifier: Apache-2.0
/* rules/position.h - where members stand: positions, recommendations and their answers, reflections.
 *
 * What    None of these changes a text. A recommendation says what to do with a proposal, its sponsors answer; a reflection
 *         says whether a chair's text shows a proposal of one's own.
 * Holds   All positions stay; the last one of a member on an object counts. */
#ifndef RULES_POSITION_H
#define RULES_POSITION_H

#include "rules/state.h"

struct position {
    const struct actor *actor;
    const struct object *about;
    int stance, ground; /* index of the word; ground -1: none */
    const struct entry *entry;
    struct position *next; /* on the record */
};

struct recommendation {
    struct object object;
    const struct object *about;
    int treatment; /* index of the field `treatment`'s word */
    struct entry_list answers;
};

struct reflection {
    const struct actor *actor;
    const struct text *text;
    const struct object *item;
    int reflected; /* index of the field `reflected`'s word */
    struct slice where;
    const struct entry *entry;
    struct reflection *next; /* on the record */
};

#endif
