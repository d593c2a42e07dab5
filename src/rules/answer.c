// SPDX-License-Identifier: Apache-2.0
/* Answers to a question: by name, as a secret ballot, and the tellers' totals of ballots. */
#include "rules/decision.h"
#include "rules/fault.h"
#include "rules/party.h"
#include "rules/rule.h"

static const struct cast *answer_find(const struct decision *decision, const struct actor *actor)
{
    for (const struct cast *cast = decision->casts; cast != NULL; cast = cast->next)
        if (cast->actor == actor)
            return cast;
    return NULL;
}

static bool answer_is_of_kind(enum decision_kind kind, enum answer answer)
{
    if (answer == ANSWER_OBJECT)
        return kind == DECISION_CONSENSUS;
    return answer != ANSWER_NONE && (kind == DECISION_INDICATION || kind == DECISION_VOTE);
}

CHECK(answer_check_give)
{
    const struct decision *const decision = object_of(entry, FIELD_DECISION);
    const struct actor *const actor = party_acted_for(entry);
    struct slice const word = act_value(&entry->act, FIELD_ANSWER);
    struct slice const code = decision->object.code;
    if (decision->state != DECISION_OPEN)
        return fail(error, FAULT_DECISION_CLOSED, 0, code);
    if (decision_is_ballot(decision))
        return fail(error, FAULT_ANSWER_SECRET, 0, code);
    if (!answer_is_of_kind(decision->kind, profile_answer(decision->profile, word)))
        return fail(error, FAULT_ANSWER_UNKNOWN, 0, word, slice_of(decision_kind_name(decision->kind)));
    if (actor != entry->by && !party_may_answer_for(entry->by, actor, decision->opened_by->in))
        return fail(error, FAULT_PROXY_NONE, 0, actor->object.code, entry->act.by);
    if (decision->kind != DECISION_INDICATION && !party_may_vote(actor))
        return fail(error, FAULT_VOTE_RIGHT, 0, actor->object.code);
    return answer_find(decision, actor) == NULL || fail(error, FAULT_ANSWER_TWICE, 0, actor->object.code, code);
}

APPLY(answer_apply_give)
{
    struct decision *const decision = state_change_of(state, entry, FIELD_DECISION);
    const struct actor *const actor = party_acted_for(entry);
    if (answer_find(decision, actor) != NULL || decision->state != DECISION_OPEN)
        return;
    struct slice const word = act_value(&entry->act, FIELD_ANSWER);
    struct cast *const cast = state_memory(state, sizeof *cast);
    uint64_t const weight = decision->profile->weights_counted ? actor->weight : 1;
    *cast = (struct cast){ actor, entry->by, word, profile_answer(decision->profile, word), weight, entry, NULL };
    if (decision->casts_last != NULL)
        decision->casts_last->next = cast;
    else
        decision->casts = cast;
    decision->casts_last = cast;
    decision->cast_count++;
}

CHECK(answer_check_ballot)
{
    const struct decision *const decision = object_of(entry, FIELD_DECISION);
    const struct actor *const actor = object_of(entry, FIELD_ACTOR);
    if (decision->state != DECISION_OPEN)
        return fail(error, FAULT_DECISION_CLOSED, 0, decision->object.code);
    if (!decision_is_ballot(decision))
        return fail(error, FAULT_BALLOT_NOT_SECRET, 0, decision->object.code);
    if (!party_may_vote(actor))
        return fail(error, FAULT_VOTE_RIGHT, 0, actor->object.code);
    for (const struct entry_link *ballot = decision->ballots.first; ballot != NULL; ballot = ballot->next)
        if (slice_equal(act_value(&ballot->entry->act, FIELD_ACTOR), actor->object.code))
            return fail(error, FAULT_ANSWER_TWICE, 0, actor->object.code, decision->object.code);
    return true;
}

APPLY(answer_apply_ballot)
{
    struct decision *const decision = state_change_of(state, entry, FIELD_DECISION);
    state_list(state, &decision->ballots, entry);
    decision->ballot_count++;
}

CHECK(answer_check_tally)
{
    const struct decision *const decision = object_of(entry, FIELD_DECISION);
    struct count const spoilt = count_read(act_value(&entry->act, FIELD_COUNT_SPOILT));
    uint64_t const sum = count_read(act_value(&entry->act, FIELD_COUNT_FOR)).number +
                         count_read(act_value(&entry->act, FIELD_COUNT_AGAINST)).number +
                         count_read(act_value(&entry->act, FIELD_COUNT_ABSTAIN)).number + spoilt.number;
    if (decision->state != DECISION_OPEN)
        return fail(error, FAULT_DECISION_CLOSED, 0, decision->object.code);
    if (!decision_is_ballot(decision))
        return fail(error, FAULT_BALLOT_NOT_SECRET, 0, decision->object.code);
    return decision->profile->weights_counted || sum == decision->ballot_count ||
           fail(error, FAULT_TALLY_DIFFERS, 0, decision->object.code);
}

APPLY(answer_apply_tally)
{
    struct decision *const decision = state_change_of(state, entry, FIELD_DECISION);
    state_list(state, &decision->tallies, entry);
}

RULE(DECISION_ANSWER, .check = answer_check_give, .apply = answer_apply_give);
RULE(DECISION_BALLOT, .check = answer_check_ballot, .apply = answer_apply_ballot);
RULE(DECISION_TALLY, .check = answer_check_tally, .apply = answer_apply_tally);
