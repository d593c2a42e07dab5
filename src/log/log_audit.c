// SPDX-License-Identifier: Apache-2.0
#include "log/log_audit.h"

#include <assert.h>

#include "base/hex.h"
#include "log/crypto.h"
#include "log/fault.h"
#include "record/commitment.h"
#include "store/fault.h"
#include "store/os.h"

enum { PART_BYTES_MAX = BLOB_BYTES_MAX + COMMITMENT_SALT_BYTES };

static_assert((int)PART_BYTES_MAX > (int)BUNDLE_BYTES_MAX, "the longest part is a blob");

/* --- problems ---------------------------------------------------------------------------------------------------- */

void log_audit_keep(struct log_audit *audit, const struct log_problem *problem)
{
    audit->problems_all++;
    audit->unknown_all += problem->unknown;
    if (audit->problem_count < LOG_AUDIT_PROBLEMS_MAX)
        audit->problems[audit->problem_count++] = *problem;
}

void log_audit_find(struct log_audit *audit, const struct fault *fault, struct slice first, struct slice second)
{
    struct log_problem problem = { 0 };
    fail(&problem.error, fault, 0, first, second);
    log_audit_keep(audit, &problem);
}

void log_audit_find_at(struct log_audit *audit, uint64_t index, const struct fault *fault, struct slice first)
{
    struct log_problem problem = { .at_entry = true, .index = index };
    fail(&problem.error, fault, 0, first);
    log_audit_keep(audit, &problem);
}

/* Keeps the error as a problem and clears it: the work goes on. */
static void log_audit_keep_error(struct log_audit *audit, struct error *error)
{
    struct log_problem const problem = { .error = *error };
    log_audit_keep(audit, &problem);
    error->fault = FAULT_NONE;
}

static struct slice log_audit_number(struct buffer *memory, uint64_t number)
{
    buffer_clear(memory);
    buffer_add_number(memory, number);
    return buffer_slice(memory);
}

/* --- parts ------------------------------------------------------------------------------------------------------- */

bool log_audit_read_part(struct log_audit *audit, struct slice path, struct buffer *out, struct error *error)
{
    enum log_source_result const result = audit->source->read(audit->source, path, out, error);
    if (result == LOG_SOURCE_FAILED && fault_class_of(error->fault) == FAULT_CLASS_SYSTEM)
        return false;
    if (result == LOG_SOURCE_FAILED)
        log_audit_keep_error(audit, error);
    if (result == LOG_SOURCE_ABSENT)
        log_audit_find(audit, FAULT_AUDIT_MISSING, path, SLICE(""));
    error->fault = FAULT_NONE;
    return result == LOG_SOURCE_HERE;
}

bool log_audit_read_blob(struct log_audit *audit, const struct hash *hash, enum log_blob_result *result,
                         struct error *error)
{
    char memory[2 * HASH_BYTES + 8];
    struct buffer path = BUFFER(memory);
    buffer_add_text(&path, "blobs/");
    hex_write(&path, hash->bytes, HASH_BYTES);
    enum log_source_result const read = audit->source->read(audit->source, buffer_slice(&path), &audit->part, error);
    if (read == LOG_SOURCE_FAILED && fault_class_of(error->fault) == FAULT_CLASS_SYSTEM)
        return false;
    struct slice const part = buffer_slice(&audit->part);
    bool const right = read == LOG_SOURCE_HERE && part.length >= COMMITMENT_SALT_BYTES &&
                       commitment_is_of(hash, (const unsigned char *)part.bytes,
                                        slice_part(part, COMMITMENT_SALT_BYTES, part.length), audit->crypto);
    *result = read == LOG_SOURCE_ABSENT ? LOG_BLOB_ABSENT : right ? LOG_BLOB_HERE : LOG_BLOB_WRONG;
    error->fault = FAULT_NONE;
    return true;
}

/* --- the checkpoint, and earlier ones ---------------------------------------------------------------------------- */

static bool log_audit_check_note(const struct log_audit *audit, struct slice note, struct checkpoint *checkpoint,
                                 struct error *error)
{
    return checkpoint_parse(note, checkpoint, error) && checkpoint_check(checkpoint, &audit->key, audit->crypto, error);
}

