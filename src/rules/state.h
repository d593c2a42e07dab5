// SPDX-License-Identifier: Apache-2.0
/* rules/state.h - the state of a conference: what replaying its record gives, and nothing else.
 *
 * What    The ground of the rules: finds and makes objects, keeps entries and memory. It judges nothing: an act enters by
 *         rules/entry.h.
 * How     struct state state; state_begin(&state, arena, crypto, seed);
 *         const struct object *object = state_find(&state, OBJECT_ANY, code);
 * Holds   Asking gives const objects. Only state_change, which needs a state that is not const, gives one to be changed.
 *         The same acts give the same state, whatever the seed.
 * Owns    Everything is in the arena; pointers are good until it goes. Acts' bytes are copied into it.
 * Limits  ACTS_MAX. An act is refused, and nothing changes, when the arena has less left than an act could need.
 * Threads None: room/room.h has one writer and many readers behind a lock.
 * Not     Signatures: record/note.h checks them, since that can be done on other cores. Clock: the door's (room/precheck.h). */
#ifndef RULES_STATE_H
#define RULES_STATE_H

#include "base/map.h"
#include "record/key.h"
#include "record/merkle.h"
#include "rules/object.h"

enum { ACTS_MAX = 1 << 26 };

struct object_list {
    const struct object *first;
    struct object *last;
    uint32_t count;
};

/* A blob that an act names by its salted hash. */
struct blob {
    struct slice hash;         /* hex */
    const struct entry *named; /* the first act that names it */
    const struct entry *struck;
    struct blob *next;
};

struct state {
    struct arena *arena;
    const struct crypto *crypto;
    struct map objects;          /* by code */
    struct map names;            /* entries by the hash of their text */
    struct map blobs;            /* by hash */
    struct map document_numbers; /* a set of slices: series and number */
    struct object_list kinds[OBJECT_KIND_COUNT];
    struct entry **entries;
    uint32_t count, capacity;
    struct merkle tree;
    struct mention *mentioned; /* by the act that is being applied, the newest first */

    /* The conference. */
    struct slice origin; /* HOST/NAME */
    const struct entry *opened, *closed;
    bool watched, reenactment;
    int32_t offset_seconds;
    const struct actor *registrar;
    struct key registrar_next; /* named by registrar.change, not yet confirmed */
    bool registrar_changing;
    struct key log_key;
    const struct profile *profile; /* in force */
    const struct entry *profile_by;
    struct blob *blob_list, *blob_last;
    struct position *positions, *positions_last;
    struct reflection *reflections, *reflections_last;
    struct entry_list milestones;
    uint32_t irregularities;
    uint32_t part_count; /* of all texts that were issued */
};

void state_begin(struct state *state, struct arena *arena, const struct crypto *crypto, uint64_t seed);
/* The object of that code and kind (OBJECT_ANY, OBJECT_PLACE allowed), or NULL. */
const struct object *state_find(const struct state *state, enum object_kind kind, struct slice code);
/* The entry with that name, or NULL. */
const struct entry *state_find_entry(const struct state *state, const struct hash *name);
/* The blob of that hash in hex that an act names, or NULL. */
const struct blob *state_find_blob(const struct state *state, struct slice hash);

/* --- for the files of rules/ ------------------------------------------------------------------------------------- */

/* Whether the arena can hold whatever one more act could need. */
bool state_has_room(const struct state *state);
/* Memory, zeroed. It cannot run out while an act is applied: state_has_room was asked before. */
void *state_memory(struct state *state, size_t bytes);
/* Makes an object of that kind, zeroed after its first member, and registers its code. `bytes`: the size of its struct. */
void *state_make(struct state *state, enum object_kind kind, struct slice code, size_t bytes,
                 const struct entry *entry);
/* The same object, to be changed. NULL gives NULL. */
void *state_change(struct state *state, const struct object *object);
/* What object_of gives, to be changed. */
void *state_change_of(struct state *state, const struct entry *entry, enum field_id field);
/* Notes that the entry concerns an object, and what that is part of. NULL: nothing. */
void state_mention(struct state *state, const struct object *object, const struct entry *entry);
/* Puts the entry at the end of a list. */
void state_list(struct state *state, struct entry_list *list, const struct entry *entry);
/* Notes the blob of that hash, named by the entry, unless an earlier act named it. */
void state_name_blob(struct state *state, struct slice hash, const struct entry *entry);
/* Appends the entry to the record and its act to the tree. */
void state_append(struct state *state, struct entry *entry);

#endif
