// SPDX-License-Identifier: Apache-2.0
#include "rules/motion.h"

#include "rules/fault.h"
#include "rules/rule.h"

APPLY(motion_apply_raise)
{
    struct motion *const motion = state_make(state, OBJECT_MOTION, entry->act.id, sizeof *motion, entry);
    motion->moves = act_word(&entry->act, FIELD_MOVES);
}

CHECK(motion_check_second)
{
    const struct motion *const motion = object_of(entry, FIELD_MOTION);
    if (motion->object.made->by == entry->by)
        return fail(error, FAULT_MOTION_OWN, 0, entry->act.by);
    for (const struct mention *mention = motion->object.mentions; mention != NULL; mention = mention->next)
        if (mention->entry->act.type->id == ACT_MOTION_SECOND && mention->entry->by == entry->by)
            return fail(error, FAULT_ANSWER_TWICE, 0, entry->act.by, motion->object.code);
    return true;
}

APPLY(motion_apply_second)
{
    struct motion *const motion = state_change_of(state, entry, FIELD_MOTION);
    motion->seconds++;
}

RULE(MOTION_RAISE, .apply = motion_apply_raise);
RULE(MOTION_SECOND, .check = motion_check_second, .apply = motion_apply_second);
