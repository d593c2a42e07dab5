// SPDX-License-Identifier: Apache-2.0
#include "store/campaign_store.h"

#include <pthread.h>
#include <stdlib.h>

#include "store/db_pair.h"
#include "store/fault.h"
#include "store/os.h"

struct campaign_store {
    struct db_pair pair;
    pthread_mutex_t writing;
};

struct campaign_store *campaign_store_open(struct slice directory, struct error *error)
{
    struct os_path path;
    struct campaign_store *const campaigns = calloc(1, sizeof *campaigns);
    if (campaigns == NULL) {
        fail(error, FAULT_MEMORY, 0, SLICE("the campaign store"));
        return NULL;
    }
    bool const fits = os_path_join(&path, directory, SLICE("campaign.db"), SLICE("")) ||
                      fail(error, FAULT_FILE, 0, SLICE("DIR"), SLICE("the path is too long"));
    if (fits && db_pair_open(&campaigns->pair, path.text, &campaign_statements, error)) {
        pthread_mutex_init(&campaigns->writing, NULL);
        return campaigns;
    }
    free(campaigns);
    return NULL;
}

void campaign_store_close(struct campaign_store *campaigns)
{
    if (campaigns == NULL)
        return;
    db_pair_close(&campaigns->pair);
    pthread_mutex_destroy(&campaigns->writing);
    free(campaigns);
}

struct driver *campaign_store_begin(struct campaign_store *campaigns, struct error *error)
{
    pthread_mutex_lock(&campaigns->writing);
    if (driver_begin(campaigns->pair.writer, error))
        return campaigns->pair.writer;
    pthread_mutex_unlock(&campaigns->writing);
    return NULL;
}

bool campaign_store_commit(struct campaign_store *campaigns, struct error *error)
{
    bool const done = driver_commit(campaigns->pair.writer, error);
    if (!done)
        driver_rollback(campaigns->pair.writer);
    pthread_mutex_unlock(&campaigns->writing);
    return done;
}

void campaign_store_rollback(struct campaign_store *campaigns)
{
    driver_rollback(campaigns->pair.writer);
    pthread_mutex_unlock(&campaigns->writing);
}

bool campaign_store_scrub(struct campaign_store *campaigns, struct error *error)
{
    pthread_mutex_lock(&campaigns->writing);
    bool const done = driver_scrub(campaigns->pair.writer, error);
    pthread_mutex_unlock(&campaigns->writing);
    return done;
}

struct driver *campaign_store_writer(struct campaign_store *campaigns)
{
    return campaigns->pair.writer;
}

struct driver *campaign_store_read(struct campaign_store *campaigns, struct error *error)
{
    struct driver *const reader = db_pair_read(&campaigns->pair);
    if (driver_begin_reading(reader, error))
        return reader;
    db_pair_read_end(&campaigns->pair);
    return NULL;
}

void campaign_store_read_end(struct campaign_store *campaigns)
{
    driver_rollback(campaigns->pair.reader);
    db_pair_read_end(&campaigns->pair);
}

bool campaign_store_setting(struct driver *driver, struct slice name, struct arena *arena, struct slice *value,
                            struct error *error)
{
    struct driver_value const values[] = { DRIVER_TEXT(name) };
    bool found;
    *value = SLICE("");
    if (!driver_find(driver, CAMPAIGN_SQL_SETTING_FIND, values, 1, &found, error))
        return false;
    if (found)
        *value = arena_copy(arena, driver_bytes(driver, CAMPAIGN_SQL_SETTING_FIND, 0));
    driver_stop(driver, CAMPAIGN_SQL_SETTING_FIND);
    return true;
}

bool campaign_store_set(struct driver *driver, struct slice name, struct slice value, struct error *error)
{
    struct driver_value const values[] = { DRIVER_TEXT(name), DRIVER_TEXT(value) };
    return driver_run(driver, CAMPAIGN_SQL_SETTING_SET, values, 2, error);
}

bool campaign_store_forget(struct driver *driver, struct slice name, struct error *error)
{
    struct driver_value const values[] = { DRIVER_TEXT(name) };
    return driver_run(driver, CAMPAIGN_SQL_SETTING_FORGET, values, 1, error);
}
