// SPDX-License-Identifier: Apache-2.0
/* rules/bracket.h - square brackets: who put them, what they mean, who lifted them (docs/rules.md, texts). */
#ifndef RULES_BRACKET_H
#define RULES_BRACKET_H

#include "rules/instrument.h"

struct bracket {
    struct object object;
    const struct provision *provision;
    const struct actor *owner;
    int use; /* index of the field `use`'s word */
    struct slice span, alternative, reason;
    const struct entry *lifted;
};

#endif
