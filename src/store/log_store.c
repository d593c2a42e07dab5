// SPDX-License-Identifier: Apache-2.0
#include "store/log_store.h"

#include <string.h>

bool log_store_add(struct driver *driver, const struct log_tables *tables, uint64_t seq, struct slice bytes,
                   int64_t inbox, struct error *error)
{
    struct driver_value const values[] = { DRIVER_NUMBER(seq), DRIVER_BYTES(bytes), DRIVER_NUMBER(inbox) };
    return driver_run(driver, tables->entry_add, values, tables->entry_values, error);
}

bool log_store_set_checkpoint(struct driver *driver, const struct log_tables *tables, uint64_t size, struct slice note,
                              struct error *error)
{
    struct driver_value const values[] = { DRIVER_BYTES(note), DRIVER_NUMBER(size) };
    return driver_run(driver, tables->checkpoint_set, values, tables->checkpoint_values, error);
}

bool log_store_add_blob(struct driver *driver, const struct log_tables *tables, const struct hash *hash,
                        struct slice salt, struct slice bytes, struct error *error)
{
    struct driver_value const values[] = { DRIVER_BYTES(hash_slice(hash)), DRIVER_BYTES(salt), DRIVER_BYTES(bytes) };
    return driver_run(driver, tables->blob_add, values, 3, error);
}

bool log_store_strike_blob(struct driver *driver, const struct log_tables *tables, const struct hash *hash,
                           struct error *error)
{
    struct driver_value const values[] = { DRIVER_BYTES(hash_slice(hash)) };
    return driver_run(driver, tables->blob_strike, values, 1, error);
}

bool log_store_since(struct driver *driver, const struct log_tables *tables, uint64_t seq,
                     bool (*take)(void *context, uint64_t seq, struct slice bytes, struct error *error), void *context,
                     struct error *error)
{
    unsigned const sql = tables->entries_since;
    struct driver_value const values[] = { DRIVER_NUMBER(seq) };
    struct error trouble = { 0 };
    bool more = driver_start(driver, sql, values, 1, &trouble);
    while (more && driver_step(driver, sql, &trouble))
        more = take(context, (uint64_t)driver_number(driver, sql, 0), driver_bytes(driver, sql, 1), &trouble);
    driver_stop(driver, sql);
    return trouble.fault == FAULT_NONE || fail_as(error, &trouble);
}

struct bundle {
    struct buffer *out;
    uint64_t next, end;
};

static bool bundle_take(void *context, uint64_t seq, struct slice bytes, struct error *error)
{
    struct bundle *const bundle = context;
    (void)error;
    if (seq != bundle->next || bytes.length > ACT_BYTES_MAX)
        return false;
    tile_write_entry(bytes, bundle->out);
    return ++bundle->next < bundle->end;
}

bool log_store_bundle(struct driver *driver, const struct log_tables *tables, const struct tile *bundle,
                      struct buffer *out, bool *found, struct error *error)
{
    uint64_t const first = bundle->index * TILE_WIDTH;
    struct bundle taken = { out, first, first + bundle->width };
    bool const read = log_store_since(driver, tables, first, bundle_take, &taken, error);
    *found = read && taken.next == taken.end;
    return read;
}

bool log_store_entry(struct driver *driver, const struct log_tables *tables, uint64_t seq, struct buffer *out,
                     bool *found, struct error *error)
{
    unsigned const sql = tables->entries_since;
    struct driver_value const values[] = { DRIVER_NUMBER(seq) };
    if (!driver_find(driver, sql, values, 1, found, error))
        return false;
    *found = *found && (uint64_t)driver_number(driver, sql, 0) == seq;
    if (*found)
        buffer_add(out, driver_bytes(driver, sql, 1));
    driver_stop(driver, sql);
    return true;
}

bool log_store_last_checkpoint(struct driver *driver, const struct log_tables *tables, struct buffer *out,
                               struct error *error)
{
    bool found;
    if (!driver_find(driver, tables->checkpoint_last, NULL, 0, &found, error))
        return false;
    if (found)
        buffer_add(out, driver_bytes(driver, tables->checkpoint_last, 0));
    driver_stop(driver, tables->checkpoint_last);
    return true;
}

bool log_store_blob(struct driver *driver, const struct log_tables *tables, const struct hash *hash, struct buffer *out,
                    bool *found, struct error *error)
{
    struct driver_value const values[] = { DRIVER_BYTES(hash_slice(hash)) };
    if (!driver_find(driver, tables->blob_find, values, 1, found, error))
        return false;
    if (*found) {
        buffer_add(out, driver_bytes(driver, tables->blob_find, 0));
        buffer_add(out, driver_bytes(driver, tables->blob_find, 1));
    }
    driver_stop(driver, tables->blob_find);
    return true;
}

bool log_store_each_blob(struct driver *driver, const struct log_tables *tables,
                         bool (*take)(void *context, const struct hash *hash), void *context, struct error *error)
{
    unsigned const sql = tables->blob_hashes;
    struct error trouble = { 0 };
    bool more = driver_start(driver, sql, NULL, 0, &trouble);
    while (more && driver_step(driver, sql, &trouble)) {
        struct hash hash;
        struct slice const bytes = driver_bytes(driver, sql, 0);
        if (bytes.length != HASH_BYTES)
            continue;
        memcpy(hash.bytes, bytes.bytes, HASH_BYTES);
        more = take(context, &hash);
    }
    driver_stop(driver, sql);
    return trouble.fault == FAULT_NONE || fail_as(error, &trouble);
}
