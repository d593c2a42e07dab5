/* rules/object.h - what acts make and point at, and the entries that they become.
 *
 * What    An object has a code that is its own in the whole conference (a provision's is INSTRUMENT/ID, an item's
 *         PROPOSAL:NUMBER). Every act that names it is kept with it in order: its mentions. They are what a page lists, what
 *         a feed sends and what a life line draws.
 * Owns    The conference's arena.
 * Holds   The first member of every struct that is an object is its struct object. */
#ifndef RULES_OBJECT_H
#define RULES_OBJECT_H

#include "record/act.h"
#include "record/crypto.h"

struct entry;
struct actor;
struct actor_key;

/* An act and an object that it concerns: in the list of each. */
struct mention {
    const struct entry *entry;
    const struct object *object;
    struct mention *next;          /* of the object, in the order of the record */
    struct mention *next_of_entry; /* of the act */
};

struct object {
    enum object_kind kind;
    struct slice code;
    uint32_t number;          /* from 0, among its kind */
    const struct entry *made; /* the act that made it */
    struct object *next;      /* of its kind, in the order of the record */
    struct mention *mentions, *mentions_last;
    uint32_t mention_count,
        mentioned_seq; /* how many acts concern it; the last one's place, told without going to it */
};

/* A note that a later act leaves on an earlier one. */
struct remark {
    const struct entry *entry; /* record.correct, milestone */
    struct remark *next;
    struct remark *last; /* of the list, in its first alone */
};

/* A code by which an act points at an object: a field's value, or one of a set. */
struct reference {
    enum field_id field;
    uint32_t line;
    struct slice code;
    struct object *object; /* once it was judged; else NULL */
    uint64_t hash;         /* of the code, by the map of objects */
};

/* An act on the record. */
struct entry {
    struct act act;
    uint32_t seq;              /* its index in the log, from 0 */
    struct hash name;          /* SHA-256 of its text: what it is called */
    struct actor *by, *signer; /* who did it, who recorded it */
    const struct actor_key *key;
    struct object *in, *made;     /* or NULL */
    struct mention *mentions;     /* every object that it concerns; rules/topic.h reads them */
    struct reference *references; /* the objects that its fields point at, in their order */
    size_t reference_count;
    uint64_t id_hash, name_hash; /* of act.id by the map of objects, of the name by the map of names */
    enum fault irregularity;     /* the rule that it broke, in a watched conference; else FAULT_NONE */
    struct slice irregularity_about[2];
    struct remark *remarks;
    size_t mark; /* of the arena, before the entry: state_drop goes back to it */
};

#endif
