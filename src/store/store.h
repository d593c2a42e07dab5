/* store/store.h - what of a conference endures: its acts, its blobs, its signed checkpoints.
 *
 * How     struct store *store = store_open(path, &error);
 *         store_begin(store, &error) && store_add_act(...) && store_add_checkpoint(...) && store_commit(store, &error)
 *         store_acts_since(store, 0, take, context, &error);
 * Holds   Acts are numbered from 0 without a gap; nothing is ever changed, and only a struck blob is taken away.
 * Owns    Two connections: one for the room's writer, one for whoever reads blobs.
 * Threads store_blob_find from any; the rest from one, the room's writer.
 * Not     What it means: rules/. Whether it is what was signed: room/room.c compares at the start. */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "base/arena.h"
#include "base/error.h"
#include "record/crypto.h"

struct store;

struct store *store_open(const char *path, struct error *error);
void store_close(struct store *store);

bool store_begin(struct store *store, struct error *error);
/* True: durable. False: the program must stop, since memory may be ahead of the disk. */
bool store_commit(struct store *store, struct error *error);
void store_rollback(struct store *store);
bool store_add_act(struct store *store, uint64_t seq, struct slice bytes, struct error *error);
bool store_add_checkpoint(struct store *store, uint64_t size, struct slice note, struct error *error);
bool store_add_blob(struct store *store, const struct hash *hash, struct slice salt, struct slice bytes,
                    struct error *error);
bool store_strike_blob(struct store *store, const struct hash *hash, struct error *error);
/* After a commit that struck: the bytes leave the database's log too. */
bool store_scrub(struct store *store, struct error *error);

/* Gives every act from `seq` on, in order; ends early when `take` is false (it fills the error). */
bool store_acts_since(struct store *store, uint64_t seq,
                      bool (*take)(void *context, uint64_t seq, struct slice bytes, struct error *error), void *context,
                      struct error *error);
/* The last signed checkpoint, copied; empty when there is none. */
bool store_last_checkpoint(struct store *store, struct arena *arena, struct slice *note, struct error *error);
/* The names of all blobs that are kept. */
bool store_each_blob(struct store *store, bool (*take)(void *context, const struct hash *hash), void *context,
                     struct error *error);
/* Salt and bytes, copied. False with FAULT_NONE when there is no such blob. */
bool store_blob_find(struct store *store, const struct hash *hash, struct arena *arena, struct slice *salt,
                     struct slice *bytes, struct error *error);

#endif