bool log_audit_read_checkpoint(struct log_audit *audit, struct error *error)
{
    struct buffer note = BUFFER(audit->note_memory);
    if (!log_audit_read_part(audit, SLICE("checkpoint"), &note, error))
        return error->fault == FAULT_NONE;
    audit->signed_well = log_audit_check_note(audit, buffer_slice(&note), &audit->checkpoint, error);
    if (!audit->signed_well)
        log_audit_keep_error(audit, error);
    return true;
}

static void log_audit_begin_earlier(struct log_audit *audit, struct log_earlier *earlier, struct slice note)
{
    struct error error;
    char memory[300];
    struct buffer words = BUFFER(memory);
    earlier->given = log_audit_check_note(audit, note, &earlier->checkpoint, &error);
    if (earlier->given)
        return;
    error_reason(&error, &words);
    log_audit_find(audit, FAULT_AUDIT_EARLIER, buffer_slice(&words), SLICE(""));
}

bool log_audit_read_earlier(struct log_audit *audit, struct log_source *earlier, struct slice note, struct error *error)
{
    struct buffer before = BUFFER(audit->earlier.note_memory), apart = BUFFER(audit->apart.note_memory);
    audit->earlier.source = earlier;
    buffer_add(&before, note);
    if (earlier != NULL && earlier->read(earlier, SLICE("checkpoint"), &before, error) == LOG_SOURCE_FAILED)
        return false;
    if (earlier != NULL || note.length > 0)
        log_audit_begin_earlier(audit, &audit->earlier, buffer_slice(&before));
    if (audit->source->has_tiles) /* no server's database */
        return true;
    switch (audit->source->read(audit->source, SLICE("apart"), &apart, error)) {
    case LOG_SOURCE_HERE:
        log_audit_begin_earlier(audit, &audit->apart, buffer_slice(&apart));
        return true;
    case LOG_SOURCE_ABSENT:
        return true;
    case LOG_SOURCE_FAILED:
        break;
    }
    return false;
}

/* The root at the size of the earlier checkpoint, once there are that many entries. */
static void log_audit_reach(const struct log_audit *audit, struct log_earlier *earlier)
{
    if (!earlier->given || earlier->checkpoint.size != audit->tiling.frontier.size)
        return;
    earlier->reached = true;
    tiling_root(&audit->tiling, &earlier->root);
}

bool log_audit_goes_on(const struct log_earlier *earlier)
{
    return !earlier->given || (earlier->reached && hash_equal(&earlier->root, &earlier->checkpoint.root));
}

/* Sets entries to a bundle that a copy of that size has; how many, 0 when there is none that can be read. */
static unsigned log_audit_read_bundle(struct log_source *source, uint64_t index, uint64_t size, struct buffer *out,
                                      struct slice entries[TILE_WIDTH])
{
    char memory[TILE_PATH_BYTES_MAX];
    struct buffer path = BUFFER(memory);
    struct tile tile;
    struct error error;
    if (!tile_at(TILE_ENTRIES, index, size, &tile) ||
        source->read(source, tile_path(&tile, &path), out, &error) != LOG_SOURCE_HERE ||
        !tile_read_entries(buffer_slice(out), tile.width, entries, &error))
        return 0;
    return tile.width;
}

/* The first entry that is not the same in both, and its hash here. */
static bool log_audit_find_difference(struct log_audit *audit, const struct log_earlier *earlier, uint64_t *first,
                                      struct hash *leaf)
{
    unsigned here, before;
    for (uint64_t index = 0;; index++) {
        here = log_audit_read_bundle(audit->source, index, audit->checkpoint.size, &audit->part, audit->entries_here);
        before = log_audit_read_bundle(earlier->source, index, earlier->checkpoint.size, &audit->other,
                                       audit->entries_earlier);
        if (here == 0 || before == 0)
            return false;
        for (unsigned i = 0; i < here && i < before; i++) {
            if (slice_equal(audit->entries_here[i], audit->entries_earlier[i]))
                continue;
            *first = index * TILE_WIDTH + i;
            merkle_hash_leaf(audit->entries_here[i], audit->crypto, leaf);
            return true;
        }
    }
}

