// SPDX-License-Identifier: Apache-2.0
#include "cmd/mirror_sync.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/hex.h"
#include "cmd/fault.h"
#include "log/fault.h"
#include "record/act.h"
#include "record/checkpoint.h"
#include "record/commitment.h"
#include "record/public_log_entry.h"
#include "record/tiling.h"
#include "log/crypto.h"
#include "store/fault.h"
#include "store/os.h"

enum {
    NOTE_BYTES_MAX = 1 << 18, /* a checkpoint with 100 signatures of witnesses */
    PART_BYTES_MAX = BLOB_BYTES_MAX + COMMITMENT_SALT_BYTES,
    PARTIALS_MAX = 256,
    ACT_MEMORY_BYTES = 1 << 17
};

struct log {
    char memory[NOTE_BYTES_MAX];
    struct buffer note;
    struct checkpoint checkpoint;
    bool there;
};

struct work {
    struct mirror_sync *sync;
    struct log_source *mirror; /* the directory as a copy */
    struct log now, old;
    struct key key;
    const struct crypto *crypto;
    struct arena memory;
    struct buffer part, other;
    struct tiling tiling;
    bool writes; /* the second pass */
    struct hash hashes[TILE_WIDTH], others[TILE_WIDTH];
    struct slice entries[TILE_WIDTH];
    unsigned char act_memory[ACT_MEMORY_BYTES];
    unsigned char *struck; /* of a public log: a bit an entry */
};

static bool mirror_refuse_at(struct work *work, uint64_t entry, const struct fault *fault, struct error *error)
{
    work->sync->at_entry = true;
    work->sync->entry = entry;
    return fail(error, fault, 0);
}

static bool mirror_fail_path(const struct fault *fault, struct slice path, struct error *error)
{
    return fail(error, fault, 0, path);
}

/* --- the directory ----------------------------------------------------------------------------------------------- */

static bool mirror_join(const struct work *work, struct slice path, struct os_path *full, struct error *error)
{
    return os_path_join(full, work->sync->directory, path, SLICE("")) ||
           fail(error, FAULT_FILE, 0, work->sync->directory, SLICE("the path is too long"));
}

static bool mirror_make_folders(const struct work *work, struct slice path, struct error *error)
{
    struct os_path full;
    for (size_t at = slice_find(path, '/', 0); at < path.length; at = slice_find(path, '/', at + 1))
        if (!mirror_join(work, slice_part(path, 0, at), &full, error) ||
            (!os_is_directory(&full) && !os_make_directory(&full, 0755, error)))
            return false;
    return true;
}

static bool mirror_write_file(struct work *work, struct slice path, struct slice bytes, struct error *error)
{
    struct os_path full;
    if (!mirror_make_folders(work, path, error) || !mirror_join(work, path, &full, error) ||
        !os_write_file(&full, bytes, 0644, error))
        return false;
    work->sync->files++;
    return true;
}

/* A part of the directory; false when it is not there or cannot be read. */
static bool mirror_read_own(struct work *work, struct slice path, struct buffer *out)
{
    struct error error;
    return work->mirror->read(work->mirror, path, out, &error) == LOG_SOURCE_HERE;
}

static bool mirror_read_from(struct work *work, struct slice path, struct buffer *out, struct error *error)
{
    enum log_source_result const result = work->sync->from->read(work->sync->from, path, out, error);
    return result == LOG_SOURCE_HERE ||
           (result == LOG_SOURCE_ABSENT && mirror_fail_path(FAULT_AUDIT_MISSING, path, error));
}

/* Half-written files of a run that was killed. */
static bool mirror_clear_file(void *context, struct slice path, struct error *error)
{
    const struct work *const work = context;
    struct os_path full;
    if (slice_ends(path, SLICE(".new")) && mirror_join(work, path, &full, error))
        unlink(full.text);
    return true;
}

/* --- checkpoints ------------------------------------------------------------------------------------------------- */

static bool mirror_read_log(struct work *work, struct log *log, struct error *error)
{
    log->there = true;
    return checkpoint_parse(buffer_slice(&log->note), &log->checkpoint, error) &&
           checkpoint_check(&log->checkpoint, &work->key, work->crypto, error);
}

