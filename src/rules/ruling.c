// SPDX-License-Identifier: Apache-2.0
/* The chair's rulings and appeals against them: General Rules of the ITU on the order of motions. */
#include "rules/decision.h"
#include "rules/fault.h"
#include "rules/rule.h"

/* A ruling takes effect at once, so it is made closed. */
APPLY(ruling_apply_rule)
{
    struct decision *const ruling = state_make(state, OBJECT_DECISION, entry->act.id, sizeof *ruling, entry);
    ruling->kind = DECISION_RULING;
    ruling->method = ruling->effect = -1;
    ruling->question = act_value(&entry->act, FIELD_STATEMENT);
    ruling->profile = state->profile;
    ruling->declared = DECLARED_NONE;
    ruling->state = DECISION_CLOSED;
    ruling->opened_by = ruling->closed_by = entry;
}

CHECK(ruling_check_appeal)
{
    const struct decision *const ruling = object_of(entry, FIELD_DECISION);
    if (ruling->kind != DECISION_RULING)
        return fail(error, FAULT_NO_RULING, 0, ruling->object.code);
    return ruling->appealed_by == NULL || fail(error, FAULT_APPEALED, 0, ruling->object.code);
}

APPLY(ruling_apply_appeal)
{
    struct decision *const ruling = state_change_of(state, entry, FIELD_DECISION);
    if (ruling->appealed_by == NULL)
        ruling->appealed_by = entry;
}

RULE(RULING, .apply = ruling_apply_rule);
RULE(RULING_APPEAL, .check = ruling_check_appeal, .apply = ruling_apply_appeal);