/* Where an entry of that hash stood before. */
static bool log_audit_find_moved(struct log_audit *audit, const struct log_earlier *earlier, const struct hash *leaf,
                                 uint64_t *stood_at)
{
    for (uint64_t index = 0; index * TILE_WIDTH < earlier->checkpoint.size; index++) {
        unsigned const count = log_audit_read_bundle(earlier->source, index, earlier->checkpoint.size, &audit->other,
                                                     audit->entries_earlier);
        for (unsigned i = 0; i < count; i++) {
            struct hash each;
            merkle_hash_leaf(audit->entries_earlier[i], audit->crypto, &each);
            *stood_at = index * TILE_WIDTH + i;
            if (hash_equal(&each, leaf))
                return true;
        }
    }
    return false;
}

void log_audit_compare_earlier(struct log_audit *audit, struct log_earlier *earlier)
{
    char memory[24], other_memory[24];
    struct buffer digits = BUFFER(memory), other = BUFFER(other_memory);
    uint64_t first, stood_at;
    struct hash leaf;
    if (log_audit_goes_on(earlier))
        return;
    bool const shortened = earlier->checkpoint.size > audit->checkpoint.size;
    if (shortened)
        log_audit_find(audit, FAULT_AUDIT_SHORTENED, log_audit_number(&digits, audit->checkpoint.size),
                       log_audit_number(&other, earlier->checkpoint.size));
    if (earlier->source != NULL && log_audit_find_difference(audit, earlier, &first, &leaf)) {
        if (log_audit_find_moved(audit, earlier, &leaf, &stood_at))
            log_audit_find_at(audit, first, FAULT_AUDIT_REORDERED, log_audit_number(&digits, stood_at));
        else
            log_audit_find_at(audit, first, FAULT_AUDIT_FORKED, SLICE(""));
    } else if (!shortened) {
        log_audit_find(audit, FAULT_AUDIT_FORKED_SOMEWHERE, log_audit_number(&digits, earlier->checkpoint.size),
                       SLICE(""));
    }
}

/* --- tiles ------------------------------------------------------------------------------------------------------- */

/* Compares each tile that the entries give with the copy's own. The root tells later which of the two is wrong. */
static bool log_audit_compare_tile(void *context, const struct tile *tile, const struct hash *hashes,
                                   struct error *error)
{
    struct log_audit *const audit = context;
    char memory[TILE_PATH_BYTES_MAX], digits_memory[24];
    struct buffer path = BUFFER(memory), digits = BUFFER(digits_memory);
    if (!audit->source->has_tiles)
        return true;
    bool read = log_audit_read_part(audit, tile_path(tile, &path), &audit->other, error);
    if (!read && error->fault != FAULT_NONE)
        return false;
    if (read && !tile_read_hashes(buffer_slice(&audit->other), tile->width, audit->tile_hashes, error)) {
        log_audit_keep_error(audit, error);
        read = false;
    }
    for (unsigned i = 0; tile->level == 0 && i < tile->width; i++)
        merkle_frontier_append(&audit->served, read ? &audit->tile_hashes[i] : &hashes[i], audit->crypto);
    audit->tiles += read;
    for (unsigned i = 0; read && i < tile->width && !audit->tiles_differ; i++) {
        if (hash_equal(&audit->tile_hashes[i], &hashes[i]))
            continue;
        if (tile->level > 0) {
            log_audit_find(audit, FAULT_AUDIT_TILE, buffer_slice(&path), log_audit_number(&digits, i));
            break;
        }
        audit->tiles_differ = true;
        audit->first_different = tile->index * TILE_WIDTH + i;
    }
    return true;
}

/* Tiles and entries disagree, or both with what was signed. */
static void log_audit_judge_root(struct log_audit *audit)
{
    char memory[TILE_PATH_BYTES_MAX], digits_memory[24];
    struct buffer path = BUFFER(memory), digits = BUFFER(digits_memory);
    struct hash served;
    tiling_root(&audit->tiling, &audit->root);
    bool const entries_good = hash_equal(&audit->root, &audit->checkpoint.root);
    if (audit->tiles_differ && entries_good) {
        struct tile tile;
        tile_at(0, audit->first_different / TILE_WIDTH, audit->checkpoint.size, &tile);
        log_audit_find(audit, FAULT_AUDIT_TILE, tile_path(&tile, &path),
                       log_audit_number(&digits, audit->first_different % TILE_WIDTH));
    } else if (audit->tiles_differ) {
        merkle_frontier_root(&audit->served, audit->crypto, &served);
        log_audit_find_at(audit, audit->first_different, FAULT_AUDIT_ENTRY, SLICE(""));
        if (!hash_equal(&served, &audit->checkpoint.root))
            log_audit_find(audit, FAULT_AUDIT_ROOT, SLICE(""), SLICE(""));
    } else if (!entries_good) {
        log_audit_find(audit, FAULT_AUDIT_ROOT, SLICE(""), SLICE(""));
    }
}

