/* store/db_pair.h - a database's two connections: one for whoever writes, one for whoever reads.
 *
 * How     struct db_pair connections;
 *         if (!db_pair_open(&connections, path, &record_statements, &error)) ...
 *         struct driver *reader = db_pair_read(&connections); ... db_pair_read_end(&connections);
 * Owns    Both, until db_pair_close.
 * Threads Reading: any, one at a time. The writer: whose it is. */
#ifndef STORE_DB_PAIR_H
#define STORE_DB_PAIR_H

#include <pthread.h>

#include "store/driver.h"

struct db_pair {
    struct driver *writer, *reader;
    pthread_mutex_t reading;
};

/* Where it fails nothing is left open. FAULT_STORE, FAULT_MEMORY. */
bool db_pair_open(struct db_pair *pair, const char *path, const struct driver_statements *sql, struct error *error);
void db_pair_close(struct db_pair *pair);
struct driver *db_pair_read(struct db_pair *pair);
void db_pair_read_end(struct db_pair *pair);

#endif
