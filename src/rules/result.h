// SPDX-License-Identifier: Apache-2.0
/* rules/result.h - what the answers to a question give under the rules, beside what was declared.
 *
 * What    Of a vote: the tally, by the profile that was in force when the vote was opened. Of a consensus: whether an objection
 *         stands. Where the record does not say, the result is unknown; nothing is guessed.
 * How     struct result const result = result_count(&state, decision);
 *         if (result.differs) ... */
#ifndef RULES_RESULT_H
#define RULES_RESULT_H

#include "rules/decision.h"

struct result {
    enum declared gives; /* DECLARED_NONE: cannot be known from the record */
    struct tally tally;  /* of a vote */
    struct ballots ballots;
    uint32_t objections; /* of a consensus */
    bool differs;        /* from what was declared */
};

/* O(answers). Cannot fail. */
struct result result_count(const struct state *state, const struct decision *decision);

#endif
