/* rules/sponsor.h - the sponsors of a proposal: named, confirmed, disowned or left.
 *
 * What    claimed -> confirmed | disowned, confirmed -> left. Who named each stays beside it for ever. The acts by which
 *         parties say so stand in sponsorship.c.
 * How     const struct sponsor *sponsor = sponsor_find(&proposal->sponsors, actor);
 *         uint32_t confirmed = sponsor_count(&proposal->sponsors, SPONSOR_CONFIRMED);
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
/* Those that the act names in `sponsors` are claimed, unless they stand in the list already and have not left. */
void sponsor_name_all(struct state *state, struct sponsor_list *list, const struct entry *entry);
/* What the doer of the act says of itself. It is put into the list where it is not there yet. */
void sponsor_set_own(struct state *state, struct sponsor_list *list, enum sponsor_state to, const struct entry *entry);
const char *sponsor_state_name(enum sponsor_state state);

#endif
