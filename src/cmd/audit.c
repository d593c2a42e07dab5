#include "cmd/audit.h"

#include <assert.h>
#include <stdlib.h>

#include "base/hex.h"
#include "cmd/checkers.h"
#include "record/commitment.h"
#include "record/tiling.h"
#include "log/crypto.h"
#include "room/unicode.h"
#include "rules/digest.h"
#include "rules/document.h"
#include "rules/entry.h"
#include "store/os.h"

enum { BLOB_PART_BYTES_MAX = BLOB_BYTES_MAX + COMMITMENT_SALT_BYTES };

static_assert((int)BLOB_PART_BYTES_MAX > (int)BUNDLE_BYTES_MAX, "the longest part is a blob");

/* Address space, not memory: as the room's. */
static const size_t state_bytes_max = (size_t)1 << 37;

/* What is needed while it runs; pages of the buffers are paid for when they are touched. */
struct run {
    struct audit *audit;
    struct arena memory;
    struct buffer part, other; /* the part that is read; what it is compared with */
    struct checkers *checkers;
    struct tiling tiling;
    struct merkle_frontier served; /* of the hashes in the copy's tiles of level 0 */
    bool tiles_differ;
    uint64_t first_different; /* entry whose hash is not the tile's */
    struct slice entries[TILE_WIDTH], earlier_entries[TILE_WIDTH];
    struct hash tile_hashes[TILE_WIDTH];
};

/* --- problems ---------------------------------------------------------------------------------------------------- */

static void keep_problem(struct audit *audit, const struct error *error, bool at_entry, uint64_t index, bool unknown)
{
    audit->problems_all++;
    audit->unknown_all += unknown;
    if (audit->problem_count == AUDIT_PROBLEMS_MAX)
        return;
    struct problem *const problem = &audit->problems[audit->problem_count++];
    *problem = (struct problem){ *error, at_entry, index, unknown };
}

static void find(struct audit *audit, enum fault fault, struct slice first, struct slice second)
{
    struct error error;
    fail(&error, fault, 0, first, second);
    keep_problem(audit, &error, false, 0, false);
}

static void find_at(struct audit *audit, uint64_t index, enum fault fault, struct slice first)
{
    struct error error;
    fail(&error, fault, 0, first);
    keep_problem(audit, &error, true, index, false);
}

static struct slice number_text(struct buffer *memory, uint64_t number)
{
    buffer_clear(memory);
    buffer_add_number(memory, number);
    return buffer_slice(memory);
}

/* --- reading parts ----------------------------------------------------------------------------------------------- */

/* Reads a part. What is missing or too long is found, and the result is false with FAULT_NONE; what cannot be read at all
 * (disk, network) is an error. */
static bool read_part(struct run *run, struct log_source *copy, struct slice path, struct buffer *out,
                      struct error *error)
{
    switch (copy->read(copy, path, out, error)) {
    case LOG_SOURCE_HERE:
        error->fault = FAULT_NONE;
        return true;
    case LOG_SOURCE_ABSENT:
        find(run->audit, FAULT_AUDIT_MISSING, path, SLICE(""));
        break;
    case LOG_SOURCE_FAILED:
        if (fault_class_of(error->fault) == FAULT_CLASS_SYSTEM)
            return false;
        keep_problem(run->audit, error, false, 0, false);
        break;
    }
    error->fault = FAULT_NONE;
    return false;
}

static struct slice tile_path(const struct tile *tile, struct buffer *memory)
{
    buffer_clear(memory);
    tile_write_path(tile, memory);
    return buffer_slice(memory);
}

/* --- the checkpoint ---------------------------------------------------------------------------------------------- */

static bool read_checkpoint(struct run *run, struct error *error)
{
    struct audit *const audit = run->audit;
    struct buffer note = BUFFER(audit->note_memory);
    if (!read_part(run, audit->input->copy, SLICE("checkpoint"), &note, error))
        return false;
    audit->signed_well = checkpoint_parse(buffer_slice(&note), &audit->checkpoint, error) &&
                         checkpoint_check(&audit->checkpoint, &audit->input->key, audit->crypto, error);
    if (!audit->signed_well)
        keep_problem(audit, error, false, 0, false);
    error->fault = FAULT_NONE;
    return audit->signed_well;
}

