// SPDX-License-Identifier: Apache-2.0
#include "rules/result.h"

static bool result_was_postponed(const struct decision *decision)
{
    return decision->repeats != NULL && decision->repeats->declared == DECLARED_POSTPONED;
}

/* The tellers' totals; else what was announced, in a watched record or without answers; else the answers on the record. In a
 * watched record these may be only some of those given. */
static struct ballots result_ballots(const struct state *state, const struct decision *decision)
{
    struct ballots ballots = { .entitled = decision->entitled,
                               .present = decision->present,
                               .members = { true, decision->members },
                               .member_votes = { true, decision->member_votes },
                               .abstentions_ignored = result_was_postponed(decision) };
    const struct entry_link *const tally = decision->tallies.last;
    bool const announced = decision->said_for.known || decision->said_against.known;
    if (tally != NULL) {
        ballots.yes = count_read(act_value(&tally->entry->act, FIELD_COUNT_FOR));
        ballots.no = count_read(act_value(&tally->entry->act, FIELD_COUNT_AGAINST));
        ballots.abstain = count_read(act_value(&tally->entry->act, FIELD_COUNT_ABSTAIN));
        ballots.voters = (struct count){ true, decision->ballot_count };
    } else if (announced && (state->watched || decision->cast_count == 0)) {
        ballots.yes = decision->said_for;
        ballots.no = decision->said_against;
        ballots.abstain = decision->said_abstain;
    } else if (!decision_is_ballot(decision) && !(state->watched && !announced)) {
        ballots.yes.known = ballots.no.known = ballots.abstain.known = true;
        for (const struct cast *cast = decision->casts; cast != NULL; cast = cast->next) {
            struct count *const count = cast->means == ANSWER_FOR       ? &ballots.yes
                                        : cast->means == ANSWER_AGAINST ? &ballots.no
                                                                        : &ballots.abstain;
            count->number += cast->weight;
        }
        ballots.voters = (struct count){ true, decision->cast_count };
    }
    return ballots;
}

/* A ruling stands unless a majority is against it; under some profiles it falls unless a majority is for it. The two differ
 * when the vote is equal, and what an equal vote then gives depends on what was asked: to uphold the ruling, or to carry the
 * appeal. */
static enum outcome result_of_appeal(const struct decision *decision, const struct tally *tally,
                                     const struct ballots *ballots)
{
    bool const equal = tally->outcome == OUTCOME_REJECTED && ballots->yes.number == ballots->no.number;
    bool const gives_yes = decision_asks_to_uphold(decision) != decision->profile->appeal_needs_majority_for;
    return equal && gives_yes ? OUTCOME_ADOPTED : tally->outcome;
}

static enum declared result_of_vote(const struct decision *decision, enum outcome outcome)
{
    bool const appeal = decision->appeals != NULL;
    switch (outcome) {
    case OUTCOME_ADOPTED:
        return appeal ? DECLARED_CARRIED : DECLARED_ADOPTED;
    case OUTCOME_REJECTED:
        return appeal ? DECLARED_NOT_CARRIED : DECLARED_REJECTED;
    case OUTCOME_POSTPONED:
        return DECLARED_POSTPONED;
    case OUTCOME_NO_QUORUM:
        return DECLARED_INVALID;
    case OUTCOME_TIE:
    case OUTCOME_UNCOUNTED:
        break;
    }
    return DECLARED_NONE;
}

static bool result_is_same(enum declared a, enum declared b)
{
    return a == b || (declared_is_yes(a) && declared_is_yes(b)) || (declared_is_no(a) && declared_is_no(b));
}

struct result result_count(const struct state *state, const struct decision *decision)
{
    struct result result = { .gives = DECLARED_NONE };
    for (const struct cast *cast = decision->casts; cast != NULL; cast = cast->next)
        result.objections += cast->means == ANSWER_OBJECT ? 1 : 0;
    if (decision->kind == DECISION_CONSENSUS) {
        result.gives = result.objections > 0 ? DECLARED_NOT_REACHED : DECLARED_ADOPTED;
        result.differs = decision->declared == DECLARED_ADOPTED && result.objections > 0;
        return result;
    }
    result.ballots = result_ballots(state, decision);
    if (decision->kind != DECISION_VOTE)
        return result;
    result.tally = tally_count(decision->profile, decision->majority, &result.ballots);
    if (decision->appeals != NULL)
        result.tally.outcome = result_of_appeal(decision, &result.tally, &result.ballots);
    result.gives = result_of_vote(decision, result.tally.outcome);
    if (decision->declared == DECLARED_NONE)
        return result;
    result.differs = result.tally.outcome == OUTCOME_TIE
                         ? !declared_is_yes(decision->declared) && !declared_is_no(decision->declared)
                         : result.gives != DECLARED_NONE && !result_is_same(result.gives, decision->declared);
    return result;
}
