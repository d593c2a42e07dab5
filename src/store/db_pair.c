// SPDX-License-Identifier: Apache-2.0
#include "store/db_pair.h"

bool db_pair_open(struct db_pair *pair, const char *path, const struct driver_statements *sql, struct error *error)
{
    *pair = (struct db_pair){ .writer = driver_open(path, false, sql, error) };
    pthread_mutex_init(&pair->reading, NULL);
    if (pair->writer != NULL)
        pair->reader = driver_open(path, true, sql, error);
    if (pair->reader == NULL)
        db_pair_close(pair);
    return pair->reader != NULL;
}

void db_pair_close(struct db_pair *pair)
{
    driver_close(pair->reader);
    driver_close(pair->writer);
    pthread_mutex_destroy(&pair->reading);
    pair->reader = pair->writer = NULL;
}

struct driver *db_pair_read(struct db_pair *pair)
{
    pthread_mutex_lock(&pair->reading);
    return pair->reader;
}

void db_pair_read_end(struct db_pair *pair)
{
    pthread_mutex_unlock(&pair->reading);
}
