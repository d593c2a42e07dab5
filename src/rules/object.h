// SPDX-License-Identifier: Apache-2.0
/* rules/object.h - what acts make and point at, and acts on the record.
 *
 * What    An object is what an act makes: a party, a meeting, a proposal, a decision. Its code is unique in the conference; a
 *         provision's is INSTRUMENT/ID, an item's PROPOSAL:NUMBER. A mention joins an act and an object that it concerns.
 *         Pages list an object's mentions, feeds send them.
 * How     const struct object *about = object_of(act, FIELD_ABOUT);           // the object that a field points at
 *         for (const struct mention *m = about->mentions; m != NULL; m = m->next) m->entry;
 * Holds   A struct that is an object begins with its struct object, so that a pointer to one is a pointer to the other.
 * Owns    Everything is in the conference's arena. */
#ifndef RULES_OBJECT_H
#define RULES_OBJECT_H

#include "record/act.h"
#include "record/crypto.h"

struct actor;
struct actor_key;
struct entry;

/* An act and an object that it concerns: in the list of each. */
struct mention {
    const struct entry *entry;
    const struct object *object;
    struct mention *next;          /* of the object, in the order of the record */
    struct mention *next_of_entry; /* the newest first */
};

struct object {
    enum object_kind kind;
    struct slice code;
    uint32_t number;            /* from 0, among its kind */
    const struct entry *made;   /* the act that made it */
    const struct object *whole; /* of an item its proposal, of a provision its instrument; else NULL */
    const struct object *next;  /* of its kind, in the order of the record */
    struct mention *mentions, *mentions_last;
    uint32_t mention_count;
};

/* A list of acts in the order of the record: the contests of a decision, the notes on an act. */
struct entry_link {
    const struct entry *entry;
    struct entry_link *next;
};

struct entry_list {
    struct entry_link *first, *last;
};

/* A code by which an act points at an object: a field's value, or one of a set. */
struct reference {
    enum field_id field;
    uint32_t line;
    struct slice code;
    const struct object *object; /* NULL: the field's kind has no object of that code */
};

/* An act on the record. */
struct entry {
    struct act act;
    uint32_t seq;                    /* its index in the log, from 0 */
    struct hash name;                /* SHA-256 of its text; other acts and programs name it by this */
    const struct actor *by, *signer; /* who did it, who recorded it */
    const struct actor_key *key;
    const struct object *in, *made; /* where it happened, what it made; or NULL */
    struct mention *mentions;       /* every object that it concerns; rules/topic.h reads them */
    struct reference *references;   /* in the order of its fields */
    size_t reference_count;
    const struct fault *irregularity;   /* the rule that it broke, in a watched conference; else FAULT_NONE */
    struct slice irregularity_about[2]; /* the fault's arguments */
    struct entry_list notes;            /* later acts about it: record.correct, milestone */
    size_t mark;                        /* of the arena before the entry: entry_drop goes back to it */
};

/* The object that the entry's field points at, or NULL where the field is absent; of a field that repeats, the first. Its kind
 * is the one that record/acts.def gives the field, so it is assigned to a pointer to that struct. */
static inline const void *object_of(const struct entry *entry, enum field_id field)
{
    for (size_t i = 0; i < entry->reference_count; i++)
        if (entry->references[i].field == field)
            return entry->references[i].object;
    return NULL;
}

#endif
