/* store/campaign_store.h - the store of the public's voice, DIR/campaign.db: campaigns, messages, mail, followers, comments.
 *
 * How     struct driver *writer = campaign_store_begin(campaigns, &error);          one writer at a time, in this process and beside it
 *         if (writer != NULL) { contact_add(writer, ...) ...; campaign_store_commit(campaigns, &error); }
 *         struct driver *reader = campaign_store_read(campaigns, &error); ... campaign_store_read_end(campaigns);
 *         The subjects (store/campaigns.h, store/messages.h ...) take a driver, and so work in both.
 * Holds   A transaction that was committed is durable. A reader sees one state, of between two commits, from begin to end.
 * Owns    Two connections, until campaign_store_close.
 * Threads All, from any. Who holds campaign_store_read must not call campaign_store_read. In the process that serves, pages write through
 *         campaign/write_queue.h alone, so that many changes share a sync.
 * Not     Sealing: store/sealed.h. */
#ifndef STORE_CAMPAIGN_STORE_H
#define STORE_CAMPAIGN_STORE_H

#include "base/arena.h"
#include "store/campaign_sql.h"

struct campaign_store;

/* Opens DIR/campaign.db, making it when it is not there. FAULT_STORE, FAULT_MEMORY. */
struct campaign_store *campaign_store_open(struct slice directory, struct error *error);
/* NULL is let be. */
void campaign_store_close(struct campaign_store *campaigns);

/* Begins a transaction. NULL with the error; else end it by campaign_store_commit or campaign_store_rollback. */
struct driver *campaign_store_begin(struct campaign_store *campaigns, struct error *error);
/* True: durable. False: nothing of it was kept. Ends the transaction either way. */
bool campaign_store_commit(struct campaign_store *campaigns, struct error *error);
void campaign_store_rollback(struct campaign_store *campaigns);
/* The connection of the transaction that was begun. */
struct driver *campaign_store_writer(struct campaign_store *campaigns);

/* What was deleted and committed leaves the engine's log too. */
bool campaign_store_scrub(struct campaign_store *campaigns, struct error *error);

/* A view of what is committed. NULL with the error. */
struct driver *campaign_store_read(struct campaign_store *campaigns, struct error *error);
void campaign_store_read_end(struct campaign_store *campaigns);

/* A setting, copied; empty when it was never set. */
bool campaign_store_setting(struct driver *driver, struct slice name, struct arena *arena, struct slice *value,
                            struct error *error);
bool campaign_store_set(struct driver *driver, struct slice name, struct slice value, struct error *error);
bool campaign_store_forget(struct driver *driver, struct slice name, struct error *error);

#endif
