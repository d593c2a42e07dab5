#include "store/connections.h"

bool connections_open(struct connections *connections, const char *path, const struct driver_book *book,
                      struct error *error)
{
    *connections = (struct connections){ .writer = driver_open(path, false, book, error) };
    pthread_mutex_init(&connections->reading, NULL);
    if (connections->writer != NULL)
        connections->reader = driver_open(path, true, book, error);
    if (connections->reader == NULL)
        connections_close(connections);
    return connections->reader != NULL;
}

void connections_close(struct connections *connections)
{
    driver_close(connections->reader);
    driver_close(connections->writer);
    pthread_mutex_destroy(&connections->reading);
    connections->reader = connections->writer = NULL;
}

struct driver *connections_read(struct connections *connections)
{
    pthread_mutex_lock(&connections->reading);
    return connections->reader;
}

void connections_read_end(struct connections *connections)
{
    pthread_mutex_unlock(&connections->reading);
}
