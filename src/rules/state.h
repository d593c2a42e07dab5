/* rules/state.h - the state of a conference: what replaying its record gives, and nothing else.
 *
 * What    All there is, in one arena. Acts come in one after another; each is lawful, irregular or impossible (docs/format.md).
 * How     struct state state; state_begin(&state, arena, crypto, seed);
 *         struct entry *entry = state_read(&state, bytes, &error);           an act, parsed and its key found
 *         if (entry != NULL && note_check_act(...)) ok = state_take(&state, entry, &error);
 * Holds   Deterministic: the same acts give the same state and the same state_hash, in batches of any size. state_sound names
 *         the first object that does not hold.
 * Owns    Everything is in the arena; pointers are good until it goes. Acts' bytes are copied into it.
 * Limits  ACTS_MAX; when the arena is too full for whatever an act could need, it is refused before anything is changed.
 * Threads None: room/room.h has one writer and many readers behind a lock.
 * Not     Signatures: record/note.h checks them, since that can be done on other cores. Clock: the door's (room/precheck.h). */
#ifndef RULES_STATE_H
#define RULES_STATE_H

#include "base/map.h"
#include "record/merkle.h"
#include "rules/report.h"

enum { ACTS_MAX = 1 << 26 };

struct kind_list {
    struct object *first, *last;
    uint32_t count;
};

struct state {
    struct arena *arena;
    const struct crypto *crypto;
    struct map objects; /* by code */
    struct map names;   /* entries by the hash of their text */
    struct map blobs;   /* by hash */
    struct map numbers; /* documents by series and number */
    struct kind_list kinds[OBJECT_KIND_COUNT];
    struct entry **entries;
    uint32_t count, capacity;
    struct merkle tree;
    struct mention *mentioned; /* by the act that is being applied */

    /* The conference. */
    struct slice origin; /* HOST/NAME */
    const struct entry *opened, *closed;
    bool watched, reenactment;
    int32_t offset_seconds;
    struct actor *registrar;
    struct key registrar_next; /* named by registrar.change, not yet confirmed */
    bool registrar_changing;
    struct party_counts parties;
    struct key log_key;
    const struct profile *profile; /* in force */
    const struct entry *profile_by;
    struct blob *blob_list, *blob_last;
    struct position *positions, *positions_last;
    struct reflection *reflections, *reflections_last;
    struct remark *milestones, *milestones_last;
    uint32_t irregularities;
    uint32_t part_count; /* of all texts that were issued */
};

void state_begin(struct state *state, struct arena *arena, const struct crypto *crypto, uint64_t seed);
/* Copies and parses an act and finds the key that it must be signed with. NULL with the error, the arena as it was, when it
 * is not an act or no key may sign it at this place. The entry is not on the record yet: hand it to state_take or give it
 * up with state_drop. */
struct entry *state_read(struct state *state, struct slice bytes, struct error *error);
/* The same for an act's text without signature, as if the party's own key had signed it: for tests and measuring. */
struct entry *state_read_unsigned(struct state *state, struct slice text, struct error *error);
/* Judges it and, where it may stand, applies it and appends it to the tree. False with the fault when it is refused. */
bool state_take(struct state *state, struct entry *entry, struct error *error);
/* Judges it as if it came next, changing nothing. FAULT_NONE: lawful. *refused: it would not be recorded here. */
enum fault state_judge(const struct state *state, const struct entry *entry, bool *refused, struct error *error);
/* Gives an entry up that state_read made last. */
void state_drop(struct state *state, struct entry *entry);
/* The entry with that name, or NULL. */
struct entry *state_find_name(const struct state *state, const struct hash *name);
/* The object of that code and kind (OBJECT_ANY, OBJECT_PLACE allowed), or NULL. */
struct object *state_find(const struct state *state, enum object_kind kind, struct slice code);
/* The same for who knows the code's hash by state->objects. */
struct object *state_find_hashed(const struct state *state, enum object_kind kind, struct slice code, uint64_t hash);
/* The object that an entry's field points at, or NULL when the field is absent. */
struct object *state_reference(const struct state *state, const struct entry *entry, enum field_id field);
/* SHA-256 over a canonical account of everything but the acts' bytes: state_write. */
void state_hash(const struct state *state, struct hash *out);
/* Name of the first invariant that does not hold, or NULL. O(all). */
const char *state_broken(const struct state *state);

/* --- for the files of rules/ ------------------------------------------------------------------------------------- */

/* Memory that cannot run out: state_take made sure of it. */
void *state_memory(struct state *state, size_t bytes);
/* Makes an object of that kind, of `bytes` bytes, known by its code from here on. */
void *state_make(struct state *state, enum object_kind kind, struct slice code, size_t bytes,
                 const struct entry *entry);
/* Keeps the entry with an object that it concerns. */
void state_mention(struct state *state, struct object *object, const struct entry *entry);
/* Puts a remark at the end of a list. */
void state_remark(struct state *state, struct remark **list, const struct entry *entry);

#endif
