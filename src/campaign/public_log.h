// SPDX-License-Identifier: Apache-2.0
/* campaign/public_log.h - a conference's second log: comments of the public, and counts of its messages as commitments.
 *
 * What    A log of its own (log/log.h), HOST/NAME/public-log, whose key the record's key delegates to
 *         (record/key_delegation.h). What it says is in record/public_log.def; entries are not signed one by one, the checkpoint is.
 * How     struct public_log *public_log = public_log_open(&place, room_log(room), &error);
 *         public_log_take(public_log, items, count, now, &error);  // campaign/public_log_writer.h alone
 *         log_checkpoint(public_log_log(public_log), out);  // for readers, as a record's
 * Holds   Each row of the inbox gives at most one entry, even if the process is killed. After a fault of the disk it takes nothing
 *         more until the next start; the conference's record is not affected.
 * Owns    Its log, until public_log_close.
 * Limits  64 bytes of memory an entry; PUBLIC_LOG_BATCH_MAX entries a commit; PUBLIC_LOG_TEXT_BYTES_MAX of a comment.
 * Threads public_log_take: one. The rest: any. */
#ifndef CAMPAIGN_PUBLIC_LOG_H
#define CAMPAIGN_PUBLIC_LOG_H

#include "log/log.h"
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

/* `record` is the log of the same conference's record: its key delegates to this log's. */
struct public_log *public_log_open(const struct log_place *place, const struct log *record, struct error *error);
/* NULL is let be. */
void public_log_close(struct public_log *public_log);

/* Makes entries of those that are not entries yet, at that time (seconds), in one commit. False with the error: none was
 * taken, or nobody knows until the next start. */
bool public_log_take(struct public_log *public_log, struct public_log_item *items, size_t count, int64_t now,
                     struct error *error);

struct log *public_log_log(struct public_log *public_log);
/* The note by which the record's key delegates to this log's. */
struct slice public_log_key_delegation(const struct public_log *public_log);

#endif
