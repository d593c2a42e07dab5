/* store/store.h - persistent storage of a conference: acts, blobs, signed checkpoints.
 *
 * How     struct store *const store = store_open(path, &error);
 *         if (!store_begin(store, &error) || !store_add_act(store, seq, bytes, &error) || !store_commit(store, &error))
 *             return false;
 *         if (!store_acts_since(store, 0, take, context, &error)) return false;
 *         store_close(store);
 * Holds   Acts are numbered from 0 without gaps. Nothing is ever changed; only a struck blob is deleted.
 * Owns    Two connections: one for the writer of the record, one for reading blobs.
 * Threads store_blob_find: any. The others: one, the writer.
 * Not     Meaning: rules/. Whether the content is what was signed: room/room.c checks at the start. */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "base/arena.h"
#include "base/error.h"
#include "record/crypto.h"

struct store;

struct store *store_open(const char *path, struct error *error);
void store_close(struct store *store);

bool store_begin(struct store *store, struct error *error);
/* True: durable. False: the program must stop, because memory may be ahead of the disk. */
bool store_commit(struct store *store, struct error *error);
void store_rollback(struct store *store);
bool store_add_act(struct store *store, uint64_t seq, struct slice bytes, struct error *error);
bool store_add_checkpoint(struct store *store, uint64_t size, struct slice note, struct error *error);
bool store_add_blob(struct store *store, const struct hash *hash, struct slice salt, struct slice bytes,
                    struct error *error);
bool store_strike_blob(struct store *store, const struct hash *hash, struct error *error);
/* After a commit that struck a blob: removes its bytes from the write-ahead log too. */
bool store_scrub(struct store *store, struct error *error);

/* Calls `take` for every act from `seq` on, in order. Stops when `take` returns false; then `take` has filled the error. */
bool store_acts_since(struct store *store, uint64_t seq,
                      bool (*take)(void *context, uint64_t seq, struct slice bytes, struct error *error), void *context,
                      struct error *error);
/* The latest signed checkpoint, copied; empty when there is none. */
bool store_last_checkpoint(struct store *store, struct arena *arena, struct slice *note, struct error *error);
/* Calls `take` with the hash of each stored blob. */
bool store_each_blob(struct store *store, bool (*take)(void *context, const struct hash *hash), void *context,
                     struct error *error);
/* Reads salt and bytes, copied. False with FAULT_NONE when there is no such blob. */
bool store_blob_find(struct store *store, const struct hash *hash, struct arena *arena, struct slice *salt,
                     struct slice *bytes, struct error *error);

#endif
