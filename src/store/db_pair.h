// SPDX-License-Identifier: Apache-2.0
/* store/db_pair.h - the two connections of a database: one that writes, one that reads.
 *
 * How     if (!db_pair_open(&pair, path, &record_statements, &error)) return false;
 *         struct driver *const reader = db_pair_read(&pair);
 *         db_pair_read_end(&pair);
 *         db_pair_close(&pair);
 * Owns    Both connections, until db_pair_close.
 * Threads Reading: any, one at a time. `writer`: one, chosen by the caller. */
#ifndef STORE_DB_PAIR_H
#define STORE_DB_PAIR_H

#include <pthread.h>

#include "store/driver.h"

struct db_pair {
    struct driver *writer, *reader;
    pthread_mutex_t reading;
};

/* On failure nothing stays open. FAULT_STORE, FAULT_MEMORY. */
bool db_pair_open(struct db_pair *pair, const char *path, const struct driver_statements *sql, struct error *error);
void db_pair_close(struct db_pair *pair);
struct driver *db_pair_read(struct db_pair *pair);
void db_pair_read_end(struct db_pair *pair);

#endif
