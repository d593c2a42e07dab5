// SPDX-License-Identifier: Apache-2.0
/* store/campaign_store.h - the database of public participation, DIR/campaign.db: campaigns, messages, mails, followers, comments.
 *
 * How     struct driver *writer = campaign_store_begin(campaigns, &error);  // one writer at a time, in all processes
 *         if (writer != NULL) { contact_add(...); campaign_store_commit(campaigns, &error); }
 *         struct driver *reader = campaign_store_read(campaigns, &error); ... campaign_store_read_end(campaigns);
 *         // The subjects (store/campaigns.h, store/messages.h and others) take a driver, and so work in both.
 * Holds   A committed transaction is durable. There is one writer at a time, also among processes. Between campaign_store_read
 *         and campaign_store_read_end a reader sees one committed state.
 * Owns    Two connections, until campaign_store_close.
 * Threads Any may call any function. A thread between campaign_store_read and campaign_store_read_end must not read again. In the
 *         serving process, pages write only through campaign/write_queue.h, so that many changes share one sync.
 * Not     Sealing: store/sealed.h. */
#ifndef STORE_CAMPAIGN_STORE_H
#define STORE_CAMPAIGN_STORE_H

#include "base/arena.h"
#include "store/campaign_sql.h"

struct campaign_store;

/* Opens DIR/campaign.db and makes it when it does not exist. FAULT_STORE, FAULT_MEMORY. */
struct campaign_store *campaign_store_open(struct slice directory, struct error *error);
/* NULL is allowed. */
void campaign_store_close(struct campaign_store *campaigns);

/* Begins a transaction, which campaign_store_commit or campaign_store_rollback must end. NULL with the error. */
struct driver *campaign_store_begin(struct campaign_store *campaigns, struct error *error);
/* True: durable. False: nothing was kept. Ends the transaction in both cases. */
bool campaign_store_commit(struct campaign_store *campaigns, struct error *error);
void campaign_store_rollback(struct campaign_store *campaigns);
/* The connection of the current transaction. */
struct driver *campaign_store_writer(struct campaign_store *campaigns);

/* Removes deleted and committed data from the write-ahead log too. */
bool campaign_store_scrub(struct campaign_store *campaigns, struct error *error);

/* Begins to read one committed state. NULL with the error. */
struct driver *campaign_store_read(struct campaign_store *campaigns, struct error *error);
void campaign_store_read_end(struct campaign_store *campaigns);

/* Reads a setting, copied; empty when it was never set. */
bool campaign_store_setting(struct driver *driver, struct slice name, struct arena *arena, struct slice *value,
                            struct error *error);
bool campaign_store_set(struct driver *driver, struct slice name, struct slice value, struct error *error);
bool campaign_store_forget(struct driver *driver, struct slice name, struct error *error);

#endif
