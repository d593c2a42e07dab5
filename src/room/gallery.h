/* room/gallery.h - a conference's second log: comments of the public, and counts of its messages as commitments.
 *
 * What    A C2SP tlog-tiles log of its own, HOST/NAME/gallery, with a key of its own that the record's key vouches for
 *         (record/warrant.h). What it says is in record/gallery.def; entries are not signed one by one, the checkpoint is.
 * How     struct gallery *gallery = gallery_open(site, room, &error);
 *         gallery_take(gallery, items, count, &error);             the keeper alone (room/gallery_keeper.h)
 *         struct driver *reader = gallery_store_read(gallery_store(gallery)); ...    for pages
 * Holds   Each row of the inbox gives at most one entry, whatever is killed when. The checkpoint extends every checkpoint
 *         signed before. What a reader sees is durable. After a fault of the disk it takes nothing more until the next start;
 *         the record of the parties goes on.
 * Owns    DIR/galleries/NAME.db, DIR/galleries/NAME.checkpoint, DIR/keys/NAME/gallery.
 * Limits  64 bytes of memory an entry; GALLERY_BATCH_MAX entries a commit; GALLERY_TEXT_BYTES_MAX of a comment.
 * Threads gallery_take: one. The rest: any. */
#ifndef ROOM_GALLERY_H
#define ROOM_GALLERY_H

#include "record/tile.h"
#include "room/room.h"
#include "store/gallery_store.h"

struct gallery;

enum {
    GALLERY_BATCH_MAX = 512,        /* entries in one transaction */
    GALLERY_TEXT_BYTES_MAX = 16384, /* of a comment, with its writer's name */
    GALLERY_NOT_TAKEN = -1
};

/* What waits in the inbox to become an entry. */
struct gallery_item {
    int64_t inbox;             /* its number there */
    int64_t source;            /* the comment's number in the voice store, or 0 */
    struct slice kind, fields; /* type of entry; its lines, without conference, time, entry and total */
    struct slice salt, text;   /* of a comment.publish: the blob */
    int64_t seq;               /* out: its entry, or GALLERY_NOT_TAKEN */
};

struct gallery *gallery_open(const struct site *site, struct room *room, struct error *error);
/* NULL is let be. */
void gallery_close(struct gallery *gallery);

/* Makes entries of those that are not entries yet, at that time (seconds), in one commit. False with the error: none was
 * taken, or nobody knows until the next start. */
bool gallery_take(struct gallery *gallery, struct gallery_item *items, size_t count, int64_t now, struct error *error);

/* The last checkpoint of a gallery that may be another process's, copied, where the counts stand as commitments; empty: there is
 * none yet. */
struct slice gallery_last_checkpoint(struct slice directory, struct slice conference, struct arena *arena);

uint64_t gallery_size(struct gallery *gallery);
/* As room_checkpoint, room_write_proof, room_log_key. */
bool gallery_checkpoint(struct gallery *gallery, struct buffer *out);
bool gallery_write_proof(struct gallery *gallery, uint64_t seq, struct buffer *out);
/* A tile of hashes or a bundle of entries, as far as a signed checkpoint covers it. */
bool gallery_write_tile(struct gallery *gallery, const struct tile *tile, struct buffer *out);
bool gallery_write_entry(struct gallery *gallery, uint64_t seq, struct buffer *out);
/* Salt and bytes; false where it never was, or was struck. */
bool gallery_write_blob(struct gallery *gallery, struct slice hash, struct arena *arena, struct buffer *out);
struct slice gallery_key(const struct gallery *gallery);
struct slice gallery_warrant(const struct gallery *gallery);
struct gallery_store *gallery_store(struct gallery *gallery);

#endif
