#include "store/copy_gallery.h"

#include <stdlib.h>

#include "base/hex.h"
#include "record/tile.h"
#include "store/gallery_store.h"
#include "store/os.h"

enum { ARENA_BYTES = 1 << 17 /* a comment's text, a checkpoint */ };

struct gallery_copy {
    struct copy copy;
    struct driver *driver;
    unsigned char memory[ARENA_BYTES];
};

static enum copy_result put(struct slice bytes, struct buffer *out, struct error *error)
{
    if (bytes.length == 0)
        return COPY_ABSENT;
    buffer_add(out, bytes);
    if (!out->full)
        return COPY_HERE;
    fail(error, FAULT_COPY_LONG, 0, SLICE("gallery"), SLICE(""));
    return COPY_FAILED;
}

static enum copy_result read_note(struct gallery_copy *gallery, unsigned sql, struct buffer *out, struct error *error)
{
    bool found;
    if (!driver_find(gallery->driver, sql, NULL, 0, &found, error))
        return COPY_FAILED;
    enum copy_result const result = found ? put(driver_bytes(gallery->driver, sql, 0), out, error) : COPY_ABSENT;
    driver_stop(gallery->driver, sql);
    return result;
}

static enum copy_result read_blob(struct gallery_copy *gallery, struct slice name, struct buffer *out,
                                  struct error *error)
{
    struct arena arena = { gallery->memory, 0, sizeof gallery->memory };
    struct slice salt, bytes;
    struct hash hash;
    if (!hex_read(name, hash.bytes, HASH_BYTES))
        return COPY_ABSENT;
    if (!gallery_store_blob(gallery->driver, &hash, &arena, &salt, &bytes, error))
        return COPY_FAILED;
    buffer_add(out, salt);
    return bytes.bytes != NULL ? put(bytes, out, error) : COPY_ABSENT;
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

static enum copy_result read_bundle(struct gallery_copy *gallery, const struct tile *tile, struct buffer *out,
                                    struct error *error)
{
    struct error trouble = { 0 };
    struct bundle bundle = { out, tile->index * TILE_WIDTH, tile->index * TILE_WIDTH + tile->width };
    if (!gallery_store_since(gallery->driver, bundle.next, take_entry, &bundle, &trouble)) {
        if (error != NULL)
            *error = trouble;
        return COPY_FAILED;
    }
    return bundle.next == bundle.end && !out->full ? COPY_HERE : COPY_ABSENT;
}

static enum copy_result gallery_read(struct copy *copy, struct slice path, struct buffer *out, struct error *error)
{
    struct gallery_copy *const gallery = (struct gallery_copy *)copy;
    struct slice const blobs = SLICE("blobs/");
    struct tile tile;
    buffer_clear(out);
    if (slice_equal(path, SLICE("checkpoint")))
        return read_note(gallery, GALLERY_SQL_CHECKPOINT_LAST, out, error);
    if (slice_equal(path, SLICE("warrant")))
        return read_note(gallery, GALLERY_SQL_WARRANT_FIND, out, error);
    if (slice_begins(path, blobs))
        return read_blob(gallery, slice_part(path, blobs.length, path.length), out, error);
    if (tile_read_path(path, &tile) && tile.level == TILE_ENTRIES)
        return read_bundle(gallery, &tile, out, error);
    return COPY_ABSENT;
}

static void gallery_close_copy(struct copy *copy)
{
    driver_close(((struct gallery_copy *)copy)->driver);
    free(copy);
}

struct copy *copy_gallery_open(struct slice path, struct slice conference, struct error *error)
{
    char memory[512];
    struct buffer file = BUFFER(memory);
    struct os_path record;
    error_set(error, FAULT_NONE, 0, SLICE(""), SLICE(""));
    buffer_add(&file, conference);
    buffer_add_text(&file, ".db");
    if (file.full || !os_path_join(&record, path, SLICE("galleries"), buffer_slice(&file)) || !os_exists(&record))
        return NULL;
    struct gallery_copy *const gallery = calloc(1, sizeof *gallery);
    if (gallery == NULL) {
        fail(error, FAULT_MEMORY, 0, SLICE("a copy"), SLICE(""));
        return NULL;
    }
    gallery->copy = (struct copy){ gallery_read, NULL, gallery_close_copy, false };
    gallery->driver = driver_open(record.text, true, &gallery_book, error);
    if (gallery->driver != NULL)
        return &gallery->copy;
    free(gallery);
    return NULL;
}
