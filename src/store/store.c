#include "store/store.h"

#include <stdlib.h>
#include <string.h>

#include "store/db_pair.h"
#include "store/record_sql.h"

struct store {
    struct db_pair pair;
};

struct store *store_open(const char *path, struct error *error)
{
    struct store *const store = calloc(1, sizeof *store);
    if (store == NULL)
        fail(error, FAULT_MEMORY, 0, SLICE("the store"));
    else if (db_pair_open(&store->pair, path, &record_statements, error))
        return store;
    free(store);
    return NULL;
}

void store_close(struct store *store)
{
    if (store == NULL)
        return;
    db_pair_close(&store->pair);
    free(store);
}

bool store_begin(struct store *store, struct error *error)
{
    return driver_begin(store->pair.writer, error);
}

bool store_commit(struct store *store, struct error *error)
{
    return driver_commit(store->pair.writer, error);
}

void store_rollback(struct store *store)
{
    driver_rollback(store->pair.writer);
}

bool store_add_act(struct store *store, uint64_t seq, struct slice bytes, struct error *error)
{
    struct driver_value const values[] = { DRIVER_NUMBER(seq), DRIVER_BYTES(bytes) };
    return driver_run(store->pair.writer, SQL_ACT_ADD, values, 2, error);
}

bool store_add_checkpoint(struct store *store, uint64_t size, struct slice note, struct error *error)
{
    struct driver_value const values[] = { DRIVER_NUMBER(size), DRIVER_BYTES(note) };
    return driver_run(store->pair.writer, SQL_CHECKPOINT_ADD, values, 2, error);
}

bool store_add_blob(struct store *store, const struct hash *hash, struct slice salt, struct slice bytes,
                    struct error *error)
{
    struct driver_value const values[] = { DRIVER_BYTES(hash_slice(hash)), DRIVER_BYTES(salt), DRIVER_BYTES(bytes) };
    return driver_run(store->pair.writer, SQL_BLOB_ADD, values, 3, error);
}

bool store_strike_blob(struct store *store, const struct hash *hash, struct error *error)
{
    struct driver_value const values[] = { DRIVER_BYTES(hash_slice(hash)) };
    return driver_run(store->pair.writer, SQL_BLOB_STRIKE, values, 1, error);
}

bool store_scrub(struct store *store, struct error *error)
{
    return driver_scrub(store->pair.writer, error);
}

bool store_acts_since(struct store *store, uint64_t seq,
                      bool (*take)(void *context, uint64_t seq, struct slice bytes, struct error *error), void *context,
                      struct error *error)
{
    struct driver_value const values[] = { DRIVER_NUMBER(seq) };
    struct error inner = { 0 };
    if (!driver_start(store->pair.writer, SQL_ACTS_SINCE, values, 1, error))
        return false;
    while (driver_step(store->pair.writer, SQL_ACTS_SINCE, &inner)) {
        if (!take(context, (uint64_t)driver_number(store->pair.writer, SQL_ACTS_SINCE, 0),
                  driver_bytes(store->pair.writer, SQL_ACTS_SINCE, 1), error)) {
            driver_stop(store->pair.writer, SQL_ACTS_SINCE);
            return false;
        }
    }
    return inner.fault == FAULT_NONE || fail_as(error, &inner);
}

bool store_last_checkpoint(struct store *store, struct arena *arena, struct slice *note, struct error *error)
{
    *note = SLICE("");
    if (!driver_start(store->pair.writer, SQL_CHECKPOINT_LAST, NULL, 0, error))
        return false;
    if (!driver_step(store->pair.writer, SQL_CHECKPOINT_LAST, error))
        return error->fault == FAULT_NONE;
    *note = arena_copy(arena, driver_bytes(store->pair.writer, SQL_CHECKPOINT_LAST, 0));
    driver_stop(store->pair.writer, SQL_CHECKPOINT_LAST);
    return true;
}

bool store_each_blob(struct store *store, bool (*take)(void *context, const struct hash *hash), void *context,
                     struct error *error)
{
    if (!driver_start(store->pair.writer, SQL_BLOB_HASHES, NULL, 0, error))
        return false;
    while (driver_step(store->pair.writer, SQL_BLOB_HASHES, error)) {
        struct hash hash;
        struct slice const bytes = driver_bytes(store->pair.writer, SQL_BLOB_HASHES, 0);
        if (bytes.length != HASH_BYTES)
            continue;
        memcpy(hash.bytes, bytes.bytes, HASH_BYTES);
        if (!take(context, &hash)) {
            driver_stop(store->pair.writer, SQL_BLOB_HASHES);
            return true;
        }
    }
    return error->fault == FAULT_NONE;
}

bool store_blob_find(struct store *store, const struct hash *hash, struct arena *arena, struct slice *salt,
                     struct slice *bytes, struct error *error)
{
    struct driver_value const values[] = { DRIVER_BYTES(hash_slice(hash)) };
    bool found = false;
    struct driver *const reader = db_pair_read(&store->pair);
    if (driver_start(reader, SQL_BLOB_FIND, values, 1, error) && driver_step(reader, SQL_BLOB_FIND, error)) {
        *salt = arena_copy(arena, driver_bytes(reader, SQL_BLOB_FIND, 0));
        *bytes = arena_copy(arena, driver_bytes(reader, SQL_BLOB_FIND, 1));
        bool const fits = bytes->length == driver_bytes(reader, SQL_BLOB_FIND, 1).length;
        driver_stop(reader, SQL_BLOB_FIND);
        found = fits || fail(error, FAULT_MEMORY, 0, SLICE("a blob"));
    }
    db_pair_read_end(&store->pair);
    return found;
}
