/* Notes on earlier acts: corrections of the record, milestones. The act stays; the note stands beside it. */
#include "rules/rule.h"

static uint64_t index_of(const struct entry *entry)
{
    uint64_t index = 0;
    slice_number(act_value(&entry->act, FIELD_ACT), &index);
    return index;
}

CHECK(correction_possible_act)
{
    return index_of(entry) < state->count ||
           fail(error, FAULT_POINTS_AT_NOTHING, 0, SLICE("act"), act_value(&entry->act, FIELD_ACT));
}

APPLY(correction_apply_record)
{
    state_remark(state, &state->entries[index_of(entry)]->remarks, entry);
}

APPLY(correction_apply_milestone)
{
    struct remark *const milestone = state_memory(state, sizeof *milestone);
    milestone->entry = entry;
    if (state->milestones_last != NULL)
        state->milestones_last->next = milestone;
    else
        state->milestones = milestone;
    state->milestones_last = milestone;
    state_remark(state, &state->entries[index_of(entry)]->remarks, entry);
}
