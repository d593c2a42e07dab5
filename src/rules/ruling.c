/* Motions and points of order, the chair's rulings, appeals: GR on order of motions. */
#include "rules/rule.h"

APPLY(ruling_apply_motion)
{
    struct motion *const motion = state_make(state, THING_MOTION, entry->act.id, sizeof *motion, entry);
    motion->moves = act_word(&entry->act, FIELD_MOVES);
    motion->about = state_reference(state, entry, FIELD_ABOUT);
}

static struct motion *motion_of(const struct state *state, const struct entry *entry)
{
    return (struct motion *)state_reference(state, entry, FIELD_MOTION);
}

CHECK(ruling_check_second)
{
    const struct motion *const motion = motion_of(state, entry);
    if (motion->thing.made->by == entry->by)
        return fail(error, FAULT_MOTION_OWN, 0, entry->act.by);
    for (const struct touch *touch = motion->thing.touches; touch != NULL; touch = touch->next)
        if (touch->entry->act.type->id == ACT_MOTION_SECOND && touch->entry->by == entry->by)
            return fail(error, FAULT_ANSWER_TWICE, 0, entry->act.by, motion->thing.code);
    return true;
}

APPLY(ruling_apply_second)
{
    motion_of(state, entry)->seconds++;
}

/* A ruling stands at once: it is closed as it is made. */
APPLY(ruling_apply_rule)
{
    struct decision *const ruling = state_make(state, THING_DECISION, entry->act.id, sizeof *ruling, entry);
    struct motion *const motion = motion_of(state, entry);
    ruling->kind = DECISION_RULING;
    ruling->method = ruling->effect = -1;
    ruling->question = act_value(&entry->act, FIELD_STATEMENT);
    ruling->profile = state->profile;
    ruling->declared = DECLARED_NONE;
    ruling->state = DECISION_CLOSED;
    ruling->opened_by = ruling->closed_by = entry;
    ruling->motion = motion != NULL ? &motion->thing : NULL;
    if (motion != NULL)
        motion->ruled = ruling;
}

CHECK(ruling_check_appeal)
{
    const struct decision *const ruling = (struct decision *)state_reference(state, entry, FIELD_DECISION);
    if (ruling->kind != DECISION_RULING)
        return fail(error, FAULT_NO_RULING, 0, ruling->thing.code);
    return ruling->appealed_by == NULL || fail(error, FAULT_APPEALED, 0, ruling->thing.code);
}

APPLY(ruling_apply_appeal)
{
    struct decision *const ruling = (struct decision *)state_reference(state, entry, FIELD_DECISION);
    if (ruling->appealed_by == NULL)
        ruling->appealed_by = entry;
}
