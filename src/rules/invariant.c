// SPDX-License-Identifier: Apache-2.0
#include "rules/invariant.h"

#include "rules/bracket.h"
#include "rules/decision.h"
#include "rules/instrument.h"
#include "rules/proposal.h"

static bool invariant_object_is_found(const struct state *state, const struct object *object)
{
    return state_find(state, object->kind, object->code) == object;
}

/* An object's list and the act's list hold the same mention. */
static bool invariant_mention_is_mutual(const struct mention *mention, const struct object *object)
{
    const struct mention *other = mention->entry->mentions;
    while (other != NULL && other != mention)
        other = other->next_of_entry;
    return other == mention && mention->object == object;
}

static bool invariant_mentions_ascend(const struct object *object)
{
    uint32_t count = 0;
    for (const struct mention *mention = object->mentions; mention != NULL; mention = mention->next, count++)
        if (!invariant_mention_is_mutual(mention, object) ||
            (mention->next != NULL && mention->next->entry->seq <= mention->entry->seq))
            return false;
    return count == object->mention_count;
}

static bool invariant_sponsors_are_single(const struct proposal *proposal)
{
    for (const struct sponsor *sponsor = proposal->sponsors.first; sponsor != NULL; sponsor = sponsor->next)
        if (sponsor_find(&proposal->sponsors, sponsor->actor) != sponsor)
            return false;
    return true;
}

static bool invariant_casts_are_single(const struct decision *decision)
{
    for (const struct cast *cast = decision->casts; cast != NULL; cast = cast->next)
        for (const struct cast *other = cast->next; other != NULL; other = other->next)
            if (other->actor == cast->actor)
                return false;
    return true;
}

static bool invariant_brackets_are_counted(const struct state *state)
{
    uint64_t open = 0, counted = 0;
    for (const struct object *object = state->kinds[OBJECT_BRACKET].first; object != NULL; object = object->next)
        open += ((const struct bracket *)object)->lifted == NULL ? 1 : 0;
    for (const struct object *object = state->kinds[OBJECT_PROVISION].first; object != NULL; object = object->next)
        counted += ((const struct provision *)object)->brackets_open;
    return open == counted;
}

static bool invariant_indication_is_idle(const struct state *state, const struct decision *decision)
{
    for (const struct object *object = state->kinds[OBJECT_PROVISION].first; object != NULL; object = object->next)
        for (const struct version *version = ((const struct provision *)object)->versions; version != NULL;
             version = version->next)
            if (version->cause == &decision->object)
                return false;
    return true;
}

static const char *invariant_broken_decision(const struct state *state, const struct decision *decision)
{
    if (!invariant_casts_are_single(decision))
        return "one answer a member";
    if (decision->state == DECISION_OPEN && (decision->closed_by != NULL || decision->declared != DECLARED_NONE))
        return "an open decision has no result";
    if (decision->state == DECISION_CLOSED && decision->closed_by == NULL)
        return "a closed decision was closed by an act";
    if (decision->state == DECISION_ANNULLED && decision->annulled_by == NULL)
        return "a decision is annulled by an act";
    if (decision->kind == DECISION_INDICATION && !invariant_indication_is_idle(state, decision))
        return "an indication changes no text";
    return NULL;
}

const char *invariant_broken(const struct state *state)
{
    for (size_t kind = 0; kind < OBJECT_KIND_COUNT; kind++)
        for (const struct object *object = state->kinds[kind].first; object != NULL; object = object->next)
            if (!invariant_object_is_found(state, object) || !invariant_mentions_ascend(object))
                return "every thing is found by its code, its touches in the order of the record";
    for (const struct object *object = state->kinds[OBJECT_PROPOSAL].first; object != NULL; object = object->next)
        if (!invariant_sponsors_are_single((const struct proposal *)object))
            return "a sponsor stands once";
    for (const struct object *object = state->kinds[OBJECT_DECISION].first; object != NULL; object = object->next) {
        const char *const broken = invariant_broken_decision(state, (const struct decision *)object);
        if (broken != NULL)
            return broken;
    }
    for (uint32_t seq = 0; seq < state->count; seq++)
        if (state->entries[seq]->seq != seq)
            return "an entry knows its index";
    return invariant_brackets_are_counted(state) ? NULL : "open brackets are counted";
}