/* The copy's own file "key" is believed in nothing; that it says something else is found. */
static bool compare_key(struct run *run, struct error *error)
{
    struct audit *const audit = run->audit;
    char memory[2 * KEY_NAME_BYTES_MAX];
    struct buffer key = BUFFER(memory);
    if (!audit->input->copy->has_tiles)
        return true;
    if (!read_part(run, audit->input->copy, SLICE("key"), &run->part, error))
        return error->fault == FAULT_NONE;
    key_write(&audit->input->key, &key);
    buffer_add_byte(&key, '\n');
    if (!slice_equal(buffer_slice(&key), buffer_slice(&run->part)))
        find(audit, FAULT_AUDIT_KEY_FILE, SLICE(""), SLICE(""));
    return true;
}

/* --- an earlier copy --------------------------------------------------------------------------------------------- */

static void begin_earlier(struct audit *audit, struct earlier *earlier)
{
    struct error error;
    char memory[300];
    struct buffer words = BUFFER(memory);
    earlier->given = checkpoint_parse(buffer_slice(&earlier->note), &earlier->checkpoint, &error) &&
                     checkpoint_check(&earlier->checkpoint, &audit->input->key, audit->crypto, &error);
    if (earlier->given)
        return;
    error_reason(&error, &words);
    find(audit, FAULT_AUDIT_EARLIER, buffer_slice(&words), SLICE(""));
}

static bool read_earlier(struct run *run, struct error *error)
{
    struct audit *const audit = run->audit;
    const struct audit_input *const input = audit->input;
    audit->earlier.note = BUFFER(audit->earlier.note_memory);
    audit->apart.note = BUFFER(audit->apart.note_memory);
    buffer_add(&audit->earlier.note, input->earlier_checkpoint);
    audit->earlier.copy = input->earlier;
    if (input->earlier != NULL &&
        input->earlier->read(input->earlier, SLICE("checkpoint"), &audit->earlier.note, error) == LOG_SOURCE_FAILED)
        return false;
    if (input->earlier != NULL || input->earlier_checkpoint.length > 0)
        begin_earlier(audit, &audit->earlier);
    enum log_source_result const apart = input->copy->read(input->copy, SLICE("apart"), &audit->apart.note, error);
    if (!input->copy->has_tiles && apart == LOG_SOURCE_HERE)
        begin_earlier(audit, &audit->apart);
    return input->copy->has_tiles || apart != LOG_SOURCE_FAILED;
}

static void reach_earlier(const struct run *run, struct earlier *earlier)
{
    if (!earlier->given || earlier->checkpoint.size != run->tiling.frontier.size)
        return;
    earlier->reached = true;
    tiling_root(&run->tiling, &earlier->root);
}

/* Sets entries that the earlier copy has in that bundle; the count, 0 when it has none that can be read. */
static unsigned read_earlier_bundle(struct run *run, uint64_t index, struct buffer *out)
{
    const struct earlier *const earlier = &run->audit->earlier;
    char memory[TILE_PATH_BYTES_MAX];
    struct buffer path = BUFFER(memory);
    struct tile tile;
    struct error error;
    if (!earlier->given || earlier->copy == NULL || !tile_at(TILE_ENTRIES, index, earlier->checkpoint.size, &tile) ||
        earlier->copy->read(earlier->copy, tile_path(&tile, &path), out, &error) != LOG_SOURCE_HERE ||
        !tile_read_entries(buffer_slice(out), tile.width, run->earlier_entries, &error))
        return 0;
    return tile.width;
}

