// SPDX-License-Identifier: Apache-2.0
#include "rules/position.h"

#include "rules/fault.h"
#include "rules/proposal.h"
#include "rules/rule.h"

/* Whether the actor is a confirmed sponsor of the proposal that the object is, or is an item of. */
static bool position_sponsors(const struct actor *actor, const struct object *object)
{
    const struct proposal *const proposal = proposal_behind(object);
    return proposal != NULL && sponsor_is_confirmed(&proposal->sponsors, actor);
}

APPLY(position_apply_recommend)
{
    struct recommendation *const recommendation =
        state_make(state, OBJECT_RECOMMENDATION, entry->act.id, sizeof *recommendation, entry);
    recommendation->about = object_of(entry, FIELD_ABOUT);
    recommendation->treatment = act_word(&entry->act, FIELD_TREATMENT);
}

CHECK(position_check_recommend_answer)
{
    const struct recommendation *const recommendation = object_of(entry, FIELD_RECOMMENDATION);
    return position_sponsors(entry->by, recommendation->about) || fail(error, FAULT_ANSWERS_OWN, 0, entry->act.by);
}

APPLY(position_apply_recommend_answer)
{
    struct recommendation *const recommendation = state_change_of(state, entry, FIELD_RECOMMENDATION);
    state_list(state, &recommendation->answers, entry);
}

CHECK(position_check_reflects)
{
    const struct object *const about = object_of(entry, FIELD_ABOUT);
    return position_sponsors(entry->by, about) || fail(error, FAULT_REFLECTS_OWN, 0, entry->act.by, about->code);
}

APPLY(position_apply_reflects)
{
    struct reflection *const reflection = state_memory(state, sizeof *reflection);
    *reflection = (struct reflection){ .actor = entry->by,
                                       .text = object_of(entry, FIELD_TEXT),
                                       .item = object_of(entry, FIELD_ABOUT),
                                       .reflected = act_word(&entry->act, FIELD_REFLECTED),
                                       .where = act_value(&entry->act, FIELD_WHERE),
                                       .entry = entry };
    if (state->reflections_last != NULL)
        state->reflections_last->next = reflection;
    else
        state->reflections = reflection;
    state->reflections_last = reflection;
}

APPLY(position_apply_take)
{
    struct position *const position = state_memory(state, sizeof *position);
    *position = (struct position){ .actor = entry->by,
                                   .about = object_of(entry, FIELD_ABOUT),
                                   .stance = act_word(&entry->act, FIELD_STANCE),
                                   .ground = act_word(&entry->act, FIELD_GROUND),
                                   .entry = entry };
    if (state->positions_last != NULL)
        state->positions_last->next = position;
    else
        state->positions = position;
    state->positions_last = position;
}

RULE(RECOMMEND, .apply = position_apply_recommend);
RULE(RECOMMEND_ANSWER, .check = position_check_recommend_answer, .apply = position_apply_recommend_answer);
RULE(REFLECTS, .check = position_check_reflects, .apply = position_apply_reflects);
RULE(POSITION, .apply = position_apply_take, .after_close = true);