static bool mirror_read_logs(struct work *work, struct error *error)
{
    char digits_memory[24], more_memory[24];
    struct buffer digits = BUFFER(digits_memory), more = BUFFER(more_memory);
    work->now.note = BUFFER(work->now.memory);
    work->old.note = BUFFER(work->old.memory);
    if (!mirror_read_from(work, SLICE("checkpoint"), &work->now.note, error) ||
        !mirror_read_log(work, &work->now, error))
        return false;
    if (mirror_read_own(work, SLICE("checkpoint"), &work->old.note) && !mirror_read_log(work, &work->old, error))
        return false;
    work->sync->size = work->now.checkpoint.size;
    work->sync->old_size = work->old.there ? work->old.checkpoint.size : 0;
    if (work->sync->old_size <= work->sync->size)
        return true;
    buffer_add_number(&digits, work->sync->size);
    buffer_add_number(&more, work->sync->old_size);
    return fail(error, FAULT_AUDIT_SHORTENED, 0, buffer_slice(&digits), buffer_slice(&more));
}

/* --- hashes ------------------------------------------------------------------------------------------------------ */

/* The hashes of a bundle's entries as the source has them: its tile, or where it keeps none, its entries hashed. */
static bool mirror_read_source_hashes(struct work *work, const struct tile *bundle, struct hash *hashes,
                                      struct error *error)
{
    char memory[TILE_PATH_BYTES_MAX];
    struct buffer path = BUFFER(memory);
    struct tile const tile = { 0, bundle->index, bundle->width };
    if (work->sync->from->has_tiles)
        return mirror_read_from(work, tile_path(&tile, &path), &work->other, error) &&
               tile_read_hashes(buffer_slice(&work->other), tile.width, hashes, error);
    if (!mirror_read_from(work, tile_path(bundle, &path), &work->other, error) ||
        !tile_read_entries(buffer_slice(&work->other), bundle->width, work->entries, error))
        return false;
    for (unsigned i = 0; i < bundle->width; i++)
        merkle_hash_leaf(work->entries[i], work->crypto, &hashes[i]);
    return true;
}

/* The directory's tile of the hashes that its own checkpoint covers; the count, 0 where there is none. */
static unsigned mirror_read_own_hashes(struct work *work, uint64_t index, struct hash *hashes)
{
    char memory[TILE_PATH_BYTES_MAX];
    struct buffer path = BUFFER(memory);
    struct tile tile;
    struct error error;
    if (!tile_at(0, index, work->sync->old_size, &tile) ||
        !mirror_read_own(work, tile_path(&tile, &path), &work->other) ||
        !tile_read_hashes(buffer_slice(&work->other), tile.width, hashes, &error))
        return 0;
    return tile.width;
}

/* Full tiles under the directory's own checkpoint are its own; what comes after is the source's. */
static bool mirror_read_hashes(struct work *work, const struct tile *bundle, struct hash *hashes, struct error *error)
{
    if (bundle->width == TILE_WIDTH && mirror_read_own_hashes(work, bundle->index, hashes) == TILE_WIDTH)
        return true;
    return mirror_read_source_hashes(work, bundle, hashes, error);
}

/* The two trees differ: the first place where they do, as far as tiles show it. */
static bool mirror_refuse_fork(struct work *work, struct error *error)
{
    char memory[24];
    struct buffer digits = BUFFER(memory);
    struct tile bundle;
    for (uint64_t index = 0; tile_at(TILE_ENTRIES, index, work->sync->old_size, &bundle); index++) {
        unsigned const count = mirror_read_own_hashes(work, index, work->others);
        if (!tile_at(TILE_ENTRIES, index, work->sync->size, &bundle) ||
            !mirror_read_source_hashes(work, &bundle, work->hashes, error))
            return false;
        for (unsigned i = 0; i < count && i < bundle.width; i++)
            if (!hash_equal(&work->hashes[i], &work->others[i]))
                return mirror_refuse_at(work, index * TILE_WIDTH + i, FAULT_AUDIT_FORKED, error);
    }
    buffer_add_number(&digits, work->sync->old_size);
    return mirror_fail_path(FAULT_AUDIT_FORKED_SOMEWHERE, buffer_slice(&digits), error);
}

/* --- the two passes ---------------------------------------------------------------------------------------------- */

/* A tile as the entries give it. In the first pass nothing is written: the root is not known to be right yet. */
static bool mirror_take_tile(void *context, const struct tile *tile, const struct hash *hashes, struct error *error)
{
    struct work *const work = context;
    char memory[TILE_PATH_BYTES_MAX];
    struct buffer path = BUFFER(memory);
    struct slice const bytes = { (const char *)hashes, (size_t)tile->width * HASH_BYTES };
    if (!work->writes)
        return true;
    tile_path(tile, &path);
    if (mirror_read_own(work, buffer_slice(&path), &work->other) && slice_equal(buffer_slice(&work->other), bytes))
        return true;
    if (work->sync->from->has_tiles && tile->level > 0) {
        if (!mirror_read_from(work, buffer_slice(&path), &work->other, error))
            return false;
        if (!slice_equal(buffer_slice(&work->other), bytes))
            return mirror_fail_path(FAULT_AUDIT_TILE, buffer_slice(&path), error);
    }
    return mirror_write_file(work, buffer_slice(&path), bytes, error);
}

