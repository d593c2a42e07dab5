// SPDX-License-Identifier: Apache-2.0
/* store/log_store.h - the rows that every log has in its database: entries, the last signed checkpoint, blobs.
 *
 * What    The record and the public log have databases of their own (store/record_sql.h, store/public_log_sql.h). In both an
 *         entry is a number and bytes, a blob is a salted hash, a salt and bytes. A log_tables names the statements of one.
 * How     log_store_add(driver, &record_tables, seq, bytes, 0, &error);
 *         log_store_since(driver, &record_tables, 0, take, context, &error);
 * Holds   Entries are numbered from 0 without a gap and never change. A blob is only added or struck.
 * Owns    Nothing: the driver is the caller's.
 * Threads One at a time a driver.
 * Not     Transactions and what is signed: log/log.h. */
#ifndef STORE_LOG_STORE_H
#define STORE_LOG_STORE_H

#include "record/tile.h"
#include "store/driver.h"

/* The statements of a log's database, and how many values two of them take. */
struct log_tables {
    const struct driver_statements *statements;
    unsigned entry_add, entry_values; /* number, bytes, and in the public log its number in the inbox */
    unsigned entries_since;
    unsigned checkpoint_set, checkpoint_values; /* note, and in the record its size: there all of them are kept */
    unsigned checkpoint_last;
    unsigned blob_add, blob_find, blob_strike, blob_hashes;
};

/* `inbox` is 0 in a record. FAULT_STORE. */
bool log_store_add(struct driver *driver, const struct log_tables *tables, uint64_t seq, struct slice bytes,
                   int64_t inbox, struct error *error);
bool log_store_set_checkpoint(struct driver *driver, const struct log_tables *tables, uint64_t size, struct slice note,
                              struct error *error);
bool log_store_add_blob(struct driver *driver, const struct log_tables *tables, const struct hash *hash,
                        struct slice salt, struct slice bytes, struct error *error);
bool log_store_strike_blob(struct driver *driver, const struct log_tables *tables, const struct hash *hash,
                           struct error *error);

/* Gives every entry from `seq` on, in order; ends early when `take` is false (it fills the error where that is why). */
bool log_store_since(struct driver *driver, const struct log_tables *tables, uint64_t seq,
                     bool (*take)(void *context, uint64_t seq, struct slice bytes, struct error *error), void *context,
                     struct error *error);
/* What follows adds to the buffer, which is full when it was too small; *found says whether it exists. */

/* A bundle as it is served: not there when one of its entries is missing. */
bool log_store_bundle(struct driver *driver, const struct log_tables *tables, const struct tile *bundle,
                      struct buffer *out, bool *found, struct error *error);
/* One entry's bytes. */
bool log_store_entry(struct driver *driver, const struct log_tables *tables, uint64_t seq, struct buffer *out,
                     bool *found, struct error *error);
/* The last signed checkpoint; nothing when there is none. */
bool log_store_last_checkpoint(struct driver *driver, const struct log_tables *tables, struct buffer *out,
                               struct error *error);
/* Salt, then bytes. */
bool log_store_blob(struct driver *driver, const struct log_tables *tables, const struct hash *hash, struct buffer *out,
                    bool *found, struct error *error);
/* The names of all blobs, until `take` is false. */
bool log_store_each_blob(struct driver *driver, const struct log_tables *tables,
                         bool (*take)(void *context, const struct hash *hash), void *context, struct error *error);

#endif