static void compare_earlier(struct run *run, uint64_t index, unsigned width)
{
    struct earlier *const earlier = &run->audit->earlier;
    unsigned const count = earlier->differs ? 0 : read_earlier_bundle(run, index, &run->other);
    for (unsigned i = 0; i < count && i < width; i++) {
        if (slice_equal(run->entries[i], run->earlier_entries[i]))
            continue;
        earlier->differs = true;
        earlier->first_different = index * TILE_WIDTH + i;
        merkle_hash_leaf(run->entries[i], run->audit->crypto, &earlier->first_leaf);
        return;
    }
}

/* Whether the first entry that differs stood somewhere else before. */
static void find_where_it_stood(struct run *run)
{
    struct earlier *const earlier = &run->audit->earlier;
    for (uint64_t index = 0; index * TILE_WIDTH < earlier->checkpoint.size; index++) {
        unsigned const count = read_earlier_bundle(run, index, &run->other);
        for (unsigned i = 0; i < count; i++) {
            struct hash leaf;
            merkle_hash_leaf(run->earlier_entries[i], run->audit->crypto, &leaf);
            if (!hash_equal(&leaf, &earlier->first_leaf))
                continue;
            earlier->moved = true;
            earlier->stood_at = index * TILE_WIDTH + i;
            return;
        }
    }
}

static void judge_earlier(struct run *run, struct earlier *earlier)
{
    struct audit *const audit = run->audit;
    char memory[24], other_memory[24];
    struct buffer digits = BUFFER(memory), other = BUFFER(other_memory);
    bool const shortened = earlier->given && earlier->checkpoint.size > audit->checkpoint.size;
    if (!earlier->given || (earlier->reached && hash_equal(&earlier->root, &earlier->checkpoint.root)))
        return;
    if (shortened)
        find(audit, FAULT_AUDIT_SHORTENED, number_text(&digits, audit->checkpoint.size),
             number_text(&other, earlier->checkpoint.size));
    if (earlier->differs) {
        find_where_it_stood(run);
        if (earlier->moved)
            find_at(audit, earlier->first_different, FAULT_AUDIT_REORDERED, number_text(&digits, earlier->stood_at));
        else
            find_at(audit, earlier->first_different, FAULT_AUDIT_FORKED, SLICE(""));
    } else if (!shortened) {
        find(audit, FAULT_AUDIT_FORKED_SOMEWHERE, number_text(&digits, earlier->checkpoint.size), SLICE(""));
    }
}

/* --- tiles ------------------------------------------------------------------------------------------------------- */

static void push_served(struct run *run, const struct hash *hashes, unsigned width)
{
    for (unsigned i = 0; i < width; i++)
        merkle_frontier_append(&run->served, &hashes[i], run->audit->crypto);
}

/* Each tile that the entries give, beside the copy's own. Entries or tiles: which of them is wrong, the root tells later. */
static bool compare_tile(void *context, const struct tile *tile, const struct hash *hashes, struct error *error)
{
    struct run *const run = context;
    struct audit *const audit = run->audit;
    char memory[TILE_PATH_BYTES_MAX], digits_memory[24];
    struct buffer path = BUFFER(memory), digits = BUFFER(digits_memory);
    if (!audit->input->copy->has_tiles)
        return true;
    bool read = read_part(run, audit->input->copy, tile_path(tile, &path), &run->other, error);
    if (!read && error->fault != FAULT_NONE)
        return false;
    if (read && !tile_read_hashes(buffer_slice(&run->other), tile->width, run->tile_hashes, error)) {
        keep_problem(audit, error, false, 0, false);
        read = false;
    }
    if (tile->level == 0)
        push_served(run, read ? run->tile_hashes : hashes, tile->width);
    audit->tiles += read;
    for (unsigned i = 0; read && i < tile->width && !run->tiles_differ; i++) {
        if (hash_equal(&run->tile_hashes[i], &hashes[i]))
            continue;
        if (tile->level > 0) {
            find(audit, FAULT_AUDIT_TILE, buffer_slice(&path), number_text(&digits, i));
            break;
        }
        run->tiles_differ = true;
        run->first_different = tile->index * TILE_WIDTH + i;
    }
    return true;
}