/* First entry of a bundle whose hash is not the tile's, or its width. */
static unsigned mirror_first_wrong(struct work *work, struct slice bytes, unsigned width, const struct hash *hashes)
{
    struct error error;
    unsigned i = 0;
    for (unsigned j = 0; j < TILE_WIDTH; j++)
        work->entries[j] = (struct slice){ NULL, 0 };
    bool const whole = tile_read_entries(bytes, width, work->entries, &error);
    for (; i < width && work->entries[i].bytes != NULL; i++) {
        struct hash leaf;
        merkle_hash_leaf(work->entries[i], work->crypto, &leaf);
        if (!hash_equal(&leaf, &hashes[i]))
            return i;
    }
    return i == width && !whole ? width - 1 : i;
}

/* Puts the bundle in place where it is not there, or not right. */
static bool mirror_take_bundle(struct work *work, const struct tile *bundle, const struct hash *hashes,
                               struct error *error)
{
    char memory[TILE_PATH_BYTES_MAX];
    struct buffer path = BUFFER(memory);
    tile_path(bundle, &path);
    if (mirror_read_own(work, buffer_slice(&path), &work->part) &&
        mirror_first_wrong(work, buffer_slice(&work->part), bundle->width, hashes) == bundle->width)
        return true;
    if (!mirror_read_from(work, buffer_slice(&path), &work->part, error))
        return false;
    unsigned const wrong = mirror_first_wrong(work, buffer_slice(&work->part), bundle->width, hashes);
    if (wrong < bundle->width)
        return mirror_refuse_at(work, bundle->index * TILE_WIDTH + wrong, FAULT_AUDIT_ENTRY, error);
    return mirror_write_file(work, buffer_slice(&path), buffer_slice(&work->part), error);
}

static bool mirror_roots_are_right(struct work *work, const struct hash *old_root, struct error *error)
{
    struct hash root;
    tiling_root(&work->tiling, &root);
    if (work->old.there && !hash_equal(old_root, &work->old.checkpoint.root))
        return mirror_refuse_fork(work, error);
    if (hash_equal(&root, &work->now.checkpoint.root))
        return true;
    return work->old.there && work->sync->old_size > 0 && !work->writes ? mirror_refuse_fork(work, error)
                                                                        : fail(error, FAULT_AUDIT_ROOT, 0);
}

static bool mirror_run_pass(struct work *work, bool writes, struct error *error)
{
    struct tile bundle;
    struct hash old_root;
    work->writes = writes;
    work->tiling = (struct tiling){ .crypto = work->crypto, .take = mirror_take_tile, .context = work };
    tiling_root(&work->tiling, &old_root);
    for (uint64_t index = 0; tile_at(TILE_ENTRIES, index, work->sync->size, &bundle); index++) {
        if (!mirror_read_hashes(work, &bundle, work->hashes, error) ||
            (writes && !mirror_take_bundle(work, &bundle, work->hashes, error)))
            return false;
        for (unsigned i = 0; i < bundle.width; i++) {
            if (!tiling_push(&work->tiling, &work->hashes[i], error))
                return false;
            if (work->tiling.frontier.size == work->sync->old_size)
                tiling_root(&work->tiling, &old_root);
        }
        if (writes && work->sync->show != NULL)
            work->sync->show(work->sync->context, work->tiling.frontier.size, work->sync->size);
    }
    return tiling_end(&work->tiling, error) && mirror_roots_are_right(work, &old_root, error);
}

/* --- what comes last --------------------------------------------------------------------------------------------- */

/* Narrow tiles beside a full one: a client with an old checkpoint takes the full one and cuts it (C2SP tlog-tiles). */
static bool mirror_clear_narrow(struct work *work, int level, uint64_t index, struct error *error)
{
    char memory[TILE_PATH_BYTES_MAX + 2];
    struct buffer folder = BUFFER(memory);
    struct arena arena = { work->act_memory, 0, sizeof work->act_memory };
    struct slice names[PARTIALS_MAX];
    struct os_path full, file;
    size_t count;
    tile_write_path(&(struct tile){ level, index, TILE_WIDTH }, &folder);
    buffer_add_text(&folder, ".p");
    if (!mirror_join(work, buffer_slice(&folder), &full, error) || !os_is_directory(&full))
        return true;
    if (!os_list(&full, &arena, names, PARTIALS_MAX, &count, error))
        return false;
    for (size_t i = 0; i < count; i++)
        if (os_path_join(&file, slice_of(full.text), names[i], SLICE("")))
            unlink(file.text);
    rmdir(full.text);
    return true;
}

