/* rules/thing.h - what acts make and point at, and the entries that they become.
 *
 * What    A thing has a code that is its own in the whole conference (a provision's is INSTRUMENT/ID, an item's
 *         PROPOSAL:NUMBER). Every act that names it is kept with it in order: its touches. They are what a page lists, what
 *         a feed sends and what a life line draws.
 * Owns    The conference's arena.
 * Holds   The first member of every struct that is a thing is its struct thing. */
#ifndef RULES_THING_H
#define RULES_THING_H

#include "record/act.h"
#include "record/crypto.h"

struct entry;
struct actor;
struct actor_key;

/* An act and a thing that it concerns: in the list of each. */
struct touch {
    const struct entry *entry;
    const struct thing *thing;
    struct touch *next; /* of the thing, in the order of the record */
    struct touch *also; /* of the act */
};

struct thing {
    enum thing_kind kind;
    struct slice code;
    uint32_t number;          /* from 0, among its kind */
    const struct entry *made; /* the act that made it */
    struct thing *next;       /* of its kind, in the order of the record */
    struct touch *touches, *touches_last;
    uint32_t touch_count, touched_seq; /* how many acts concern it; the last one's place, told without going to it */
};

/* A note that a later act leaves on an earlier one. */
struct remark {
    const struct entry *entry; /* record.correct, milestone */
    struct remark *next;
    struct remark *last; /* of the list, in its first alone */
};

/* A code by which an act points at a thing: a field's value, or one of a set. */
struct reference {
    enum field_id field;
    uint32_t line;
    struct slice code;
    struct thing *thing; /* once it was judged; else NULL */
};

/* An act on the record. */
struct entry {
    struct act act;
    uint32_t seq;              /* its index in the log, from 0 */
    struct hash name;          /* SHA-256 of its text: what it is called */
    struct actor *by, *signer; /* who did it, who recorded it */
    const struct actor_key *key;
    struct thing *in, *made;      /* or NULL */
    struct touch *touches;        /* every thing that it concerns; rules/topic.h reads them */
    struct reference *references; /* the things that its fields point at, in their order */
    size_t reference_count;
    enum fault finding; /* the rule that it broke, in a watched conference; else FAULT_NONE */
    struct slice finding_about[2];
    struct remark *remarks;
    size_t mark; /* of the arena, before the entry: state_drop goes back to it */
};

#endif