/* --- entries ----------------------------------------------------------------------------------------------------- */

static bool log_audit_take_entry(struct log_audit *audit, uint64_t index, struct slice bytes, struct error *error)
{
    struct hash leaf;
    merkle_hash_leaf(bytes, audit->crypto, &leaf);
    if (index == 0)
        audit->first = leaf;
    if (!tiling_push(&audit->tiling, &leaf, error))
        return false;
    audit->entries++;
    log_audit_reach(audit, &audit->earlier);
    log_audit_reach(audit, &audit->apart);
    return audit->take(audit->context, index, bytes, error);
}

/* The bundle cannot be parsed: finds its first entry that is not the one in the tile of hashes. */
static bool log_audit_find_in_bundle(struct log_audit *audit, const struct tile *bundle, struct error *error)
{
    struct tile const tile = { 0, bundle->index, bundle->width };
    char memory[TILE_PATH_BYTES_MAX];
    struct buffer path = BUFFER(memory);
    if (!audit->source->has_tiles)
        return true;
    if (!log_audit_read_part(audit, tile_path(&tile, &path), &audit->other, error))
        return error->fault == FAULT_NONE;
    if (!tile_read_hashes(buffer_slice(&audit->other), tile.width, audit->tile_hashes, error))
        return true;
    for (unsigned i = 0; i < tile.width; i++) {
        struct slice const entry = audit->entries_here[i];
        struct hash leaf;
        if (entry.bytes != NULL)
            merkle_hash_leaf(entry, audit->crypto, &leaf);
        if (entry.bytes != NULL && hash_equal(&leaf, &audit->tile_hashes[i]))
            continue;
        log_audit_find_at(audit, bundle->index * TILE_WIDTH + i, FAULT_AUDIT_ENTRY, SLICE(""));
        return true;
    }
    return true;
}

/* False with FAULT_NONE: it is wrong, and nothing after it can be read in order. */
static bool log_audit_take_bundle(struct log_audit *audit, const struct tile *tile, struct error *error)
{
    char memory[TILE_PATH_BYTES_MAX];
    struct buffer path = BUFFER(memory);
    for (unsigned i = 0; i < TILE_WIDTH; i++)
        audit->entries_here[i] = (struct slice){ NULL, 0 };
    if (!log_audit_read_part(audit, tile_path(tile, &path), &audit->part, error))
        return false;
    if (!tile_read_entries(buffer_slice(&audit->part), tile->width, audit->entries_here, error)) {
        log_audit_keep_error(audit, error);
        if (log_audit_find_in_bundle(audit, tile, error))
            error->fault = FAULT_NONE;
        return false;
    }
    for (unsigned i = 0; i < tile->width; i++)
        if (!log_audit_take_entry(audit, tile->index * TILE_WIDTH + i, audit->entries_here[i], error))
            return false;
    return true;
}

/* Entries in a database that no checkpoint covers; one that was signed meanwhile does. */
static bool log_audit_find_unsigned(struct log_audit *audit, struct error *error)
{
    struct log_source *const source = audit->source;
    char memory[TILE_PATH_BYTES_MAX];
    struct buffer path = BUFFER(memory);
    struct checkpoint now;
    uint64_t const size = audit->checkpoint.size;
    struct tile const next = { TILE_ENTRIES, size / TILE_WIDTH, (unsigned)(size % TILE_WIDTH) + 1 };
    if (source->has_tiles)
        return true;
    enum log_source_result const result = source->read(source, tile_path(&next, &path), &audit->part, error);
    if (result == LOG_SOURCE_ABSENT)
        return true;
    if (result == LOG_SOURCE_FAILED ||
        source->read(source, SLICE("checkpoint"), &audit->part, error) == LOG_SOURCE_FAILED)
        return false;
    if (!checkpoint_parse(buffer_slice(&audit->part), &now, error) || now.size <= size)
        log_audit_find_at(audit, size, FAULT_AUDIT_ROWS, SLICE(""));
    error->fault = FAULT_NONE;
    return true;
}

