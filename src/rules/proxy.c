// SPDX-License-Identifier: Apache-2.0
/* Transfers of powers and proxies: who may act for whom. */
#include "rules/fault.h"
#include "rules/party.h"
#include "rules/profile.h"
#include "rules/rule.h"

CHECK(proxy_possible_receiver)
{
    const struct actor *const to = object_of(entry, FIELD_TO);
    return party_is_member(to) || fail(error, FAULT_POINTS_AT_ANOTHER, 0, SLICE("to"), to->object.code);
}

static bool proxy_check_receiver(const struct entry *entry, bool votes, bool signs, struct error *error)
{
    const struct actor *const to = object_of(entry, FIELD_TO);
    if (to == entry->by)
        return fail(error, FAULT_PROXY_SELF, 0, entry->act.by);
    if (votes && !party_may_vote(to))
        return fail(error, FAULT_VOTE_RIGHT, 0, to->object.code);
    return !signs || party_may_sign(to) || fail(error, FAULT_SIGN_RIGHT, 0, to->object.code);
}

enum { SCOPE_VOTE, SCOPE_SIGN, SCOPE_BOTH }; /* the words of the field `scope` */

CHECK(proxy_check_transfer)
{
    int const scope = act_word(&entry->act, FIELD_SCOPE);
    return proxy_check_receiver(entry, scope != SCOPE_SIGN, scope != SCOPE_VOTE, error);
}

APPLY(proxy_apply_transfer)
{
    struct actor *const from = state_change(state, &entry->by->object);
    int const scope = act_word(&entry->act, FIELD_SCOPE);
    from->powers_to = object_of(entry, FIELD_TO);
    from->powers_vote = scope != SCOPE_SIGN;
    from->powers_sign = scope != SCOPE_VOTE;
}

/* How many members other than `but` have given the holder their proxy. */
static uint32_t proxy_count(const struct state *state, const struct actor *holder, const struct actor *but)
{
    uint32_t held = 0;
    for (const struct object *object = state->kinds[OBJECT_ACTOR].first; object != NULL; object = object->next) {
        const struct actor *const actor = (const struct actor *)object;
        held += actor->proxy_to == holder && actor != but ? 1 : 0;
    }
    return held;
}

CHECK(proxy_check_give)
{
    const struct actor *const to = object_of(entry, FIELD_TO);
    if (!proxy_check_receiver(entry, true, false, error))
        return false;
    if (!party_may_vote(entry->by))
        return fail(error, FAULT_VOTE_RIGHT, 0, entry->act.by);
    return proxy_count(state, to, entry->by) < state->profile->proxies_held ||
           fail(error, FAULT_PROXY_LIMIT, 0, to->object.code);
}

APPLY(proxy_apply_give)
{
    struct actor *const from = state_change(state, &entry->by->object);
    from->proxy_to = object_of(entry, FIELD_TO);
    from->proxy_meeting = object_of(entry, FIELD_MEETING);
}

CHECK(proxy_check_end)
{
    return entry->by->proxy_to != NULL || fail(error, FAULT_PROXY_NONE, 0, entry->act.by, SLICE("anybody"));
}

APPLY(proxy_apply_end)
{
    struct actor *const from = state_change(state, &entry->by->object);
    from->proxy_to = NULL;
    from->proxy_meeting = NULL;
}

RULE(POWERS_TRANSFER, .possible = proxy_possible_receiver, .check = proxy_check_transfer,
     .apply = proxy_apply_transfer);
RULE(PROXY_GIVE, .possible = proxy_possible_receiver, .check = proxy_check_give, .apply = proxy_apply_give);
RULE(PROXY_END, .check = proxy_check_end, .apply = proxy_apply_end);
