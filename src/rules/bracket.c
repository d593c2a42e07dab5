/* Square brackets: who put them, what they mean, who lifted them (docs/rules.md, texts). */
#include "rules/rule.h"

CHECK(bracket_check_open)
{
    const struct provision *const provision = (const struct provision *)state_reference(state, entry, FIELD_ABOUT);
    return provision->instrument->state < INSTRUMENT_SECOND_READING ||
           fail(error, FAULT_FINAL_TEXT, 0, provision->instrument->thing.code);
}

APPLY(bracket_apply_open)
{
    const struct act *const act = &entry->act;
    struct bracket *const bracket = state_make(state, THING_BRACKET, act->id, sizeof *bracket, entry);
    bracket->provision = (struct provision *)state_reference(state, entry, FIELD_ABOUT);
    bracket->owner = entry->by;
    bracket->use = act_word(act, FIELD_USE);
    bracket->span = act_value(act, FIELD_SPAN);
    bracket->alternative = act_value(act, FIELD_ALTERNATIVE);
    bracket->reason = act_value(act, FIELD_REASON);
    bracket->provision->brackets_open++;
    provision_set(state, bracket->provision, PROVISION_BRACKETED, entry);
}

CHECK(bracket_check_lift)
{
    const struct bracket *const bracket = (struct bracket *)state_reference(state, entry, FIELD_BRACKET);
    const struct decision *const decision = (struct decision *)state_reference(state, entry, FIELD_DECISION);
    if (bracket->lifted != NULL)
        return fail(error, FAULT_BRACKET_LIFTED, 0, bracket->thing.code);
    return bracket->owner == entry->by || (decision != NULL && thing_has_passed(&decision->thing)) ||
           fail(error, FAULT_BRACKET_OWNER, 0, entry->act.by, bracket->thing.code);
}

APPLY(bracket_apply_lift)
{
    struct bracket *const bracket = (struct bracket *)state_reference(state, entry, FIELD_BRACKET);
    struct provision *const provision = bracket->provision;
    if (bracket->lifted != NULL)
        return;
    bracket->lifted = entry;
    if (--provision->brackets_open == 0 && provision->state == PROVISION_BRACKETED)
        provision_set(state, provision, PROVISION_CLEAN, entry);
}