/* Tiles and entries disagree, or both with what was signed. */
static void judge_root(struct run *run)
{
    struct audit *const audit = run->audit;
    char memory[TILE_PATH_BYTES_MAX], digits_memory[24];
    struct buffer path = BUFFER(memory), digits = BUFFER(digits_memory);
    struct hash served;
    tiling_root(&run->tiling, &audit->root);
    bool const entries_good = hash_equal(&audit->root, &audit->checkpoint.root);
    if (run->tiles_differ && entries_good) {
        struct tile tile;
        tile_at(0, run->first_different / TILE_WIDTH, audit->checkpoint.size, &tile);
        find(audit, FAULT_AUDIT_TILE, tile_path(&tile, &path), number_text(&digits, run->first_different % TILE_WIDTH));
    } else if (run->tiles_differ) {
        merkle_frontier_root(&run->served, audit->crypto, &served);
        find_at(audit, run->first_different, FAULT_AUDIT_ENTRY, SLICE(""));
        if (!hash_equal(&served, &audit->checkpoint.root))
            find(audit, FAULT_AUDIT_ROOT, SLICE(""), SLICE(""));
    } else if (!entries_good) {
        find(audit, FAULT_AUDIT_ROOT, SLICE(""), SLICE(""));
    }
}

/* --- entries ----------------------------------------------------------------------------------------------------- */

/* A type of act or a version of format or rules that this program does not know: it cannot say whether it is so. */
static bool is_unknown(const struct error *error, struct slice bytes)
{
    return error->fault == FAULT_ACT_TYPE || error->fault == FAULT_RULES_VERSION ||
           (error->fault == FAULT_ACT_FIRST_LINE && slice_begins(bytes, SLICE("plenary/")) &&
            !slice_begins(bytes, SLICE("plenary/1")));
}

/* No verdict hangs on a version of Unicode, so this is only told. */
static void note_form(struct audit *audit, const struct entry *entry)
{
    uint32_t line;
    if (!unicode_is_nfc(entry->act.text, &line) && audit->not_nfc++ == 0)
        audit->not_nfc_first = entry->seq;
}

static void replay(struct run *run, uint64_t index, struct slice bytes)
{
    struct audit *const audit = run->audit;
    struct error error = { 0 };
    if (audit->replay_ended)
        return;
    struct entry *const entry = entry_read(&audit->state, bytes, &error);
    if (entry != NULL && entry_take(&audit->state, entry, &error)) {
        checkers_add(run->checkers, entry);
        note_form(audit, entry);
        return;
    }
    audit->replay_ended = true;
    keep_problem(audit, &error, true, index, is_unknown(&error, bytes) || error.fault == FAULT_RECORD_FULL);
}

static bool take_entry(struct run *run, uint64_t index, struct slice bytes, struct error *error)
{
    struct audit *const audit = run->audit;
    struct hash leaf;
    merkle_hash_leaf(bytes, audit->crypto, &leaf);
    if (index == 0)
        audit->first = leaf;
    if (!tiling_push(&run->tiling, &leaf, error))
        return false;
    audit->entries++;
    reach_earlier(run, &audit->earlier);
    reach_earlier(run, &audit->apart);
    replay(run, index, bytes);
    return true;
}

/* A bundle that is not one: the first entry in it that is not what the tile beside it has. */
static bool find_in_bundle(struct run *run, const struct tile *bundle, struct error *error)
{
    struct audit *const audit = run->audit;
    struct tile const tile = { 0, bundle->index, bundle->width };
    char memory[TILE_PATH_BYTES_MAX];
    struct buffer path = BUFFER(memory);
    if (!audit->input->copy->has_tiles)
        return true;
    if (!read_part(run, audit->input->copy, tile_path(&tile, &path), &run->other, error))
        return error->fault == FAULT_NONE;
    if (!tile_read_hashes(buffer_slice(&run->other), tile.width, run->tile_hashes, error))
        return true;
    for (unsigned i = 0; i < tile.width; i++) {
        struct hash leaf;
        if (run->entries[i].bytes != NULL)
            merkle_hash_leaf(run->entries[i], audit->crypto, &leaf);
        if (run->entries[i].bytes != NULL && hash_equal(&leaf, &run->tile_hashes[i]))
            continue;
        find_at(audit, bundle->index * TILE_WIDTH + i, FAULT_AUDIT_ENTRY, SLICE(""));
        return true;
    }
    return true;
}

