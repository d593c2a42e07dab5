// SPDX-License-Identifier: Apache-2.0
/* Who is admitted, who holds an office, and whose rights the secretariat changes. */
#include "base/limits.h"
#include "rules/fault.h"
#include "rules/keyring.h"
#include "rules/meeting.h"
#include "rules/rule.h"

/* In the order of the words of the field `office`. */
static const unsigned office_roles[] = { ROLE_CHAIR,     ROLE_SECRETARIAT, ROLE_DEPOSITARY, ROLE_CREDENTIALS,
                                         ROLE_EDITORIAL, ROLE_TELLER,      ROLE_TIMEKEEPER };

CHECK(membership_possible_admit)
{
    struct slice const key = act_value(&entry->act, FIELD_KEY);
    bool const office = act_word(&entry->act, FIELD_ROLE) == 1;
    if (state->kinds[OBJECT_ACTOR].count >= MEMBERS_MAX)
        return fail(error, FAULT_MEMBERS_FULL, 0);
    if (office != (act_value(&entry->act, FIELD_OFFICE).length > 0))
        return fail(error, FAULT_TEXT_OFFERED, 0, entry->act.id, SLICE("role office goes with the field office"));
    return key.length == 0 || keyring_check_new(state, key, entry->act.id, error);
}

APPLY(membership_apply_admit)
{
    const struct act *const act = &entry->act;
    struct actor *const actor = state_make(state, OBJECT_ACTOR, act->id, sizeof *actor, entry);
    static const unsigned roles[] = { ROLE_MEMBER, 0, ROLE_OBSERVER, ROLE_WATCHER };
    int const office = act_word(act, FIELD_OFFICE);
    actor->roles = roles[act_word(act, FIELD_ROLE)] | (office >= 0 ? office_roles[office] : 0);
    actor->name = act_value(act, FIELD_NAME);
    actor->groups = act_value(act, FIELD_GROUPS);
    actor->aliases = act_value(act, FIELD_ALIASES);
    actor->area = act_value(act, FIELD_AREA);
    actor->weight = 1;
    slice_number(act_value(act, FIELD_WEIGHT), &actor->weight);
    actor->office_body = object_of(entry, FIELD_BODY);
    if (act_value(act, FIELD_KEY).length > 0)
        keyring_grant(state, actor, act_value(act, FIELD_KEY), entry);
}

APPLY(membership_apply_appoint)
{
    struct actor *const actor = state_change_of(state, entry, FIELD_ACTOR);
    struct body *const body = state_change_of(state, entry, FIELD_BODY);
    int const office = act_word(&entry->act, FIELD_OFFICE);
    actor->roles |= office_roles[office];
    actor->person = act_value(&entry->act, FIELD_PERSON);
    if (body != NULL) {
        actor->office_body = &body->object;
        if (office_roles[office] == ROLE_CHAIR)
            body->chair = actor;
    }
}

APPLY(membership_apply_rights)
{
    struct actor *const actor = state_change_of(state, entry, FIELD_ACTOR);
    int const vote = act_word(&entry->act, FIELD_MAY_VOTE), sign = act_word(&entry->act, FIELD_MAY_SIGN);
    if (vote >= 0)
        actor->vote = vote == 0 ? RIGHT_YES : RIGHT_NO;
    if (sign >= 0)
        actor->sign = sign == 0 ? RIGHT_YES : RIGHT_NO;
    slice_number(act_value(&entry->act, FIELD_WEIGHT), &actor->weight);
    actor->rights_by = entry;
}

RULE(ACTOR_ADMIT, .possible = membership_possible_admit, .apply = membership_apply_admit, .after_close = true);
RULE(OFFICER_APPOINT, .apply = membership_apply_appoint);
RULE(RIGHTS_CHANGE, .apply = membership_apply_rights, .after_close = true);
