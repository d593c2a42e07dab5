// SPDX-License-Identifier: Apache-2.0
/* rules/tally.h - majorities and quorum: arithmetic only, in integers.
 *
 * What    What a vote's numbers give under a profile, with each number of the sum, so that a page can show it. A count that is
 *         unknown is never taken for 0 (docs/rules.md, decisions).
 * Source  ITU General Rules on voting; CV 385 (quorum). The values are the profile's. */
#ifndef RULES_TALLY_H
#define RULES_TALLY_H

#include "rules/profile.h"

/* A count that may be unknown. */
struct count {
    bool known;
    uint64_t number;
};

/* A field's number, "unknown" or an absent value. */
struct count count_read(struct slice value);

struct ballots {
    struct count yes, no, abstain; /* votes, by weight where the profile counts weights */
    struct count voters;           /* delegations that took part; unknown: yes + no + abstain */
    struct count entitled;         /* delegations with the right to vote */
    struct count members;          /* of the conference */
    struct count present;          /* delegations present, where it was said */
    struct count member_votes;     /* votes that all members hold: their number, or the sum of their weights */
    bool abstentions_ignored;      /* voted again after a postponement */
};

enum outcome {
    OUTCOME_UNCOUNTED,
    OUTCOME_ADOPTED,
    OUTCOME_REJECTED,
    OUTCOME_TIE,
    OUTCOME_POSTPONED,
    OUTCOME_NO_QUORUM
};

struct tally {
    enum outcome outcome;
    uint64_t took_part;         /* for the quorum */
    struct count quorum_needed; /* unknown where its base is, or there is none */
    uint64_t base;              /* of the majority: cast, present or members */
    uint64_t needed;            /* votes for it */
};

/* Counts under the profile and the majority (NULL: the profile has none, so nothing can be counted). */
struct tally tally_count(const struct profile *profile, const struct majority *majority, const struct ballots *ballots);
const char *tally_outcome_name(enum outcome outcome);

#endif