/* False with FAULT_NONE: it was found wanting, and nothing after it can be read in order. */
static bool take_bundle(struct run *run, const struct tile *tile, struct error *error)
{
    struct audit *const audit = run->audit;
    char memory[TILE_PATH_BYTES_MAX];
    struct buffer path = BUFFER(memory);
    for (unsigned i = 0; i < TILE_WIDTH; i++)
        run->entries[i] = (struct slice){ NULL, 0 };
    if (!read_part(run, audit->input->copy, tile_path(tile, &path), &run->part, error))
        return false;
    if (!tile_read_entries(buffer_slice(&run->part), tile->width, run->entries, error)) {
        keep_problem(audit, error, false, 0, false);
        if (find_in_bundle(run, tile, error))
            error->fault = FAULT_NONE;
        return false;
    }
    compare_earlier(run, tile->index, tile->width);
    for (unsigned i = 0; i < tile->width; i++)
        if (!take_entry(run, tile->index * TILE_WIDTH + i, run->entries[i], error))
            return false;
    return true;
}

static void take_signatures(struct run *run)
{
    struct audit *const audit = run->audit;
    struct bad_signature bad[CHECKERS_BAD_MAX];
    size_t kept;
    audit->signatures_bad = checkers_end(run->checkers, bad, &kept);
    run->checkers = NULL;
    for (size_t i = 0; i < kept; i++)
        find_at(audit, bad[i].seq, bad[i].fault, audit->state.entries[bad[i].seq]->act.key_name);
    audit->problems_all += audit->signatures_bad - kept;
}

static bool take_entries(struct run *run, struct error *error)
{
    struct audit *const audit = run->audit;
    struct tile tile;
    bool good = true;
    reach_earlier(run, &audit->earlier);
    reach_earlier(run, &audit->apart);
    for (uint64_t i = 0; good && tile_at(TILE_ENTRIES, i, audit->checkpoint.size, &tile); i++) {
        good = take_bundle(run, &tile, error);
        if (audit->input->show != NULL)
            audit->input->show(audit->input->context, audit->entries, audit->checkpoint.size);
    }
    if (good && tiling_end(&run->tiling, error))
        judge_root(run);
    else
        audit->replay_ended = true;
    take_signatures(run);
    return good || error->fault == FAULT_NONE;
}

/* --- what goes with the entries ---------------------------------------------------------------------------------- */

static void compare_first(struct run *run)
{
    struct audit *const audit = run->audit;
    const struct audit_input *const input = audit->input;
    char memory[2 * HASH_BYTES], key_memory[2 * KEY_NAME_BYTES_MAX];
    struct buffer hex = BUFFER(memory), key = BUFFER(key_memory);
    if (audit->entries == 0)
        return;
    hex_write(&hex, audit->first.bytes, HASH_BYTES);
    if (input->genesis.length > 0 && !slice_equal(input->genesis, buffer_slice(&hex)))
        find_at(audit, 0, FAULT_AUDIT_GENESIS, buffer_slice(&hex));
    if (audit->state.count == 0)
        return;
    const struct key *const named = &audit->state.log_key;
    key_write(named, &key);
    if (named->id != input->key.id || !slice_equal(named->name, input->key.name))
        find_at(audit, 0, FAULT_AUDIT_LOG_KEY, buffer_slice(&key));
}

static bool is_closed(const struct state *state, const struct blob *blob)
{
    for (const struct object *object = state->kinds[OBJECT_DOCUMENT].first; object != NULL; object = object->next) {
        const struct document *const document = (const void *)object;
        if (slice_equal(document->blob, blob->hash) && document->doors == DOORS_CLOSED && document->released == NULL)
            return true;
    }
    return false;
}

