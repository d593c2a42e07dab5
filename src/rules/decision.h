// SPDX-License-Identifier: Apache-2.0
/* rules/decision.h - a question put to a body: indication, consensus, vote or ruling.
 *
 * What    docs/rules.md, decisions. Kind and question are fixed when it is opened. An indication never changes a text. This
 *         file keeps what the chair declared; rules/result.h counts what the answers give under the rules.
 * How     const struct decision *decision = decision_find(&state, SLICE("D-7"));
 * Holds   Its kind never changes. One answer a member. Contests are never removed. */
#ifndef RULES_DECISION_H
#define RULES_DECISION_H

#include "rules/state.h"
#include "rules/tally.h"

enum decision_kind { DECISION_INDICATION, DECISION_CONSENSUS, DECISION_VOTE, DECISION_RULING };
enum decision_state { DECISION_OPEN, DECISION_CLOSED, DECISION_ANNULLED };
/* In the order of the field `declared`'s words. */
enum declared {
    DECLARED_NONE = -1,
    DECLARED_ADOPTED,
    DECLARED_REJECTED,
    DECLARED_NOT_REACHED,
    DECLARED_POSTPONED,
    DECLARED_INVALID,
    DECLARED_FAVOURS,
    DECLARED_DISFAVOURS,
    DECLARED_DIVIDED,
    DECLARED_CARRIED,
    DECLARED_NOT_CARRIED
};
enum method {
    METHOD_PLATES,
    METHOD_HANDS,
    METHOD_ELECTRONIC,
    METHOD_ROLL_CALL,
    METHOD_SECRET,
    METHOD_SILENCE,
    METHOD_ACCLAMATION,
    METHOD_UNKNOWN
};

struct cast {
    const struct actor *actor, *holder; /* the member that answers, and who answered for it: without proxy the same */
    struct slice word;
    enum answer means;
    uint64_t weight; /* as it was when the answer was given */
    const struct entry *entry;
    struct cast *next;
};

struct subject {
    const struct object *object;
    struct subject *next;
};

struct decision {
    struct object object;
    enum decision_kind kind;
    int method; /* enum method, -1 when none was named */
    int effect; /* index of the field `effect`'s word, -1 when none */
    struct slice question;
    const struct majority *majority; /* of the profile in force when it was opened */
    const struct profile *profile;
    struct subject *subjects, *subjects_last;
    struct count entitled, present; /* as stated when it was opened or closed */
    uint64_t members, member_votes; /* when it was opened */
    const struct decision *appeals, *repeats;
    struct slice election;
    enum decision_state state;
    struct cast *casts, *casts_last;
    uint32_t cast_count;
    struct entry_list ballots; /* who took a secret ballot */
    uint32_t ballot_count;
    struct entry_list tallies; /* tellers' signed totals */
    struct entry_list contests, reservations;
    enum declared declared;
    struct count said_for, said_against, said_abstain;
    const struct entry *opened_by, *closed_by, *annulled_by, *appealed_by;
    const struct decision *overturned_by; /* of a ruling: the appeal that was carried */
};

const struct decision *decision_find(const struct state *state, struct slice code);
/* Whether it is a secret ballot. */
bool decision_is_ballot(const struct decision *decision);
/* Declared adopted or carried, and not annulled. An indication never passes. */
bool decision_has_passed(const struct decision *decision);
bool declared_is_yes(enum declared declared);
bool declared_is_no(enum declared declared);
/* Of an appeal: the question is "shall the ruling be upheld?", not "shall the appeal be carried?". */
bool decision_asks_to_uphold(const struct decision *decision);
const char *decision_kind_name(enum decision_kind kind);
const char *declared_name(enum declared declared);

/* --- for the files of rules/ ------------------------------------------------------------------------------------- */

enum { EFFECT_ADOPT, EFFECT_REJECT }; /* the first words of the field `effect` */

/* Whether a decision with that effect adopts or rejects its subjects. */
bool decision_settles(int effect);
/* While a question that would settle them is open, proposals cannot be changed or withdrawn (CV 406). */
void decision_hold_subjects(struct state *state, const struct decision *decision);
void decision_release_subjects(struct state *state, const struct decision *decision);

#endif
