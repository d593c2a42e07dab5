/* Declarations and reservations, and objections to them: VCLT 2(1)(d), 19 to 23. */
#include "rules/rule.h"

static struct declaration *declaration_of(const struct state *state, const struct entry *entry)
{
    return (struct declaration *)state_reference(state, entry, FIELD_DECLARATION);
}

APPLY(declaration_apply_lodge)
{
    const struct act *const act = &entry->act;
    struct declaration *const declaration = state_make(state, THING_DECLARATION, act->id, sizeof *declaration, entry);
    declaration->instrument = (struct instrument *)state_reference(state, entry, FIELD_INSTRUMENT);
    declaration->actor = entry->by;
    declaration->claims = act_word(act, FIELD_CLAIMS);
    declaration->round = 1;
    slice_number(act_value(act, FIELD_ROUND), &declaration->round);
}

CHECK(declaration_check_own)
{
    const struct declaration *const declaration = declaration_of(state, entry);
    if (declaration->actor != entry->by)
        return fail(error, FAULT_DECLARATION_NOT_OWN, 0, entry->act.by, declaration->thing.code);
    return declaration->withdrawn == NULL || fail(error, FAULT_WITHDRAWN_ALREADY, 0, declaration->thing.code);
}

APPLY(declaration_apply_confirm)
{
    declaration_of(state, entry)->confirmed = entry;
}

APPLY(declaration_apply_withdraw)
{
    declaration_of(state, entry)->withdrawn = entry;
}

CHECK(objection_check_lodge)
{
    const struct declaration *const declaration = declaration_of(state, entry);
    if (declaration->actor == entry->by)
        return fail(error, FAULT_OBJECTION_OWN, 0, entry->act.by, declaration->thing.code);
    return declaration->withdrawn == NULL || fail(error, FAULT_WITHDRAWN_ALREADY, 0, declaration->thing.code);
}

APPLY(objection_apply_lodge)
{
    struct objection *const objection = state_make(state, THING_OBJECTION, entry->act.id, sizeof *objection, entry);
    objection->declaration = declaration_of(state, entry);
    objection->actor = entry->by;
    objection->blocks = act_word(&entry->act, FIELD_BLOCKS) == 0;
}

CHECK(objection_check_withdraw)
{
    const struct objection *const objection = (struct objection *)state_reference(state, entry, FIELD_OBJECTION);
    if (objection->actor != entry->by)
        return fail(error, FAULT_DECLARATION_NOT_OWN, 0, entry->act.by, objection->thing.code);
    return objection->withdrawn == NULL || fail(error, FAULT_WITHDRAWN_ALREADY, 0, objection->thing.code);
}

APPLY(objection_apply_withdraw)
{
    ((struct objection *)state_reference(state, entry, FIELD_OBJECTION))->withdrawn = entry;
}

static bool stands_between(const struct objection *objection, const struct actor *a, const struct actor *b,
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
    for (const struct thing *thing = state->kinds[THING_OBJECTION].first; thing != NULL; thing = thing->next)
        if (stands_between((const struct objection *)thing, a, b, instrument))
            return true;
    return false;
}
