/* campaign/public_log.h - a conference's second log: comments of the public, and counts of its messages as commitments.
 *
 * What    A C2SP tlog-tiles log of its own, HOST/NAME/public-log, with a key of its own that the record's key vouches for
 *         (record/key_delegation.h). What it says is in record/public_log.def; entries are not signed one by one, the checkpoint is.
 * How     struct public log *public log = public_log_open(site, room, &error);
 *         public_log_take(public log, items, count, &error);             the keeper alone (campaign/public_log_writer.h)
 *         struct driver *reader = public_log_store_read(public_log_store(public log)); ...    for pages
 * Holds   Each row of the inbox gives at most one entry, whatever is killed when. The checkpoint extends every checkpoint
 *         signed before. What a reader sees is durable. After a fault of the disk it takes nothing more until the next start;
 *         the record of the parties goes on.
 * Owns    DIR/public-logs/NAME.db, DIR/public-logs/NAME.checkpoint, DIR/keys/NAME/public-log.
 * Limits  64 bytes of memory an entry; PUBLIC_LOG_BATCH_MAX entries a commit; PUBLIC_LOG_TEXT_BYTES_MAX of a comment.
 * Threads public_log_take: one. The rest: any. */
#ifndef CAMPAIGN_PUBLIC_LOG_H
#define CAMPAIGN_PUBLIC_LOG_H

#include "record/tile.h"
#include "room/room.h"
#include "store/public_log_store.h"

struct public_log;

enum {
    PUBLIC_LOG_BATCH_MAX = 512,        /* entries in one transaction */
    PUBLIC_LOG_TEXT_BYTES_MAX = 16384, /* of a comment, with its writer's name */
    PUBLIC_LOG_NOT_TAKEN = -1
};

/* What waits in the inbox to become an entry. */
struct public_log_item {
    int64_t inbox;             /* its number there */
    int64_t source;            /* the comment's number in the campaign store, or 0 */
    struct slice kind, fields; /* type of entry; its lines, without conference, time, entry and total */
    struct slice salt, text;   /* of a comment.publish: the blob */
    int64_t seq;               /* out: its entry, or PUBLIC_LOG_NOT_TAKEN */
};

struct public_log *public_log_open(const struct site *site, struct room *room, struct error *error);
/* NULL is let be. */
void public_log_close(struct public_log *public_log);

/* Makes entries of those that are not entries yet, at that time (seconds), in one commit. False with the error: none was
 * taken, or nobody knows until the next start. */
bool public_log_take(struct public_log *public_log, struct public_log_item *items, size_t count, int64_t now,
                     struct error *error);

/* The last checkpoint of a public log that may be another process's, copied, where the counts stand as commitments; empty: there is
 * none yet. */
struct slice public_log_last_checkpoint(struct slice directory, struct slice conference, struct arena *arena);

uint64_t public_log_size(struct public_log *public_log);
/* As room_checkpoint, room_write_proof, room_log_key. */
bool public_log_checkpoint(struct public_log *public_log, struct buffer *out);
bool public_log_write_proof(struct public_log *public_log, uint64_t seq, struct buffer *out);
/* A tile of hashes or a bundle of entries, as far as a signed checkpoint covers it. */
bool public_log_write_tile(struct public_log *public_log, const struct tile *tile, struct buffer *out);
bool public_log_write_entry(struct public_log *public_log, uint64_t seq, struct buffer *out);
/* Salt and bytes; false where it never was, or was struck. */
bool public_log_write_blob(struct public_log *public_log, struct slice hash, struct arena *arena, struct buffer *out);
struct slice public_log_key(const struct public_log *public_log);
struct slice public_log_key_delegation(const struct public_log *public_log);
struct public_log_store *public_log_store(struct public_log *public_log);

#endif
