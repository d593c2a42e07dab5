#include "store/public_log_source.h"

#include <stdlib.h>

#include "base/hex.h"
#include "record/tile.h"
#include "store/public_log_store.h"
#include "store/os.h"

enum { ARENA_BYTES = 1 << 17 /* a comment's text, a checkpoint */ };

struct public_log_copy {
    struct log_source copy;
    struct driver *driver;
    unsigned char memory[ARENA_BYTES];
};

static enum log_source_result put(struct slice bytes, struct buffer *out, struct error *error)
{
    if (bytes.length == 0)
        return LOG_SOURCE_ABSENT;
    buffer_add(out, bytes);
    if (!out->full)
        return LOG_SOURCE_HERE;
    fail(error, FAULT_COPY_LONG, 0, SLICE("public-log"));
    return LOG_SOURCE_FAILED;
}

static enum log_source_result read_note(struct public_log_copy *public_log, unsigned sql, struct buffer *out,
                                        struct error *error)
{
    bool found;
    if (!driver_find(public_log->driver, sql, NULL, 0, &found, error))
        return LOG_SOURCE_FAILED;
    enum log_source_result const result =
        found ? put(driver_bytes(public_log->driver, sql, 0), out, error) : LOG_SOURCE_ABSENT;
    driver_stop(public_log->driver, sql);
    return result;
}

static enum log_source_result read_blob(struct public_log_copy *public_log, struct slice name, struct buffer *out,
                                        struct error *error)
{
    struct arena arena = { public_log->memory, 0, sizeof public_log->memory };
    struct slice salt, bytes;
    struct hash hash;
    if (!hex_read(name, hash.bytes, HASH_BYTES))
        return LOG_SOURCE_ABSENT;
    if (!public_log_store_blob(public_log->driver, &hash, &arena, &salt, &bytes, error))
        return LOG_SOURCE_FAILED;
    buffer_add(out, salt);
    return bytes.bytes != NULL ? put(bytes, out, error) : LOG_SOURCE_ABSENT;
}

struct bundle {
    struct buffer *out;
    uint64_t next, end;
};

static bool take_entry(void *context, uint64_t seq, struct slice bytes, struct error *error)
{
    struct bundle *const bundle = context;
    (void)error;
    if (bundle->next == bundle->end || seq != bundle->next)
        return false;
    tile_write_entry(bytes, bundle->out);
    return ++bundle->next < bundle->end;
}

static enum log_source_result read_bundle(struct public_log_copy *public_log, const struct tile *tile,
                                          struct buffer *out, struct error *error)
{
    struct error trouble = { 0 };
    struct bundle bundle = { out, tile->index * TILE_WIDTH, tile->index * TILE_WIDTH + tile->width };
    if (!public_log_store_since(public_log->driver, bundle.next, take_entry, &bundle, &trouble)) {
        if (error != NULL)
            *error = trouble;
        return LOG_SOURCE_FAILED;
    }
    return bundle.next == bundle.end && !out->full ? LOG_SOURCE_HERE : LOG_SOURCE_ABSENT;
}

static enum log_source_result public_log_read(struct log_source *copy, struct slice path, struct buffer *out,
                                              struct error *error)
{
    struct public_log_copy *const public_log = (struct public_log_copy *)copy;
    struct slice const blobs = SLICE("blobs/");
    struct tile tile;
    buffer_clear(out);
    if (slice_equal(path, SLICE("checkpoint")))
        return read_note(public_log, PUBLIC_LOG_SQL_CHECKPOINT_LAST, out, error);
    if (slice_equal(path, SLICE("key-delegation")))
        return read_note(public_log, PUBLIC_LOG_SQL_KEY_DELEGATION_FIND, out, error);
    if (slice_begins(path, blobs))
        return read_blob(public_log, slice_part(path, blobs.length, path.length), out, error);
    if (tile_read_path(path, &tile) && tile.level == TILE_ENTRIES)
        return read_bundle(public_log, &tile, out, error);
    return LOG_SOURCE_ABSENT;
}

static void public_log_close_copy(struct log_source *copy)
{
    driver_close(((struct public_log_copy *)copy)->driver);
    free(copy);
}

struct log_source *public_log_source_open(struct slice path, struct slice conference, struct error *error)
{
    char memory[512];
    struct buffer file = BUFFER(memory);
    struct os_path record;
    error_clear(error);
    buffer_add(&file, conference);
    buffer_add_text(&file, ".db");
    if (file.full || !os_path_join(&record, path, SLICE("public-logs"), buffer_slice(&file)) || !os_exists(&record))
        return NULL;
    struct public_log_copy *const public_log = calloc(1, sizeof *public_log);
    if (public_log == NULL) {
        fail(error, FAULT_MEMORY, 0, SLICE("a copy"));
        return NULL;
    }
    public_log->copy = (struct log_source){ public_log_read, NULL, public_log_close_copy, false };
    public_log->driver = driver_open(record.text, true, &public_log_statements, error);
    if (public_log->driver != NULL)
        return &public_log->copy;
    free(public_log);
    return NULL;
}
