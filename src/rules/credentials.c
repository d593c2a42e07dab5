// SPDX-License-Identifier: Apache-2.0
#include "rules/credentials.h"

#include "rules/fault.h"
#include "rules/rule.h"

APPLY(credentials_apply_deposit)
{
    struct actor *const actor = state_change(state, &entry->by->object);
    actor->deposited = entry;
}

APPLY(credentials_apply_report)
{
    state_make(state, OBJECT_CREDENTIALS, entry->act.id, sizeof(struct credentials_report), entry);
}

CHECK(credentials_check_decide)
{
    const struct credentials_report *const report = object_of(entry, FIELD_CREDENTIALS);
    return report->decided == NULL || fail(error, FAULT_CREDENTIALS_DECIDED, 0, report->object.code);
}

static void credentials_set_rights(struct actor *actor, enum right vote, enum right sign, const struct entry *entry)
{
    actor->vote = vote;
    actor->sign = sign;
    actor->rights_by = entry;
}

/* The members that the report's field names. */
static void credentials_set_named(struct state *state, const struct entry *report, enum field_id field, enum right vote,
                                  enum right sign, const struct entry *entry)
{
    for (size_t i = 0; i < report->reference_count; i++)
        if (report->references[i].field == field)
            credentials_set_rights(state_change(state, report->references[i].object), vote, sign, entry);
}

/* If the report lists the members whose credentials are in order, those of all others are not (CV 333). */
APPLY(credentials_apply_decide)
{
    struct credentials_report *const report = state_change_of(state, entry, FIELD_CREDENTIALS);
    const struct entry *const said = report->object.made;
    report->decided = entry;
    if (act_value(&said->act, FIELD_VOTE_AND_SIGN).length > 0)
        for (const struct object *object = state->kinds[OBJECT_ACTOR].first; object != NULL; object = object->next)
            if (party_is_member((const struct actor *)object))
                credentials_set_rights(state_change(state, object), RIGHT_NO, RIGHT_NO, entry);
    credentials_set_named(state, said, FIELD_VOTE_AND_SIGN, RIGHT_YES, RIGHT_YES, entry);
    credentials_set_named(state, said, FIELD_VOTE_ONLY, RIGHT_YES, RIGHT_NO, entry);
    credentials_set_named(state, said, FIELD_SIGN_ONLY, RIGHT_NO, RIGHT_YES, entry);
    credentials_set_named(state, said, FIELD_NEITHER, RIGHT_NO, RIGHT_NO, entry);
}

RULE(CREDENTIALS_DEPOSIT, .apply = credentials_apply_deposit, .after_close = true);
RULE(CREDENTIALS_REPORT, .apply = credentials_apply_report);
RULE(CREDENTIALS_DECIDE, .check = credentials_check_decide, .by_decision = true, .apply = credentials_apply_decide);
