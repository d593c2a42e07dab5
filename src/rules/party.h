// SPDX-License-Identifier: Apache-2.0
/* rules/party.h - members, offices, observers and watchers; their rights and proxies.
 *
 * What    Who is in the conference and what each may do. The right to vote and the right to sign are two rights; before the
 *         plenary has decided on credentials everyone may take part and vote (CV 334).
 * How     const struct actor *actor = party_find(&state, SLICE("EGY"));
 *         if (actor != NULL && party_may_vote(actor)) ... */
#ifndef RULES_PARTY_H
#define RULES_PARTY_H

#include "rules/state.h"

enum right { RIGHT_UNKNOWN, RIGHT_YES, RIGHT_NO };

struct actor {
    struct object object;
    unsigned roles; /* enum role: member, office ... */
    struct slice name, groups, aliases, area;
    uint64_t weight;
    enum right vote, sign;
    const struct entry *rights_by; /* the act that set them last */
    const struct entry *deposited;
    const struct actor *proxy_to, *powers_to;
    bool powers_vote, powers_sign;
    const struct object *proxy_meeting; /* or NULL: for all */
    const struct object *office_body;   /* the body in which it holds its office, or NULL */
    struct slice person;                /* blob of the office holder's name, or empty */
    struct actor_key *keys, *keys_last;
    struct signature *signatures_last; /* the newest; each leads to the one before */
};

/* Of all parties, as their rights are now. */
struct party_counts {
    uint64_t members, voters, signers; /* how many there are, may vote, may sign */
    uint64_t weights;                  /* votes that all members hold */
};

/* O(parties). */
struct party_counts party_count(const struct state *state);
const struct actor *party_find(const struct state *state, struct slice code);
bool party_is_member(const struct actor *actor);
/* CV 334, 333: yes unless a decision on credentials or a change of rights said no. */
bool party_may_vote(const struct actor *actor);
bool party_may_sign(const struct actor *actor);
/* Whether `holder` may answer for `member`, by proxy in that meeting or by transferred powers. */
bool party_may_answer_for(const struct actor *holder, const struct actor *member, const struct object *in);
bool party_may_sign_for(const struct actor *holder, const struct actor *member);
/* The member that the act's field `for` names; without it who did the act. */
const struct actor *party_acted_for(const struct entry *entry);

#endif
