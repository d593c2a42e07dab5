/* rules/party.h - members, offices, observers and watchers; their rights, proxies and keys.
 *
 * What    Who is in the conference and what each may do. The right to vote and the right to sign are two rights; before the
 *         plenary has decided on credentials everyone may take part and vote (CV 334).
 * How     const struct actor *actor = party_find(state, SLICE("EGY")); party_may_vote(state, actor)
 * Holds   A key is good from the act after its grant to the act that ends it, by place in the log, never by time. */
#ifndef RULES_PARTY_H
#define RULES_PARTY_H

#include "record/key.h"
#include "rules/object.h"

struct state;

enum right { RIGHT_UNKNOWN, RIGHT_YES, RIGHT_NO };

struct actor_key {
    struct key key;
    uint32_t from, until; /* good for acts with from <= seq < until */
    const struct entry *granted, *ended;
    struct actor_key *next;
};

struct actor {
    struct object object;
    unsigned roles; /* enum role: member, office ... */
    struct slice name, groups, aliases, area;
    uint64_t weight;
    enum right vote, sign;
    const struct entry *rights_by; /* the act that set them last */
    const struct entry *deposited;
    struct actor *proxy_to, *powers_to;
    bool powers_vote, powers_sign;
    struct object *proxy_meeting; /* or NULL: for all */
    struct object *office_body;   /* the body in which it holds its office, or NULL */
    struct slice person;          /* blob of the office holder's name, or empty */
    struct actor_key *keys, *keys_last;
    struct signature *signatures_last; /* the newest; each leads to the one before */
};

/* Of all parties, as their rights are now: kept in the state, since decisions ask for them more often than rights change. */
struct party_counts {
    uint64_t members, voters, signers; /* how many there are, may vote, may sign */
    uint64_t weights;                  /* votes that all members hold */
};

struct party_counts party_count(const struct state *state);
struct actor *party_find(const struct state *state, struct slice code);
bool party_is_member(const struct actor *actor);
/* CV 334, 333: yes unless a decision on credentials or a change of rights said no. */
bool party_may_vote(const struct actor *actor);
bool party_may_sign(const struct actor *actor);
/* Whether `holder` may answer for `member`, by proxy in that meeting or by transferred powers. */
bool party_may_answer_for(const struct actor *holder, const struct actor *member, const struct object *in);
bool party_may_sign_for(const struct actor *holder, const struct actor *member);
/* The actor's live key of that name and ID at the next place in the log, or NULL. */
struct actor_key *party_find_key(const struct state *state, const struct actor *actor, struct slice name, uint32_t id);

#endif