/* The tiles that became full in this run. */
static bool mirror_clear_all_narrow(struct work *work, struct error *error)
{
    struct tile tile;
    for (int level = TILE_ENTRIES; level < TILING_LEVELS; level++) {
        unsigned const shift = level > 0 ? 8u * (unsigned)level : 0;
        uint64_t const index = (work->sync->old_size >> shift) / TILE_WIDTH;
        if (tile_at(level, index, work->sync->size, &tile) && tile.width == TILE_WIDTH &&
            !mirror_clear_narrow(work, level, index, error))
            return false;
    }
    return true;
}

static bool mirror_take_blob(struct work *work, struct slice name, bool strike, struct error *error)
{
    char memory[2 * HASH_BYTES + 8];
    struct buffer path = BUFFER(memory);
    struct os_path full;
    struct hash hash;
    buffer_add_text(&path, "blobs/");
    buffer_add(&path, name);
    if (!mirror_join(work, buffer_slice(&path), &full, error))
        return false;
    if (strike) {
        if (unlink(full.text) == 0)
            return true;
        if (errno != ENOENT)
            return os_fail(error, &full);
        work->sync->blobs_missing -= work->sync->blobs_missing > 0; /* it was counted when it was named */
        return true;
    }
    if (os_exists(&full))
        return true;
    enum log_source_result const result =
        work->sync->from->read(work->sync->from, buffer_slice(&path), &work->other, error);
    if (result == LOG_SOURCE_FAILED)
        return false;
    struct slice const bytes = buffer_slice(&work->other);
    if (result == LOG_SOURCE_ABSENT) {
        work->sync->blobs_missing++;
        return true;
    }
    if (bytes.length < COMMITMENT_SALT_BYTES || !hex_read(name, hash.bytes, HASH_BYTES) ||
        !commitment_is_of(&hash, (const unsigned char *)bytes.bytes,
                          slice_part(bytes, COMMITMENT_SALT_BYTES, bytes.length), work->crypto))
        return mirror_fail_path(FAULT_AUDIT_BLOB, name, error);
    work->sync->blobs++;
    return mirror_write_file(work, buffer_slice(&path), bytes, error);
}

/* Gives each entry of the directory, which are signed by now. */
static bool mirror_each_entry(struct work *work,
                              bool (*take)(struct work *work, uint64_t seq, struct slice entry, struct error *error),
                              struct error *error)
{
    char memory[TILE_PATH_BYTES_MAX];
    struct buffer path = BUFFER(memory);
    struct tile bundle;
    struct error trouble;
    for (uint64_t index = 0; tile_at(TILE_ENTRIES, index, work->sync->size, &bundle); index++) {
        if (!mirror_read_own(work, tile_path(&bundle, &path), &work->part) ||
            !tile_read_entries(buffer_slice(&work->part), bundle.width, work->entries, &trouble))
            return mirror_fail_path(FAULT_AUDIT_MISSING, buffer_slice(&path), error);
        for (unsigned i = 0; i < bundle.width; i++)
            if (!take(work, index * TILE_WIDTH + i, work->entries[i], error))
                return false;
    }
    return true;
}

/* The blobs that an act names; what is not an act names none. */
static bool mirror_take_blobs_of(struct work *work, uint64_t seq, struct slice entry, struct error *error)
{
    struct arena arena = { work->act_memory, 0, sizeof work->act_memory };
    struct act act;
    struct error trouble;
    (void)seq;
    if (!act_parse(entry, &arena, &act, &trouble))
        return true;
    for (size_t i = 0; i < act.count; i++)
        if (field_types[act.fields[i].field].kind == FIELD_KIND_BLOB &&
            !mirror_take_blob(work, act_field_value(&act.fields[i]), act.type->id == ACT_BLOB_STRIKE, error))
            return false;
    return true;
}

/* --- the texts of a public log ----------------------------------------------------------------------------------- */

