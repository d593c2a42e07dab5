/* rules/decision.h - a question put to a body, and what may be said of the answer; motions and rulings.
 *
 * What    An indication, a consensus, a vote or a ruling (docs/rules.md, decisions). Kind and question are frozen when it is opened: an
 *         indication changes no text, ever.
 * How     struct decision *decision = decision_find(state, SLICE("D-7"));
 *         struct result counted = decision_count(state, decision);      beside decision->declared
 * Holds   kind never changes after opening. One answer a member. Contests are never removed. */
#ifndef RULES_DECISION_H
#define RULES_DECISION_H

#include "rules/proposal.h"
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
    struct actor *actor, *holder; /* for whom, and who gave it (the same without proxy) */
    struct slice word;
    enum answer means;
    uint64_t weight; /* as it was when the answer was given */
    const struct entry *entry;
    struct cast *next;
};

struct subject {
    struct object *object;
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
    struct decision *appeals, *repeats;
    struct object *motion;
    struct slice election;
    enum decision_state state;
    struct cast *casts, *casts_last;
    uint32_t cast_count;
    struct remark *ballots; /* who took a secret ballot */
    uint32_t ballot_count;
    struct remark *tallies; /* tellers' signed totals */
    struct remark *contests, *reservations;
    enum declared declared;
    struct count said_for, said_against, said_abstain;
    const struct entry *opened_by, *closed_by, *annulled_by, *appealed_by;
    struct decision *overturned_by; /* of a ruling: the appeal that was carried */
};

struct motion {
    struct object object;
    int moves;
    uint32_t seconds;
    struct object *about;
    struct decision *ruled, *decided;
};

/* What the answers and the rule give, apart from what was declared. */
struct result {
    enum declared gives; /* DECLARED_NONE: cannot be known from the record */
    struct tally tally;  /* of a vote */
    struct ballots ballots;
    uint32_t objections; /* of a consensus */
    bool differs;        /* from what was declared */
};

/* Whether the decision that the act names (in `decision`) was carried; nothing named is good too. */
bool decision_carries(const struct state *state, const struct entry *entry, struct error *error);
struct decision *decision_find(const struct state *state, struct slice code);
/* O(answers). Can't fail. */
struct result decision_count(const struct state *state, const struct decision *decision);
bool decision_is_ballot(const struct decision *decision);
const char *decision_kind_name(enum decision_kind kind);
const char *declared_name(enum declared declared);

#endif
