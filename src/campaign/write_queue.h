// SPDX-License-Identifier: Apache-2.0
/* campaign/write_queue.h - the one writer of the campaign store: many changes to a sync.
 *
 * What    A change (a message, a confirmation, a comment) is handed over. One thread takes all that have come, applies them in
 *         one transaction, makes the batch durable and answers them last. Where one fails the batch is rolled back and done
 *         again, each change within a savepoint of its own.
 * How     struct write_queue_change change = { .apply = ..., .context = ..., .answered = ... };
 *         if (!write_queue_hand(queue, &change, &error)) ...  // answered comes later, on the queue's thread
 *         write_queue_do(queue, apply, context, &error);  // waits until it is durable
 * Holds   A change that was answered good survives any crash. One that fails leaves nothing and does not affect others.
 * Owns    Nothing: a change is its maker's, who keeps it until it is answered.
 * Limits  WRITE_QUEUE_WAITING_MAX changes wait, beyond it FAULT_WAITING_FULL (503); WRITE_QUEUE_BATCH_MAX of them share a commit.
 * Threads Every function, from any; apply and answered run on the write queue's thread: they must not wait for it. */
#ifndef CAMPAIGN_WRITE_QUEUE_H
#define CAMPAIGN_WRITE_QUEUE_H

#include "room/queue.h"

struct campaign_store;
struct write_queue;

enum {
    WRITE_QUEUE_WAITING_MAX = 4096, /* a second's work; with 64 KiB of a form each they hold at most 256 MiB */
    WRITE_QUEUE_BATCH_MAX = 512 /* changes in one transaction: more would keep people waiting without saving syncs */
};

struct write_queue_change {
    struct queued queued;
    /* Does it through campaign_store_writer(campaigns). False with the error: what it did is rolled back. That happens too where
     * another change of its batch fails, and it is then done again: its other effects must allow that. */
    bool (*apply)(struct campaign_store *campaigns, void *context, struct error *error);
    void *context;
    /* Once it is durable or refused; the change is its maker's again. */
    void (*answered)(struct write_queue_change *change);
    void *owner;        /* for who made it */
    bool good;          /* it is durable */
    struct error error; /* why not, its words kept */
};

/* Starts the thread. The campaign store lives longer. FAULT_MEMORY. */
struct write_queue *write_queue_open(struct campaign_store *campaigns, struct error *error);
/* False with FAULT_WAITING_FULL or FAULT_ROOM_CLOSED: it was not taken and will not be answered. */
bool write_queue_hand(struct write_queue *write_queue, struct write_queue_change *change, struct error *error);
/* Hands it over and waits for the answer. */
bool write_queue_do(struct write_queue *write_queue,
                    bool (*apply)(struct campaign_store *campaigns, void *context, struct error *error), void *context,
                    struct error *error);
/* How many wait; the proof of work grows with it. */
size_t write_queue_waiting(struct write_queue *write_queue);
/* Takes nothing more, answers what waits, ends the thread. */
void write_queue_stop(struct write_queue *write_queue);
/* write_queue_stop, and frees it. NULL is ignored. */
void write_queue_close(struct write_queue *write_queue);

#endif