static bool mirror_mark_struck(struct work *work, uint64_t seq, struct slice bytes, struct error *error)
{
    struct public_log_entry entry;
    struct error trouble;
    (void)seq;
    (void)error;
    if (!public_log_entry_parse(bytes, &entry, &trouble) || entry.type != PUBLIC_LOG_COMMENT_STRIKE)
        return true;
    uint64_t const struck = public_log_entry_number(&entry, PUBLIC_LOG_FIELD_ENTRY);
    if (struck < work->sync->size)
        work->struck[struck / 8] |= (unsigned char)(1u << struck % 8);
    return true;
}

static bool mirror_take_text(struct work *work, uint64_t seq, struct slice bytes, struct error *error)
{
    struct public_log_entry entry;
    struct error trouble;
    return !public_log_entry_parse(bytes, &entry, &trouble) || entry.type != PUBLIC_LOG_COMMENT_PUBLISH ||
           mirror_take_blob(work, entry.values[PUBLIC_LOG_FIELD_BLOB], (work->struck[seq / 8] >> seq % 8 & 1) != 0,
                            error);
}

static bool mirror_take_texts(struct work *work, struct error *error)
{
    work->struck = calloc(work->sync->size / 8 + 1, 1);
    if (work->struck == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("a mirror"));
    bool const good =
        mirror_each_entry(work, mirror_mark_struck, error) && mirror_each_entry(work, mirror_take_text, error);
    free(work->struck);
    return good;
}

/* --- the whole --------------------------------------------------------------------------------------------------- */

static bool mirror_publish(struct work *work, struct error *error)
{
    char memory[2 * KEY_NAME_BYTES_MAX];
    struct buffer key = BUFFER(memory);
    struct slice const note = buffer_slice(&work->now.note);
    buffer_add(&key, work->sync->key);
    buffer_add_byte(&key, '\n');
    if (!slice_equal(note, buffer_slice(&work->old.note)) && !mirror_write_file(work, SLICE("checkpoint"), note, error))
        return false;
    if (work->sync->key_delegation.length > 0 &&
        !mirror_write_file(work, SLICE("key-delegation"), work->sync->key_delegation, error))
        return false;
    if (mirror_read_own(work, SLICE("key"), &work->other) &&
        slice_equal(buffer_slice(&work->other), buffer_slice(&key)))
        return true;
    return mirror_write_file(work, SLICE("key"), buffer_slice(&key), error);
}

static bool mirror_lock_directory(const struct mirror_sync *sync, int *lock, struct error *error)
{
    struct os_path path;
    if (!os_path_join(&path, sync->directory, SLICE(""), SLICE("")))
        return fail(error, FAULT_FILE, 0, sync->directory, SLICE("the path is too long"));
    if (!os_make_directory(&path, 0755, error))
        return false;
    *lock = open(path.text, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (*lock < 0)
        return os_fail(error, &path);
    return flock(*lock, LOCK_EX | LOCK_NB) == 0 ||
           fail(error, FAULT_LOCKED, 0, sync->directory, SLICE("another process that mirrors into it"));
}

static bool mirror_begin(struct work *work, struct error *error)
{
    work->crypto = crypto_native();
    if (work->crypto == NULL)
        return fail(error, FAULT_CRYPTO, 0);
    if (!key_read(work->sync->key, &work->key))
        return fail(error, FAULT_VERIFIER_KEY, 0, work->sync->key);
    if (!os_reserve((size_t)2 * PART_BYTES_MAX, &work->memory, error))
        return false;
    work->part = (struct buffer){ (char *)work->memory.memory, 0, PART_BYTES_MAX, false };
    work->other = (struct buffer){ (char *)work->memory.memory + PART_BYTES_MAX, 0, PART_BYTES_MAX, false };
    work->mirror = log_source_open_empty(work->sync->directory, error);
    return work->mirror != NULL && work->mirror->walk(work->mirror, mirror_clear_file, work, error);
}

bool mirror_sync_run(struct mirror_sync *sync, struct error *error)
{
    int lock = -1;
    struct work *const work = calloc(1, sizeof *work);
    if (work == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("a mirror"));
    work->sync = sync;
    bool const good = mirror_lock_directory(sync, &lock, error) && mirror_begin(work, error) &&
                      mirror_read_logs(work, error) && mirror_run_pass(work, false, error) &&
                      mirror_run_pass(work, true, error) && mirror_publish(work, error) &&
                      mirror_clear_all_narrow(work, error) &&
                      (sync->key_delegation.length > 0 ? mirror_take_texts(work, error)
                                                       : mirror_each_entry(work, mirror_take_blobs_of, error));
    if (work->mirror != NULL)
        work->mirror->close(work->mirror);
    os_release(&work->memory);
    free(work);
    if (lock >= 0)
        close(lock);
    return good;
}
