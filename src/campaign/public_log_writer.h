// SPDX-License-Identifier: Apache-2.0
/* campaign/public_log_writer.h - the one writer of all public logs of a site: takes what waits in the inbox and makes entries of it.
 *
 * What    A thread of its own looks into the campaign store's inbox every PUBLIC_LOG_POLL_MS (the worker fills it, in another
 *         process), hands each conference's rows to its public log, and then marks them done with their entries' numbers.
 * Holds   A public log that cannot be opened or written rests for PUBLIC_LOG_PAUSE_MS at a time; the others do not wait for it.
 *         Killed between a public log's commit and the mark, it finds the entry at the next start and marks the row: nothing is
 *         entered twice and nothing lost. A flood here has its own thread, database and syncs: the record does not wait for it.
 * Owns    The thread and the public logs, until public_log_writer_close.
 * Limits  PUBLIC_LOG_BATCH_MAX rows of each conference a turn.
 * Threads Every function, from any. */
#ifndef CAMPAIGN_PUBLIC_LOG_WRITER_H
#define CAMPAIGN_PUBLIC_LOG_WRITER_H

#include "campaign/public_log.h"

enum { PUBLIC_LOG_POLL_MS = 250, PUBLIC_LOG_PAUSE_MS = 5000 /* after a fault of the disk */ };

struct campaign_store;
struct public_log_writer;
struct site;

/* Starts the thread. The site and the campaign store live longer. FAULT_MEMORY. */
struct public_log_writer *public_log_writer_open(struct site *site, struct campaign_store *campaigns,
                                                 struct error *error);
/* Ends the thread after its turn, closes the public logs. NULL is ignored. */
void public_log_writer_close(struct public_log_writer *log_writer);
/* The conference's public log; opened, and made where there is none yet. NULL with the error. */
struct public_log *public_log_writer_find(struct public_log_writer *log_writer, struct slice conference,
                                          struct error *error);

#endif
