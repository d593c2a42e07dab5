// SPDX-License-Identifier: Apache-2.0
/* rules/profile.h - rules of procedure as data.
 *
 * What    Lines "KEY: VALUE  # source", as the field `profile` of conference.open and rules.adopt carries them; docs/profile.md
 *         lists the keys. Never hard-coded: quorum, majorities, what an answer means, how many must ask for a ballot.
 * How     struct profile profile; if (!profile_read(lines, &profile, &error)) ...
 * Holds   A key that is absent has the default that profile_default gives. At least one majority, unless not agreed.
 * Owns    Slices point into the lines. */
#ifndef RULES_PROFILE_H
#define RULES_PROFILE_H

#include "base/error.h"

enum { PROFILE_MAJORITIES_MAX = 8, PROFILE_ANSWERS_MAX = 16 };

/* "more than 1/2", "at least 2/3": exact, in integers. */
struct fraction {
    bool more_than; /* else at least */
    uint32_t over, under;
};

enum profile_base { PROFILE_OF_ENTITLED, PROFILE_OF_MEMBERS, PROFILE_OF_CAST, PROFILE_OF_PRESENT };
enum answer { ANSWER_NONE, ANSWER_FOR, ANSWER_AGAINST, ANSWER_ABSTAIN, ANSWER_OBJECT };
enum withdrawal { WITHDRAWAL_ALL, WITHDRAWAL_LEAD, WITHDRAWAL_ANY };

struct majority {
    struct slice name;
    struct fraction fraction;
};

struct profile {
    struct slice lines; /* as they stand in the act, folded */
    struct slice name;
    bool has_quorum;
    struct fraction quorum;
    enum profile_base quorum_of;
    bool voting_agreed; /* false: the conference has not agreed how to vote, so no vote is lawful */
    struct majority majorities[PROFILE_MAJORITIES_MAX];
    size_t majority_count;
    enum profile_base majority_of;
    bool postpones;
    struct fraction postponed_when;
    bool chair_breaks_tie;
    uint32_t supporters, roll_call_asked_by, secret_asked_by, proxies_held, amendment_depth;
    enum withdrawal withdrawal;
    bool weights_counted;
    bool appeal_needs_majority_for; /* else a ruling falls by a majority against it */
    struct {
        struct slice word;
        enum answer means;
    } answers[PROFILE_ANSWERS_MAX];
    size_t answer_count;
};

/* What holds where a profile says nothing. */
struct profile profile_default(void);
/* Reads folded or plain lines; the error's line counts from the first of them. */
bool profile_read(struct slice lines, struct profile *profile, struct error *error);
/* Writes it in canonical order, without sources: for comparing two profiles. */
void profile_write(const struct profile *profile, struct buffer *out);
/* What a word of answer means under the profile. */
enum answer profile_answer(const struct profile *profile, struct slice word);
/* The majority of that name; an empty name gives the first. NULL when there is none. */
const struct majority *profile_majority(const struct profile *profile, struct slice name);
/* The smallest whole number that satisfies the fraction of `base`. */
uint64_t fraction_needs(struct fraction fraction, uint64_t base);
void fraction_write(struct fraction fraction, struct buffer *out);
const char *profile_base_name(enum profile_base base);
const char *answer_name(enum answer answer);

#endif
