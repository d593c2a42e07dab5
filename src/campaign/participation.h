// SPDX-License-Identifier: Apache-2.0
/* campaign/participation.h - public participation at a site: what messages, comments, followers and their pages work with.
 *
 * What    DIR/campaign.db, DIR/keys/campaign    the campaign store (store/campaign_store.h) and its seal (store/sealed.h)
 *         DIR/public-logs/NAME.db              the public log of a conference; its last checkpoint in NAME.checkpoint
 *         and the write queue of that store, the texts that came lately, and the one writer of the public logs.
 * How     struct participation *participation = participation_open(site, SLICE(""), &error);
 *         struct driver *reader = campaign_store_read(participation->store, &error);
 *         participation_close(participation);
 * Holds   The organisers' desk has no site: there `similarity` and `public_logs` are NULL, and the struct is its own.
 * Owns    All that it points to, from participation_open to participation_close. The site is closed after it.
 * Threads participation_open, participation_close: one. What it points to: as its own header says.
 * Not     Serving it: web/server.h. What is sealed can be opened by the worker alone: cmd/worker.h. */
#ifndef CAMPAIGN_PARTICIPATION_H
#define CAMPAIGN_PARTICIPATION_H

#include "campaign/disposable.h"
#include "campaign/public_log_writer.h"
#include "campaign/similarity.h"
#include "campaign/write_queue.h"
#include "store/campaign_store.h"
#include "store/sealed.h"

struct participation {
    struct campaign_store *store;
    struct write_queue *write_queue;
    struct seal seal;
    struct disposable *disposable; /* NULL: no domain is listed */
    struct similarity *message_similarity, *comment_similarity;
    struct public_log_writer *public_logs;
};

/* Makes the store and the keys where there are none. `disposable`: the file of campaign/disposable.h, or empty. NULL with the error: FAULT_STORE, FAULT_FILE, FAULT_MEMORY,
 * and those of disposable_read. */
struct participation *participation_open(struct site *site, struct slice disposable, struct error *error);
/* NULL is let be. */
void participation_close(struct participation *participation);

#endif