bool log_audit_read_entries(struct log_audit *audit, struct error *error)
{
    struct tile tile;
    bool good = true;
    error->fault = FAULT_NONE;
    log_audit_reach(audit, &audit->earlier);
    log_audit_reach(audit, &audit->apart);
    for (uint64_t i = 0; good && tile_at(TILE_ENTRIES, i, audit->checkpoint.size, &tile); i++) {
        good = log_audit_take_bundle(audit, &tile, error);
        if (audit->show != NULL)
            audit->show(audit->show_context, audit->entries, audit->checkpoint.size);
    }
    audit->whole = good && tiling_end(&audit->tiling, error);
    if (audit->whole)
        log_audit_judge_root(audit);
    return error->fault == FAULT_NONE && log_audit_find_unsigned(audit, error);
}

/* --- the files of a copy ----------------------------------------------------------------------------------------- */

/* A narrower tile of an earlier size, kept beside the wider one: its beginning. */
static bool log_audit_compare_narrow(struct log_audit *audit, const struct tile *tile, struct slice path,
                                     struct error *error)
{
    char memory[TILE_PATH_BYTES_MAX];
    struct buffer wide_path = BUFFER(memory);
    struct tile wide;
    tile_at(tile->level, tile->index, audit->checkpoint.size, &wide);
    if (wide.width == tile->width)
        return true;
    if (!log_audit_read_part(audit, path, &audit->part, error) ||
        !log_audit_read_part(audit, tile_path(&wide, &wide_path), &audit->other, error))
        return error->fault == FAULT_NONE;
    struct slice const narrow = buffer_slice(&audit->part);
    bool good = slice_begins(buffer_slice(&audit->other), narrow);
    if (good && tile->level == TILE_ENTRIES)
        good = tile_read_entries(narrow, tile->width, audit->entries_here, error);
    else if (good)
        good = narrow.length == (size_t)tile->width * HASH_BYTES;
    audit->tiles += good;
    if (!good)
        log_audit_find(audit, FAULT_AUDIT_TILE_PREFIX, path, SLICE(""));
    return true;
}

static bool log_audit_take_file(void *context, struct slice path, struct error *error)
{
    struct log_audit *const audit = context;
    struct tile tile;
    audit->parts++;
    if (slice_equal(path, SLICE("checkpoint")) || slice_equal(path, SLICE("key")) ||
        audit->belongs(audit->context, path))
        return true;
    if (tile_read_path(path, &tile) && tile_exists(&tile, audit->checkpoint.size))
        return log_audit_compare_narrow(audit, &tile, path, error);
    log_audit_find(audit, FAULT_AUDIT_EXTRA, path, SLICE(""));
    return true;
}

bool log_audit_read_files(struct log_audit *audit, struct error *error)
{
    struct log_source *const source = audit->source;
    return source->walk == NULL || source->walk(source, log_audit_take_file, audit, error);
}

/* --- begin and end ----------------------------------------------------------------------------------------------- */

bool log_audit_begin(struct log_audit *audit, struct error *error)
{
    audit->crypto = crypto_native();
    if (audit->crypto == NULL)
        return fail(error, FAULT_CRYPTO, 0);
    if (!os_reserve((size_t)2 * PART_BYTES_MAX, &audit->memory, error))
        return false;
    audit->part = (struct buffer){ (char *)audit->memory.memory, 0, PART_BYTES_MAX, false };
    audit->other = (struct buffer){ (char *)audit->memory.memory + PART_BYTES_MAX, 0, PART_BYTES_MAX, false };
    audit->tiling = (struct tiling){ .crypto = audit->crypto, .take = log_audit_compare_tile, .context = audit };
    return true;
}

void log_audit_end(struct log_audit *audit)
{
    os_release(&audit->memory);
}
