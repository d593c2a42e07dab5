// SPDX-License-Identifier: Apache-2.0
#include "rules/tally.h"

#include "record/value.h"

struct count count_read(struct slice value)
{
    struct count count = { false, 0 };
    if (value.length > 0)
        value_read_count(value, &count.known, &count.number);
    return count;
}

/* The record says how many were present, not which. So where weights count, the base is those who took part. */
static struct count tally_base(const struct profile *profile, const struct ballots *ballots, struct count cast)
{
    struct count const all = { cast.known && ballots->abstain.known, cast.number + ballots->abstain.number };
    switch (profile->majority_of) {
    case PROFILE_OF_MEMBERS:
        return ballots->member_votes;
    case PROFILE_OF_ENTITLED:
        return ballots->entitled;
    case PROFILE_OF_PRESENT:
        return ballots->present.known && !profile->weights_counted ? ballots->present : all;
    case PROFILE_OF_CAST:
        break;
    }
    return cast;
}

/* Whether abstentions reach the fraction, of all that took part, that postpones the question. */
static bool tally_is_postponed(const struct profile *profile, const struct ballots *ballots, uint64_t all)
{
    return profile->postpones && !ballots->abstentions_ignored && ballots->abstain.known &&
           ballots->abstain.number >= fraction_needs(profile->postponed_when, all);
}

struct tally tally_count(const struct profile *profile, const struct majority *majority, const struct ballots *ballots)
{
    struct tally tally = { .outcome = OUTCOME_UNCOUNTED };
    struct count const cast = { ballots->yes.known && ballots->no.known, ballots->yes.number + ballots->no.number };
    uint64_t const all = cast.number + (ballots->abstain.known ? ballots->abstain.number : 0);
    tally.took_part = ballots->voters.known ? ballots->voters.number : all;
    struct count const quorum_base = profile->quorum_of == PROFILE_OF_MEMBERS ? ballots->members : ballots->entitled;
    if (profile->has_quorum && quorum_base.known)
        tally.quorum_needed = (struct count){ true, fraction_needs(profile->quorum, quorum_base.number) };
    if (majority == NULL || !cast.known)
        return tally;
    struct count const base = tally_base(profile, ballots, cast);
    if (!base.known)
        return tally;
    tally.base = base.number;
    tally.needed = fraction_needs(majority->fraction, base.number);
    if (tally.quorum_needed.known && tally.took_part < tally.quorum_needed.number)
        tally.outcome = OUTCOME_NO_QUORUM;
    else if (tally_is_postponed(profile, ballots, all))
        tally.outcome = OUTCOME_POSTPONED;
    else if (base.number > 0 && ballots->yes.number >= tally.needed)
        tally.outcome = OUTCOME_ADOPTED;
    else if (ballots->yes.number == ballots->no.number && profile->chair_breaks_tie)
        tally.outcome = OUTCOME_TIE;
    else
        tally.outcome = OUTCOME_REJECTED;
    return tally;
}

const char *tally_outcome_name(enum outcome outcome)
{
    static const char *const names[] = { "not counted", "adopted", "rejected", "tie", "postponed", "no quorum" };
    return names[outcome];
}