static bool blob_is_of(const struct audit *audit, struct slice name, struct slice part)
{
    struct hash hash;
    return part.length >= COMMITMENT_SALT_BYTES && hex_read(name, hash.bytes, HASH_BYTES) &&
           commitment_is_of(&hash, (const unsigned char *)part.bytes,
                            slice_part(part, COMMITMENT_SALT_BYTES, part.length), audit->crypto);
}

static bool take_blob(struct run *run, const struct blob *blob, struct error *error)
{
    struct audit *const audit = run->audit;
    char memory[2 * HASH_BYTES + 8];
    struct buffer path = BUFFER(memory);
    buffer_add_text(&path, "blobs/");
    buffer_add(&path, blob->hash);
    enum log_source_result const result =
        audit->input->copy->read(audit->input->copy, buffer_slice(&path), &run->part, error);
    if (result == LOG_SOURCE_FAILED && fault_class_of(error->fault) == FAULT_CLASS_SYSTEM)
        return false;
    audit->blobs_struck += blob->struck != NULL;
    audit->blobs_struck_here += blob->struck != NULL && result != LOG_SOURCE_ABSENT;
    if (result == LOG_SOURCE_ABSENT && blob->struck == NULL) {
        bool const closed = is_closed(&audit->state, blob);
        audit->blobs_closed += closed;
        audit->blobs_missing += !closed;
    }
    if (result == LOG_SOURCE_ABSENT)
        return true;
    if (result == LOG_SOURCE_HERE && blob_is_of(audit, blob->hash, buffer_slice(&run->part)))
        audit->blobs_here++;
    else
        find(audit, FAULT_AUDIT_BLOB, blob->hash, SLICE(""));
    return true;
}

static bool take_blobs(struct run *run, struct error *error)
{
    if (!run->audit->input->blobs)
        return true;
    for (const struct blob *blob = run->audit->state.blob_list; blob != NULL; blob = blob->next)
        if (!take_blob(run, blob, error))
            return false;
    return true;
}

/* A narrower tile of an earlier size, kept beside the wider one: its beginning. */
static bool compare_narrow(struct run *run, const struct tile *tile, struct slice path, struct error *error)
{
    struct audit *const audit = run->audit;
    char memory[TILE_PATH_BYTES_MAX];
    struct buffer wide_path = BUFFER(memory);
    struct tile wide;
    tile_at(tile->level, tile->index, audit->checkpoint.size, &wide);
    if (wide.width == tile->width)
        return true;
    if (!read_part(run, audit->input->copy, path, &run->part, error) ||
        !read_part(run, audit->input->copy, tile_path(&wide, &wide_path), &run->other, error))
        return error->fault == FAULT_NONE;
    struct slice const narrow = buffer_slice(&run->part);
    bool good = slice_begins(buffer_slice(&run->other), narrow);
    if (good && tile->level == TILE_ENTRIES)
        good = tile_read_entries(narrow, tile->width, run->entries, error);
    else if (good)
        good = narrow.length == (size_t)tile->width * HASH_BYTES;
    audit->tiles += good;
    if (!good)
        find(audit, FAULT_AUDIT_TILE_PREFIX, path, SLICE(""));
    return true;
}

static bool take_file(void *context, struct slice path, struct error *error)
{
    struct run *const run = context;
    struct audit *const audit = run->audit;
    struct tile tile;
    audit->parts++;
    if (slice_begins(path, SLICE("public-log/"))) { /* cmd/public_log_audit.h */
        audit->parts--;
        return true;
    }
    if (slice_equal(path, SLICE("checkpoint")) || slice_equal(path, SLICE("key")))
        return true;
    if (tile_read_path(path, &tile) && tile_exists(&tile, audit->checkpoint.size))
        return compare_narrow(run, &tile, path, error);
    if (slice_begins(path, SLICE("blobs/")) &&
        (audit->replay_ended || state_find_blob(&audit->state, slice_part(path, 6, path.length)) != NULL))
        return true;
    find(audit, FAULT_AUDIT_EXTRA, path, SLICE(""));
    return true;
}

