// SPDX-License-Identifier: Apache-2.0
/* Notes on earlier acts: corrections of the record, milestones. The act does not change; the note is shown beside it. */
#include "rules/fault.h"
#include "rules/rule.h"

static uint64_t correction_index(const struct entry *entry)
{
    uint64_t index = 0;
    slice_number(act_value(&entry->act, FIELD_ACT), &index);
    return index;
}

CHECK(correction_possible_act)
{
    return correction_index(entry) < state->count ||
           fail(error, FAULT_POINTS_AT_NOTHING, 0, SLICE("act"), act_value(&entry->act, FIELD_ACT));
}

APPLY(correction_apply_record)
{
    state_list(state, &state->entries[correction_index(entry)]->notes, entry);
}

APPLY(correction_apply_milestone)
{
    state_list(state, &state->milestones, entry);
    state_list(state, &state->entries[correction_index(entry)]->notes, entry);
}

RULE(RECORD_CORRECT, .possible = correction_possible_act, .apply = correction_apply_record, .after_close = true);
RULE(MILESTONE, .possible = correction_possible_act, .apply = correction_apply_milestone, .after_close = true);
