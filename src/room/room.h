// SPDX-License-Identifier: Apache-2.0
/* room/room.h - the one writer of a conference. Everything that changes a conference goes through here: acts from HTTP, from
 * the command line and from files.
 *
 * What    Submitters bring acts; one thread takes what has come, checks each act against the state, makes the batch durable
 *         in one transaction together with its signed checkpoint, keeps that checkpoint apart, wakes the readers, and
 *         answers the submitters last.
 * How     struct room_answer answer;
 *         room_submit(room, bytes, &answer);  // blocks until durable or refused
 *         room_hand(room, &task);  // does not: task.answered is called
 *         const struct state *state = room_read(room); ... room_read_end(room);
 *         unsigned seen = 0; seen = log_wait(room_log(room), seen, deadline_ms);  // for Server-Sent Events
 * Holds   What a reader sees is durable. An act that was answered TAKEN survives any crash. The same bytes again change nothing
 *         and get the old answer. Signing and serving follow the rules of log/log.h.
 * Owns    The room: its state, log and thread. Answers are the caller's.
 * Limits  ROOM_WAITING_MAX submissions wait, beyond it a LIMIT fault (503); ROOM_BATCH_MAX of them share a commit.
 * Threads Every function, from any thread. Not while the same thread holds room_read: room_submit, room_blob_put, room_read.
 * Not     HTTP status and words: web/. Which conferences there are: room/site.h. The rules: rules/state.h. */
#ifndef ROOM_ROOM_H
#define ROOM_ROOM_H

#include "base/error.h"
#include "base/limits.h"
#include "log/log.h"
#include "room/precheck.h"
#include "room/queue.h"
#include "rules/state.h"

struct room;

enum {
    ROOM_WAITING_MAX = 4096, /* submissions; at 64 KiB each they hold at most 256 MiB */
    ROOM_BATCH_MAX = 1024,   /* acts in one transaction: more would keep readers waiting without saving syncs */
    BLOB_SALT_BYTES = 32     /* docs/format.md, blobs */
};

enum room_verdict {
    ROOM_TAKEN,   /* on the record and durable */
    ROOM_ALREADY, /* these very bytes were on the record before: the old answer */
    ROOM_REFUSED
};

struct room_answer {
    enum room_verdict verdict;
    uint32_t seq;     /* TAKEN, ALREADY: its index. REFUSED: the log's size when it was refused */
    struct hash name; /* SHA-256 of the act's text; zero where there was no text to hash */
    const struct fault
        *irregularity;   /* TAKEN into a watched record although it breaks a rule: which; else FAULT_NONE */
    struct error error;  /* REFUSED: why, its words kept */
    bool has_in_the_way; /* REFUSED: there is an act in the way ... */
    uint32_t in_the_way; /* ... and this is its index */
    /* What the submitter can show: TAKEN, ALREADY: the act's proof, a tlog-proof as log_write_proof writes it. REFUSED by key or
     * rule: a note signed by the log's key, to publish; where nothing is signed (no act, a limit, a disk) it is empty. */
    size_t receipt_length;
    char receipt[LOG_PROOF_BYTES_MAX]; /* last: only what is written is touched */
};

/* What waits for the room's turn. It is the room's from room_hand until it is answered. */
struct room_task {
    struct queued queued;       /* the room's own; a list of tasks is linked by it */
    struct slice bytes;         /* of the act */
    struct room_answer *answer; /* filled before it is answered */
    /* Once the answer is durable or a refusal: on the room's thread, which must not wait for the room. */
    void (*answered)(struct room_task *task);
    void *owner; /* for who made it */
    /* The room's own. */
    bool is_blob;
    struct hash blob;                    /* a blob's salted hash ... */
    unsigned char salt[BLOB_SALT_BYTES]; /* ... and salt */
    struct precheck_passed pass;
};

/* Hands an act over: its signature is checked here, and `answered` comes later. False when the answer is there at once,
 * which is a refusal: then `answered` does not come. */
bool room_hand(struct room *room, struct room_task *task);
/* An act's bytes with its signature line. True when TAKEN or ALREADY; blocks until durable or refused. */
bool room_submit(struct room *room, struct slice bytes, struct room_answer *answer);
/* Many acts in this order, committed together as far as they fit; after a refusal the rest is still tried. How many were
 * TAKEN or ALREADY. `answers` has `count` places. For bulk: waits for space in the queue instead of a LIMIT fault. */
size_t room_submit_many(struct room *room, const struct slice *acts, size_t count, struct room_answer *answers);

/* The state, until room_read_end: keep it short, the writer waits. */
const struct state *room_read(struct room *room);
void room_read_end(struct room *room);
/* How many acts are durable. Never waits. */
uint32_t room_count(struct room *room);
/* The record's log, for reading: checkpoint, key, tiles, proofs, blobs (log/log.h). The caller decides whether the public may have a
 * blob: closed documents are kept there too. */
struct log *room_log(struct room *room);
/* HOST/NAME and NAME; good as long as the room. */
struct slice room_origin(const struct room *room);
struct slice room_name(const struct room *room);

/* Keeps bytes under a salted hash, durably; the salt is drawn here, or is `salt` when not NULL (BLOB_SALT_BYTES). `hash`
 * gets the 64 hex digits that an act names. Blobs that no act names yet are bounded: LIMIT fault. */
bool room_blob_put(struct room *room, struct slice bytes, const unsigned char *salt, char hash[2 * HASH_BYTES],
                   struct error *error);

/* --- for room/site.c ------------------------------------------------------------------------------------------- */

/* Opens the conference at that place: replays its record, checks it against what was signed (log_open), starts the writer.
 * NULL with the error. */
struct room *room_open(const struct log_place *place, struct error *error);
/* Takes nothing more, answers what waits, ends the thread, closes the store. */
void room_close(struct room *room);

#endif
