// SPDX-License-Identifier: Apache-2.0
#include "rules/party.h"

const struct actor *party_find(const struct state *state, struct slice code)
{
    return (const struct actor *)state_find(state, OBJECT_ACTOR, code);
}

bool party_is_member(const struct actor *actor)
{
    return (actor->roles & ROLE_MEMBER) != 0;
}

bool party_may_vote(const struct actor *actor)
{
    return party_is_member(actor) && actor->vote != RIGHT_NO;
}

bool party_may_sign(const struct actor *actor)
{
    return party_is_member(actor) && actor->sign != RIGHT_NO;
}

struct party_counts party_count(const struct state *state)
{
    struct party_counts counts = { 0 };
    for (const struct object *object = state->kinds[OBJECT_ACTOR].first; object != NULL; object = object->next) {
        const struct actor *const actor = (const struct actor *)object;
        counts.members += party_is_member(actor);
        counts.voters += party_may_vote(actor);
        counts.signers += party_may_sign(actor);
        counts.weights += party_is_member(actor) ? actor->weight : 0;
    }
    return counts;
}

bool party_may_answer_for(const struct actor *holder, const struct actor *member, const struct object *in)
{
    const struct object *const meeting = in != NULL && in->kind == OBJECT_MEETING ? in : NULL;
    if (member->powers_to == holder && member->powers_vote)
        return true;
    return member->proxy_to == holder && (member->proxy_meeting == NULL || member->proxy_meeting == meeting);
}

bool party_may_sign_for(const struct actor *holder, const struct actor *member)
{
    return member->powers_to == holder && member->powers_sign;
}

const struct actor *party_acted_for(const struct entry *entry)
{
    const struct actor *const other = object_of(entry, FIELD_FOR);
    return other != NULL ? other : entry->by;
}
