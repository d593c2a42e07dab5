// SPDX-License-Identifier: Apache-2.0
#include "rules/bracket.h"

#include "rules/fault.h"
#include "rules/outcome.h"
#include "rules/rule.h"

CHECK(bracket_possible_open)
{
    return provision_is_meant(entry, error);
}

CHECK(bracket_check_open)
{
    const struct provision *const provision = object_of(entry, FIELD_ABOUT);
    return !instrument_is_final(provision->instrument) ||
           fail(error, FAULT_FINAL_TEXT, 0, provision->instrument->object.code);
}

APPLY(bracket_apply_open)
{
    const struct act *const act = &entry->act;
    struct bracket *const bracket = state_make(state, OBJECT_BRACKET, act->id, sizeof *bracket, entry);
    struct provision *const provision = state_change_of(state, entry, FIELD_ABOUT);
    bracket->provision = provision;
    bracket->owner = entry->by;
    bracket->use = act_word(act, FIELD_USE);
    bracket->span = act_value(act, FIELD_SPAN);
    bracket->alternative = act_value(act, FIELD_ALTERNATIVE);
    bracket->reason = act_value(act, FIELD_REASON);
    provision->brackets_open++;
    provision_set(state, provision, PROVISION_BRACKETED, entry);
}

CHECK(bracket_check_lift)
{
    const struct bracket *const bracket = object_of(entry, FIELD_BRACKET);
    const struct object *const decision = object_of(entry, FIELD_DECISION);
    if (bracket->lifted != NULL)
        return fail(error, FAULT_BRACKET_LIFTED, 0, bracket->object.code);
    return bracket->owner == entry->by || (decision != NULL && outcome_has_passed(decision)) ||
           fail(error, FAULT_BRACKET_OWNER, 0, entry->act.by, bracket->object.code);
}

APPLY(bracket_apply_lift)
{
    struct bracket *const bracket = state_change_of(state, entry, FIELD_BRACKET);
    if (bracket->lifted != NULL)
        return;
    struct provision *const provision = state_change(state, &bracket->provision->object);
    bracket->lifted = entry;
    if (--provision->brackets_open == 0 && provision->state == PROVISION_BRACKETED)
        provision_set(state, provision, PROVISION_CLEAN, entry);
}

RULE(BRACKET_OPEN, .possible = bracket_possible_open, .check = bracket_check_open, .apply = bracket_apply_open);
RULE(BRACKET_LIFT, .check = bracket_check_lift, .apply = bracket_apply_lift);