/* Acts in a database that no checkpoint covers; one that was signed meanwhile does. */
static bool find_unsigned_acts(struct run *run, struct error *error)
{
    struct audit *const audit = run->audit;
    struct log_source *const copy = audit->input->copy;
    char memory[TILE_PATH_BYTES_MAX];
    struct buffer path = BUFFER(memory);
    struct checkpoint now;
    uint64_t const size = audit->checkpoint.size;
    struct tile const next = { TILE_ENTRIES, size / TILE_WIDTH, (unsigned)(size % TILE_WIDTH) + 1 };
    if (copy->has_tiles)
        return true;
    enum log_source_result const result = copy->read(copy, tile_path(&next, &path), &run->part, error);
    if (result == LOG_SOURCE_ABSENT)
        return true;
    if (result == LOG_SOURCE_FAILED || copy->read(copy, SLICE("checkpoint"), &run->part, error) == LOG_SOURCE_FAILED)
        return false;
    if (!checkpoint_parse(buffer_slice(&run->part), &now, error) || now.size <= size)
        find_at(audit, size, FAULT_AUDIT_ROWS, SLICE(""));
    return true;
}

/* --- the whole --------------------------------------------------------------------------------------------------- */

static bool begin_run(struct run *run, struct error *error)
{
    struct audit *const audit = run->audit;
    uint64_t seed;
    audit->crypto = crypto_native();
    if (audit->crypto == NULL)
        return fail(error, FAULT_CRYPTO, 0);
    size_t const part = BLOB_PART_BYTES_MAX;
    if (!os_reserve(state_bytes_max, &audit->arena, error) || !os_reserve(2 * part, &run->memory, error))
        return false;
    run->part = (struct buffer){ (char *)run->memory.memory, 0, part, false };
    run->other = (struct buffer){ (char *)run->memory.memory + part, 0, part, false };
    os_random(&seed, sizeof seed);
    state_begin(&audit->state, &audit->arena, audit->crypto, seed);
    run->tiling = (struct tiling){ .crypto = audit->crypto, .take = compare_tile, .context = run };
    run->checkers = checkers_begin(audit->crypto, error);
    return run->checkers != NULL;
}

static bool take_all(struct run *run, struct error *error)
{
    struct audit *const audit = run->audit;
    struct log_source *const copy = audit->input->copy;
    if (!read_checkpoint(run, error))
        return error->fault == FAULT_NONE;
    if (!compare_key(run, error) || !read_earlier(run, error) || !take_entries(run, error))
        return false;
    judge_earlier(run, &audit->earlier);
    judge_earlier(run, &audit->apart);
    compare_first(run);
    digest_state(&audit->state, &audit->state_hash);
    audit->arena_used = audit->arena.used;
    return find_unsigned_acts(run, error) && take_blobs(run, error) &&
           (copy->walk == NULL || copy->walk(copy, take_file, run, error));
}

struct audit *audit_run(const struct audit_input *input, struct error *error)
{
    struct bad_signature bad[CHECKERS_BAD_MAX];
    size_t kept;
    struct audit *const audit = calloc(1, sizeof *audit);
    struct run *const run = calloc(1, sizeof *run);
    bool good = (audit != NULL && run != NULL) || fail(error, FAULT_MEMORY, 0, SLICE("an audit"));
    if (good) {
        audit->input = input;
        run->audit = audit;
        good = begin_run(run, error) && take_all(run, error);
        if (run->checkers != NULL)
            checkers_end(run->checkers, bad, &kept);
        os_release(&run->memory);
    }
    free(run);
    if (good)
        return audit;
    audit_free(audit);
    return NULL;
}

void audit_free(struct audit *audit)
{
    if (audit == NULL)
        return;
    os_release(&audit->arena);
    free(audit);
}

enum audit_verdict audit_verdict(const struct audit *audit)
{
    if (audit->problems_all > audit->unknown_all)
        return AUDIT_NOT_SO;
    return audit->unknown_all > 0 ? AUDIT_CANNOT_KNOW : AUDIT_SO;
}
