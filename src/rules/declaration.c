// SPDX-License-Identifier: Apache-2.0
#include "rules/declaration.h"

#include "rules/fault.h"
#include "rules/rule.h"

APPLY(declaration_apply_lodge)
{
    const struct act *const act = &entry->act;
    struct declaration *const declaration = state_make(state, OBJECT_DECLARATION, act->id, sizeof *declaration, entry);
    declaration->instrument = object_of(entry, FIELD_INSTRUMENT);
    declaration->actor = entry->by;
    declaration->claims = act_word(act, FIELD_CLAIMS);
    declaration->round = 1;
    slice_number(act_value(act, FIELD_ROUND), &declaration->round);
}

CHECK(declaration_check_own)
{
    const struct declaration *const declaration = object_of(entry, FIELD_DECLARATION);
    if (declaration->actor != entry->by)
        return fail(error, FAULT_DECLARATION_NOT_OWN, 0, entry->act.by, declaration->object.code);
    return declaration->withdrawn == NULL || fail(error, FAULT_WITHDRAWN_ALREADY, 0, declaration->object.code);
}

APPLY(declaration_apply_confirm)
{
    struct declaration *const declaration = state_change_of(state, entry, FIELD_DECLARATION);
    declaration->confirmed = entry;
}

APPLY(declaration_apply_withdraw)
{
    struct declaration *const declaration = state_change_of(state, entry, FIELD_DECLARATION);
    declaration->withdrawn = entry;
}

CHECK(objection_check_lodge)
{
    const struct declaration *const declaration = object_of(entry, FIELD_DECLARATION);
    if (declaration->actor == entry->by)
        return fail(error, FAULT_OBJECTION_OWN, 0, entry->act.by, declaration->object.code);
    return declaration->withdrawn == NULL || fail(error, FAULT_WITHDRAWN_ALREADY, 0, declaration->object.code);
}

APPLY(objection_apply_lodge)
{
    struct objection *const objection = state_make(state, OBJECT_OBJECTION, entry->act.id, sizeof *objection, entry);
    objection->declaration = object_of(entry, FIELD_DECLARATION);
    objection->actor = entry->by;
    objection->blocks = act_word(&entry->act, FIELD_BLOCKS) == 0;
}

CHECK(objection_check_withdraw)
{
    const struct objection *const objection = object_of(entry, FIELD_OBJECTION);
    if (objection->actor != entry->by)
        return fail(error, FAULT_DECLARATION_NOT_OWN, 0, entry->act.by, objection->object.code);
    return objection->withdrawn == NULL || fail(error, FAULT_WITHDRAWN_ALREADY, 0, objection->object.code);
}

APPLY(objection_apply_withdraw)
{
    struct objection *const objection = state_change_of(state, entry, FIELD_OBJECTION);
    objection->withdrawn = entry;
}

static bool objection_stands_between(const struct objection *objection, const struct actor *a, const struct actor *b,
                                     const struct instrument *instrument)
{
    const struct declaration *const declaration = objection->declaration;
    bool const pair =
        (objection->actor == a && declaration->actor == b) || (objection->actor == b && declaration->actor == a);
    return pair && objection->blocks && objection->withdrawn == NULL && declaration->withdrawn == NULL &&
           declaration->instrument == instrument;
}

bool objection_blocks(const struct state *state, const struct actor *a, const struct actor *b,
                      const struct instrument *instrument)
{
    for (const struct object *object = state->kinds[OBJECT_OBJECTION].first; object != NULL; object = object->next)
        if (objection_stands_between((const struct objection *)object, a, b, instrument))
            return true;
    return false;
}

RULE(DECLARATION_LODGE, .apply = declaration_apply_lodge, .after_close = true);
RULE(RESERVATION_CONFIRM, .check = declaration_check_own, .apply = declaration_apply_confirm, .after_close = true);
RULE(RESERVATION_WITHDRAW, .check = declaration_check_own, .apply = declaration_apply_withdraw, .after_close = true);
RULE(OBJECTION_LODGE, .check = objection_check_lodge, .apply = objection_apply_lodge, .after_close = true);
RULE(OBJECTION_WITHDRAW, .check = objection_check_withdraw, .apply = objection_apply_withdraw, .after_close = true);
