// SPDX-License-Identifier: Apache-2.0
/* rules/sponsor.h - the sponsors of a proposal: named, confirmed, disowned or left.
 *
 * What    claimed -> confirmed | disowned, confirmed -> left. The record keeps who named each. The acts of
 *         sponsors are in sponsorship.c.
 * How     const struct sponsor *sponsor = sponsor_find(&sponsors, actor);
 *         uint32_t confirmed = sponsor_count(&sponsors, SPONSOR_CONFIRMED);
 * Holds   An actor is in a list once. */
#ifndef RULES_SPONSOR_H
#define RULES_SPONSOR_H

#include "rules/state.h"

enum sponsor_state { SPONSOR_CLAIMED, SPONSOR_CONFIRMED, SPONSOR_DISOWNED, SPONSOR_LEFT };

struct sponsor {
    const struct actor *actor;
    enum sponsor_state state;
    const struct entry *named_by, *state_by;
    struct sponsor *next;
};

struct sponsor_list {
    struct sponsor *first, *last;
};

const struct sponsor *sponsor_find(const struct sponsor_list *list, const struct actor *actor);
uint32_t sponsor_count(const struct sponsor_list *list, enum sponsor_state state);
bool sponsor_is_confirmed(const struct sponsor_list *list, const struct actor *actor);
/* Adds the members that the act's field `sponsors` names, as claimed. Of those in the list it changes only those that left. */
void sponsor_name_all(struct state *state, struct sponsor_list *list, const struct entry *entry);
/* Sets the state of the act's doer, and adds it to the list if it is not there. */
void sponsor_set_own(struct state *state, struct sponsor_list *list, enum sponsor_state to, const struct entry *entry);
const char *sponsor_state_name(enum sponsor_state state);

#endif
