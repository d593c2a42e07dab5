// SPDX-License-Identifier: Apache-2.0
/* rules/rule.h - for each type of act, what is asked before it happens and what happens then.
 *
 * What    One rule for each type of record/acts.def, written in the file that has its functions. rules/judge.h says in which
 *         order the questions are asked.
 * How     CHECK(meeting_check_doors) { ... return true; }
 *         APPLY(meeting_apply_doors) { ... }
 *         RULE(MEETING_DOORS, .check = meeting_check_doors, .apply = meeting_apply_doors);
 * Holds   A type without a rule does not link: "undefined reference to rule_MEETING_DOORS". A rule without a type does not
 *         compile.
 * Owns    Constant data. */
#ifndef RULES_RULE_H
#define RULES_RULE_H

#include "rules/state.h"

/* In a file of rules no cast takes const off, so that what asks cannot change anything. */
#pragma GCC diagnostic error "-Wcast-qual"

struct rule {
    enum act_id act;
    /* Whether the act can mean anything; its faults are of the class impossible. NULL: always. */
    bool (*possible)(const struct state *state, const struct entry *entry, struct error *error);
    /* Whether it keeps the rules; its faults are of the class irregular. NULL: always. */
    bool (*check)(const struct state *state, const struct entry *entry, struct error *error);
    /* What it changes; NULL: nothing. It cannot fail. A watched conference applies irregular acts too, so it must cope with
     * everything that is possible. */
    void (*apply)(struct state *state, const struct entry *entry);
    bool by_decision; /* where it names a decision, that must have been carried */
    bool after_close; /* may happen when the conference is closed */
};

#define ACT(id, name, by, makes, flags, meaning, fields) extern const struct rule rule_##id;
#include "record/acts.def"

extern const struct rule *const rules[ACT_COUNT];

#define RULE(id, ...) const struct rule rule_##id = { .act = ACT_##id, __VA_ARGS__ }

#define MAY_BE_UNUSED __attribute__((unused))
#define CHECK(name)                                                                                    \
    static bool name(MAY_BE_UNUSED const struct state *state, MAY_BE_UNUSED const struct entry *entry, \
                     MAY_BE_UNUSED struct error *error)
#define APPLY(name) static void name(MAY_BE_UNUSED struct state *state, MAY_BE_UNUSED const struct entry *entry)

#endif
