/* store/connections.h - a database's two connections: one for whoever writes, one for whoever reads.
 *
 * How     struct connections connections;
 *         if (!connections_open(&connections, path, &record_book, &error)) ...
 *         struct driver *reader = connections_read(&connections); ... connections_read_end(&connections);
 * Owns    Both, until connections_close.
 * Threads Reading: any, one at a time. The writer: whose it is. */
#ifndef STORE_CONNECTIONS_H
#define STORE_CONNECTIONS_H

#include <pthread.h>

#include "store/driver.h"

struct connections {
    struct driver *writer, *reader;
    pthread_mutex_t reading;
};

/* Where it fails nothing is left open. FAULT_STORE, FAULT_MEMORY. */
bool connections_open(struct connections *connections, const char *path, const struct driver_book *book,
                      struct error *error);
void connections_close(struct connections *connections);
struct driver *connections_read(struct connections *connections);
void connections_read_end(struct connections *connections);

#endif
