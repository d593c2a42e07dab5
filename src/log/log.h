// SPDX-License-Identifier: Apache-2.0
/* log/log.h - an append-only log under a signed checkpoint: the record of a conference, and its public log.
 *
 * What    Entries are appended and never change. They are the leaves of a Merkle tree (RFC 6962); a checkpoint (C2SP
 *         tlog-checkpoint) signs how many there are and the root of the tree. The log is served as tiles (C2SP tlog-tiles) and
 *         proves each entry (C2SP tlog-proof). The owner decides what an entry means: room/room.h, campaign/public_log.h.
 * How     struct log *log = log_open(&log_kind_record, &place, &owner, &error);
 *         if (!log_begin(log, &error)) ...  // one batch: the owner appends a leaf to the tree, then the entry is added
 *         if (!log_add(log, bytes, 0, &error) || !log_commit(log, &error)) log_rollback(log);
 *         log_unlock(log);
 * Holds   1. A checkpoint is signed only if it extends the last one that was signed. The tree only grows; log_open refuses a
 *            database that does not hold all that was signed, or holds something else.
 *         2. Durable before visible. Entries and their checkpoint are one transaction, synced to disk; then the checkpoint is
 *            kept apart; only then is it published, and only what it covers is served.
 *         3. The last checkpoint is also kept apart from the database. So log_open notices an older
 *            copy of the database in its place. It may be behind the database (log_kind's apart_sync_ms), never ahead.
 *         4. After a failed commit we do not know what is on the disk. The log accepts nothing more until it is opened again.
 * Owns    The database, the checkpoint apart and the private key, until log_close. The tree is the owner's: in a record it is
 *         part of the state, since the rules ask it.
 * Limits  LOG_CHECKPOINT_BYTES_MAX of a checkpoint, LOG_PROOF_BYTES_MAX of a proof.
 * Threads Writing, from log_begin to log_unlock: one thread at a time. Reading: any. The lock covers the tree and what the owner
 *         keeps beside it. A thread that holds it must not call log_begin, log_lock, log_write_proof, log_write_tile. */
#ifndef LOG_LOG_H
#define LOG_LOG_H

#include "log/log_kind.h"
#include "log/publish.h"
#include "record/key.h"

struct log;

enum {
    LOG_CHECKPOINT_BYTES_MAX = PUBLISH_CHECKPOINT_BYTES_MAX,
    LOG_PROOF_BYTES_MAX = 4096 /* 32 hashes of an inclusion proof, and a checkpoint */
};

struct log_owner {
    struct merkle *tree; /* outlives the log */
    /* At the opening: an entry of the database, in order. Appends its leaf to the tree; false when it cannot. */
    bool (*replay)(void *context, struct slice bytes, struct error *error);
    void *context;
};

/* Opens the log, making it with a new key where there is none. Replays every entry and checks the tree against both checkpoints.
 * NULL with FAULT_RECORD_* (GAP, REPLAY, BEHIND, FORKED, CHECKPOINT) when the database is not what was signed;
 * FAULT_LOG_KEY_OTHER, FAULT_SITE_NAME_BAD, FAULT_STORE, FAULT_FILE. */
struct log *log_open(const struct log_kind *kind, const struct log_place *place, const struct log_owner *owner,
                     struct error *error);
/* NULL is ignored. */
void log_close(struct log *log);

/* --- writing: one thread ----------------------------------------------------------------------------------------- */

/* Begins a batch; readers of the tree wait until log_unlock. False: nothing was begun, and no log_unlock follows. */
bool log_begin(struct log *log, struct error *error);
/* The entry whose leaf the owner appended to the tree last. `inbox`: in the public log, its number in the inbox. */
bool log_add(struct log *log, struct slice bytes, int64_t inbox, struct error *error);
bool log_add_blob(struct log *log, const struct hash *hash, struct slice salt, struct slice bytes, struct error *error);
/* The bytes leave all files of the database with the commit. */
bool log_strike_blob(struct log *log, const struct hash *hash, struct error *error);
/* Makes the batch durable and publishes it. False: it is not published; log_rollback follows, or the program ends. A
 * batch without entries signs nothing. */
bool log_commit(struct log *log, struct error *error);
/* Takes the batch and its leaves back, where it was not committed. */
void log_rollback(struct log *log);
/* The connection of the batch, for rows that the owner keeps beside the entries. */
struct driver *log_writer(struct log *log);

/* --- reading: any thread ----------------------------------------------------------------------------------------- */

/* The tree, and what the owner keeps beside it, stay as they are until log_unlock. Keep it short: the writer waits. */
void log_lock(struct log *log);
void log_unlock(struct log *log);
/* Entries that are published. Never waits. */
uint64_t log_size(struct log *log);
/* Returns when more than `seen` entries are published, at the deadline (CLOCK_MONOTONIC, milliseconds: os_monotonic_ms) or
 * when the log closes; gives log_size. */
uint64_t log_wait(struct log *log, uint64_t seen, int64_t deadline_ms);
/* The checkpoint that is published. False when `out` is too small. */
bool log_checkpoint(struct log *log, struct buffer *out);
/* The proof that the entry is under that checkpoint. False when it is not, or `out` is too small. */
bool log_write_proof(struct log *log, uint64_t seq, struct buffer *out);
/* A tile of hashes or a bundle of entries; false when the checkpoint does not cover it. */
bool log_write_tile(struct log *log, const struct tile *tile, struct buffer *out);
bool log_write_entry(struct log *log, uint64_t seq, struct buffer *out);
/* Salt, then bytes, of the blob whose salted hash has these hex digits. False with FAULT_NONE when there is none (it never was,
 * or was struck). FAULT_VALUE_HASH, FAULT_STORE. */
bool log_write_blob(struct log *log, struct slice hash, struct buffer *out, struct error *error);
bool log_each_blob(struct log *log, bool (*take)(void *context, const struct hash *hash), void *context,
                   struct error *error);
/* A connection that sees what is durable, one thread at a time; give it back with log_reader_end. */
struct driver *log_reader(struct log *log);
void log_reader_end(struct log *log);

/* HOST/NAME/log, HOST/NAME and NAME; they live as long as the log. */
struct slice log_name(const struct log *log);
struct slice log_origin(const struct log *log);
struct slice log_conference(const struct log *log);
/* The verifier key, as text and as it is read. */
struct slice log_key_text(const struct log *log);
struct key log_key(const struct log *log);
/* Signs another text with the log's key: a note. Not a checkpoint: those are signed by log_commit alone. */
void log_sign(const struct log *log, struct slice text, struct buffer *note);

#endif
