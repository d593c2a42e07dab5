#include "cmd/public_log_audit.h"

#include <stdlib.h>

#include "base/hex.h"
#include "record/commitment.h"
#include "record/tiling.h"
#include "record/key_delegation.h"
#include "log/crypto.h"
#include "log/part_source.h"
#include "store/os.h"

static const struct slice folder = { "public-log/", 11 };
static const size_t arena_bytes_max = (size_t)1 << 36; /* address space */

struct run {
    struct public_log_audit *audit;
    const struct public_log_audit_input *input;
    const struct crypto *crypto;
    struct log_source *copy, *earlier;
    char key_delegation_memory[KEY_DELEGATION_BYTES_MAX], note_memory[PUBLIC_LOG_NOTE_BYTES_MAX];
    struct key key;
    struct checkpoint checkpoint, earlier_checkpoint;
    bool has_earlier, reached;
    struct hash earlier_root, receipt;
    struct arena memory, arena; /* of parts; of what is remembered */
    struct buffer part, other;
    struct tiling tiling;
    struct map totals; /* struct total by its name */
    struct map blobs;  /* struct public_log_audit_comment by its blob */
    struct map once;   /* struct seen by its hash */
    struct public_log_audit_comment *comments;
    size_t comment_capacity;
    bool differs;
    uint64_t first_different;
    struct hash hashes[TILE_WIDTH];
    struct slice entries[TILE_WIDTH];
};

/* Where a commitment was first seen. */
struct seen {
    struct hash hash; /* of a comment or receipt */
    uint64_t seq;
};

/* What was counted so far. */
struct total {
    struct slice name; /* "campaign/place" */
    uint64_t number;
};

static struct slice name_of_total(const void *total)
{
    return ((const struct total *)total)->name;
}

static struct slice blob_of_comment(const void *comment)
{
    return hash_slice(&((const struct public_log_audit_comment *)comment)->blob);
}

static struct slice hash_of_seen(const void *seen)
{
    return hash_slice(&((const struct seen *)seen)->hash);
}

/* --- problems ------------------------------------------------------------------------------------------------------ */

static void keep_problem(struct run *run, const struct error *error, bool at_entry, uint64_t index)
{
    struct public_log_audit *const audit = run->audit;
    audit->problems_all++;
    if (audit->problem_count == PUBLIC_LOG_PROBLEMS_MAX)
        return;
    struct public_log_problem *const problem = &audit->problems[audit->problem_count++];
    *problem = (struct public_log_problem){ *error, at_entry, index };
}

static void find(struct run *run, enum fault fault, struct slice about)
{
    struct error error;
    fail(&error, fault, 0, about);
    keep_problem(run, &error, false, 0);
}

static void find_at(struct run *run, uint64_t index, enum fault fault, struct slice about)
{
    struct error error;
    fail(&error, fault, 0, about);
    keep_problem(run, &error, true, index);
}

/* What is missing or too long is found, and the result false with FAULT_NONE; a disk or network that fails is an error. */
static bool read_part(struct run *run, struct slice path, struct buffer *out, struct error *error)
{
    enum log_source_result const result = run->copy->read(run->copy, path, out, error);
    if (result == LOG_SOURCE_FAILED && fault_class_of(error->fault) == FAULT_CLASS_SYSTEM)
        return false;
    if (result == LOG_SOURCE_ABSENT)
        find(run, FAULT_AUDIT_MISSING, path);
    if (result == LOG_SOURCE_FAILED)
        keep_problem(run, error, false, 0);
    error->fault = FAULT_NONE;
    return result == LOG_SOURCE_HERE;
}

static struct slice tile_path(const struct tile *tile, struct buffer *memory)
{
    buffer_clear(memory);
    tile_write_path(tile, memory);
    return buffer_slice(memory);
}

/* --- key and checkpoint ------------------------------------------------------------------------------------------- */

static bool read_checkpoint(struct run *run, struct error *error)
{
    struct public_log_audit *const audit = run->audit;
    struct buffer key_delegation = BUFFER(run->key_delegation_memory), note = BUFFER(run->note_memory);
    enum log_source_result const result = run->copy->read(run->copy, SLICE("checkpoint"), &note, error);
    if (result == LOG_SOURCE_FAILED && fault_class_of(error->fault) == FAULT_CLASS_SYSTEM)
        return false;
    error->fault = FAULT_NONE;
    audit->there = result != LOG_SOURCE_ABSENT;
    if (!audit->there || !read_part(run, SLICE("key-delegation"), &key_delegation, error))
        return error->fault == FAULT_NONE;
    audit->signed_well =
        key_delegation_read(buffer_slice(&key_delegation), &run->input->log, run->crypto, &run->key, error) &&
        checkpoint_parse(buffer_slice(&note), &run->checkpoint, error) &&
        checkpoint_check(&run->checkpoint, &run->key, run->crypto, error);
    if (!audit->signed_well)
        keep_problem(run, error, false, 0);
    error->fault = FAULT_NONE;
    audit->size = audit->signed_well ? run->checkpoint.size : 0;
    return true;
}

/* An earlier copy had a public log: this one goes on from it. */
static bool read_earlier(struct run *run, struct error *error)
{
    struct buffer note = { arena_take(&run->arena, PUBLIC_LOG_NOTE_BYTES_MAX), 0, PUBLIC_LOG_NOTE_BYTES_MAX, false };
    struct error trouble;
    if (run->earlier == NULL || note.bytes == NULL)
        return true;
    if (run->earlier->read(run->earlier, SLICE("checkpoint"), &note, error) != LOG_SOURCE_HERE)
        return true;
    if (!run->audit->there) {
        find(run, FAULT_PUBLIC_LOG_GONE, SLICE(""));
        return true;
    }
    run->has_earlier = run->audit->signed_well &&
                       checkpoint_parse(buffer_slice(&note), &run->earlier_checkpoint, &trouble) &&
                       checkpoint_check(&run->earlier_checkpoint, &run->key, run->crypto, &trouble);
    if (!run->has_earlier && run->audit->signed_well)
        find(run, FAULT_AUDIT_EARLIER, SLICE("that of the public log"));
    return true;
}

static void reach_earlier(struct run *run)
{
    if (!run->has_earlier || run->earlier_checkpoint.size != run->tiling.frontier.size)
        return;
    run->reached = true;
    tiling_root(&run->tiling, &run->earlier_root);
}

/* --- tiles ---------------------------------------------------------------------------------------------------------- */

static bool compare_tile(void *context, const struct tile *tile, const struct hash *hashes, struct error *error)
{
    struct run *const run = context;
    char memory[TILE_PATH_BYTES_MAX];
    struct buffer path = BUFFER(memory);
    if (!run->copy->has_tiles)
        return true;
    if (!read_part(run, tile_path(tile, &path), &run->other, error))
        return error->fault == FAULT_NONE;
    if (!tile_read_hashes(buffer_slice(&run->other), tile->width, run->hashes, error)) {
        keep_problem(run, error, false, 0);
        return true;
    }
    run->audit->tiles++;
    for (unsigned i = 0; i < tile->width; i++) {
        if (hash_equal(&run->hashes[i], &hashes[i]))
            continue;
        if (tile->level == 0 && !run->differs)
            run->first_different = tile->index * TILE_WIDTH + i;
        else if (tile->level > 0 && !run->differs)
            find(run, FAULT_AUDIT_TILE, buffer_slice(&path));
        run->differs |= tile->level == 0;
        break;
    }
    return true;
}

static void judge_root(struct run *run)
{
    struct hash root;
    char memory[TILE_PATH_BYTES_MAX];
    struct buffer path = BUFFER(memory);
    struct tile tile;
    tiling_root(&run->tiling, &root);
    bool const good = hash_equal(&root, &run->checkpoint.root);
    if (!good && run->differs)
        find_at(run, run->first_different, FAULT_AUDIT_ENTRY, SLICE(""));
    else if (!good)
        find(run, FAULT_AUDIT_ROOT, SLICE(""));
    else if (run->differs && tile_at(0, run->first_different / TILE_WIDTH, run->checkpoint.size, &tile))
        find(run, FAULT_AUDIT_TILE, tile_path(&tile, &path));
    if (run->has_earlier && (!run->reached || !hash_equal(&run->earlier_root, &run->earlier_checkpoint.root)))
        find(run, FAULT_PUBLIC_LOG_FORKED, SLICE(""));
}

/* --- entries -------------------------------------------------------------------------------------------------------- */

static bool keep_comment(struct run *run, uint64_t seq, const struct public_log_entry *entry)
{
    struct public_log_audit *const audit = run->audit;
    if (audit->comments == run->comment_capacity) {
        size_t const capacity = run->comment_capacity > 0 ? 2 * run->comment_capacity : 1024;
        struct public_log_audit_comment *const more = arena_take_many(&run->arena, capacity, sizeof *more);
        if (more == NULL)
            return false;
        if (audit->comments > 0)
            memcpy(more, run->comments, audit->comments * sizeof *more);
        run->comments = more;
        run->comment_capacity = capacity;
    }
    struct public_log_audit_comment *const comment = &run->comments[audit->comments++];
    *comment = (struct public_log_audit_comment){ .seq = seq };
    return hex_read(entry->values[PUBLIC_LOG_FIELD_BLOB], comment->blob.bytes, HASH_BYTES);
}

/* The comment of that entry: they stand in ascending order. */
static struct public_log_audit_comment *find_comment(const struct run *run, uint64_t seq)
{
    size_t low = 0, high = run->audit->comments;
    while (low < high) {
        size_t const middle = low + (high - low) / 2;
        if (run->comments[middle].seq < seq)
            low = middle + 1;
        else
            high = middle;
    }
    return low < run->audit->comments && run->comments[low].seq == seq ? &run->comments[low] : NULL;
}

static void take_strike(struct run *run, uint64_t seq, const struct public_log_entry *entry)
{
    struct public_log_audit_comment *const comment =
        find_comment(run, public_log_entry_number(entry, PUBLIC_LOG_FIELD_ENTRY));
    run->audit->strikes++;
    if (comment == NULL || comment->struck)
        find_at(run, seq, FAULT_PUBLIC_LOG_STRIKE, entry->values[PUBLIC_LOG_FIELD_ENTRY]);
    else
        comment->struck = true;
}

/* Every message and comment has a commitment of its own, with a secret or salt in it: none stands twice. */
static bool see_once(struct run *run, uint64_t seq, const struct hash *hash)
{
    char digits[2 * HASH_BYTES], number[24];
    struct buffer words = BUFFER(digits), entry = BUFFER(number);
    struct slice const key = hash_slice(hash);
    const struct seen *const before = map_find(&run->once, key);
    if (before == NULL) {
        struct seen *const seen = arena_take_unset(&run->arena, sizeof *seen);
        if (seen == NULL)
            return false;
        *seen = (struct seen){ *hash, seq };
        return map_put(&run->once, &run->arena, seen);
    }
    struct error error;
    hex_write(&words, hash->bytes, HASH_BYTES);
    buffer_add_number(&entry, before->seq);
    fail(&error, FAULT_PUBLIC_LOG_TWICE, 0, buffer_slice(&words), buffer_slice(&entry));
    keep_problem(run, &error, true, seq);
    return true;
}

static bool see_blob_once(struct run *run, uint64_t seq, const struct public_log_entry *entry)
{
    struct hash hash;
    return !hex_read(entry->values[PUBLIC_LOG_FIELD_BLOB], hash.bytes, HASH_BYTES) || see_once(run, seq, &hash);
}

static bool see_receipts_once(struct run *run, uint64_t seq, const struct public_log_entry *entry)
{
    struct hash hash;
    bool good = true;
    for (size_t at = 0; good && public_log_entry_next_receipt(entry, &at, &hash);)
        good = see_once(run, seq, &hash);
    return good;
}

static void look_for_receipt(struct run *run, uint64_t seq, const struct public_log_entry *entry)
{
    const struct receipt *const receipt = run->input->receipt;
    struct hash one;
    size_t at = 0;
    if (receipt == NULL || !slice_equal(entry->values[PUBLIC_LOG_FIELD_CAMPAIGN], receipt->campaign) ||
        !slice_equal(entry->values[PUBLIC_LOG_FIELD_PLACE], receipt->place))
        return;
    while (public_log_entry_next_receipt(entry, &at, &one))
        if (hash_equal(&one, &run->receipt)) {
            run->audit->receipt_found = true;
            run->audit->receipt_entry = seq;
        }
}

/* What was counted of that campaign and place so far; kept under its name. */
static struct total *total_of(struct run *run, const struct public_log_entry *entry)
{
    char memory[160];
    struct buffer name = BUFFER(memory);
    buffer_add(&name, entry->values[PUBLIC_LOG_FIELD_CAMPAIGN]);
    buffer_add_byte(&name, '/');
    buffer_add(&name, entry->values[PUBLIC_LOG_FIELD_PLACE]);
    struct total *total = map_find(&run->totals, buffer_slice(&name));
    if (total != NULL)
        return total;
    total = arena_take(&run->arena, sizeof *total);
    if (total == NULL)
        return NULL;
    total->name = arena_copy(&run->arena, buffer_slice(&name));
    return map_put(&run->totals, &run->arena, total) ? total : NULL;
}

static bool take_count(struct run *run, uint64_t seq, const struct public_log_entry *entry)
{
    struct total *const total = total_of(run, entry);
    if (total == NULL)
        return false;
    if (entry->type == PUBLIC_LOG_COUNT_ANSWERS) {
        if (public_log_entry_number(entry, PUBLIC_LOG_FIELD_ASKED) > total->number)
            find_at(run, seq, FAULT_PUBLIC_LOG_TOTAL, entry->values[PUBLIC_LOG_FIELD_PLACE]);
        return true;
    }
    total->number += public_log_entry_number(entry, PUBLIC_LOG_FIELD_NUMBER);
    run->audit->messages += public_log_entry_number(entry, PUBLIC_LOG_FIELD_NUMBER);
    if (total->number != public_log_entry_number(entry, PUBLIC_LOG_FIELD_TOTAL)) {
        find_at(run, seq, FAULT_PUBLIC_LOG_TOTAL, entry->values[PUBLIC_LOG_FIELD_PLACE]);
        total->number = public_log_entry_number(entry, PUBLIC_LOG_FIELD_TOTAL); /* it is said once */
    }
    look_for_receipt(run, seq, entry);
    return see_receipts_once(run, seq, entry);
}

/* HOST/CONFERENCE of the public log's own name. */
static bool is_of_conference(const struct run *run, const struct public_log_entry *entry)
{
    struct slice const name = run->key.name, origin = entry->values[PUBLIC_LOG_FIELD_CONFERENCE];
    return name.length == origin.length + folder.length && slice_begins(name, origin);
}

static bool take_meaning(struct run *run, uint64_t seq, struct slice bytes)
{
    struct public_log_entry entry;
    struct error error;
    if (!public_log_entry_parse(bytes, &entry, &error)) {
        keep_problem(run, &error, true, seq);
        return true;
    }
    if (!is_of_conference(run, &entry))
        find_at(run, seq, FAULT_PUBLIC_LOG_CONFERENCE, entry.values[PUBLIC_LOG_FIELD_CONFERENCE]);
    switch (entry.type) {
    case PUBLIC_LOG_COMMENT_PUBLISH:
        return keep_comment(run, seq, &entry) && see_blob_once(run, seq, &entry);
    case PUBLIC_LOG_COMMENT_STRIKE:
        take_strike(run, seq, &entry);
        return true;
    case PUBLIC_LOG_COMMENT_REFUSE:
        run->audit->refused++;
        return see_blob_once(run, seq, &entry);
    case PUBLIC_LOG_COUNT_COMMIT:
    case PUBLIC_LOG_COUNT_ANSWERS:
        return take_count(run, seq, &entry);
    case PUBLIC_LOG_TYPE_COUNT:
        break;
    }
    return true;
}

/* False with FAULT_NONE: it was found wanting, and nothing after it can be read in order. */
static bool take_bundle(struct run *run, const struct tile *tile, struct error *error)
{
    char memory[TILE_PATH_BYTES_MAX];
    struct buffer path = BUFFER(memory);
    if (!read_part(run, tile_path(tile, &path), &run->part, error))
        return false;
    if (!tile_read_entries(buffer_slice(&run->part), tile->width, run->entries, error)) {
        keep_problem(run, error, false, 0);
        error->fault = FAULT_NONE;
        return false;
    }
    for (unsigned i = 0; i < tile->width; i++) {
        struct hash leaf;
        merkle_hash_leaf(run->entries[i], run->crypto, &leaf);
        if (!tiling_push(&run->tiling, &leaf, error))
            return false;
        reach_earlier(run);
        if (!take_meaning(run, run->audit->entries++, run->entries[i]))
            return fail(error, FAULT_MEMORY, 0, SLICE("a public log"));
    }
    return true;
}

static bool take_entries(struct run *run, struct error *error)
{
    struct tile tile;
    bool good = true;
    reach_earlier(run);
    for (uint64_t i = 0; good && tile_at(TILE_ENTRIES, i, run->checkpoint.size, &tile); i++)
        good = take_bundle(run, &tile, error);
    if (good && tiling_end(&run->tiling, error))
        judge_root(run);
    return error->fault == FAULT_NONE;
}

/* --- what goes with the entries ------------------------------------------------------------------------------------ */

static bool take_blob(struct run *run, const struct public_log_audit_comment *comment, struct error *error)
{
    struct public_log_audit *const audit = run->audit;
    char memory[2 * HASH_BYTES + 8];
    struct buffer path = BUFFER(memory);
    buffer_add_text(&path, "blobs/");
    hex_write(&path, comment->blob.bytes, HASH_BYTES);
    enum log_source_result const result = run->copy->read(run->copy, buffer_slice(&path), &run->part, error);
    if (result == LOG_SOURCE_FAILED && fault_class_of(error->fault) == FAULT_CLASS_SYSTEM)
        return false;
    struct slice const part = buffer_slice(&run->part);
    error->fault = FAULT_NONE;
    audit->blobs_struck_here += comment->struck && result == LOG_SOURCE_HERE;
    audit->blobs_missing += !comment->struck && result == LOG_SOURCE_ABSENT;
    if (result == LOG_SOURCE_ABSENT)
        return true;
    if (result == LOG_SOURCE_HERE && part.length >= COMMITMENT_SALT_BYTES &&
        commitment_is_of(&comment->blob, (const unsigned char *)part.bytes,
                         slice_part(part, COMMITMENT_SALT_BYTES, part.length), run->crypto))
        audit->blobs_here++;
    else
        find_at(run, comment->seq, FAULT_AUDIT_BLOB, slice_part(buffer_slice(&path), 6, path.length));
    return true;
}

static bool take_blobs(struct run *run, struct error *error)
{
    for (uint64_t i = 0; run->input->blobs && i < run->audit->comments; i++)
        if (!take_blob(run, &run->comments[i], error))
            return false;
    return true;
}

/* By their bytes, for the files that stand in a copy. */
static bool map_blobs(struct run *run)
{
    for (uint64_t i = 0; run->copy->walk != NULL && i < run->audit->comments; i++) {
        struct public_log_audit_comment *const comment = &run->comments[i];
        if (!map_put(&run->blobs, &run->arena, comment))
            return false;
    }
    return true;
}

static bool names_blob(const struct run *run, struct slice name)
{
    struct hash hash;
    return hex_read(name, hash.bytes, HASH_BYTES) && map_find(&run->blobs, hash_slice(&hash)) != NULL;
}

static bool take_file(void *context, struct slice path, struct error *error)
{
    struct run *const run = context;
    struct slice const blobs = SLICE("blobs/");
    struct tile tile;
    (void)error;
    run->audit->parts++;
    if (slice_equal(path, SLICE("checkpoint")) || slice_equal(path, SLICE("key")) ||
        slice_equal(path, SLICE("key-delegation")) ||
        (tile_read_path(path, &tile) && tile_exists(&tile, run->checkpoint.size)) ||
        (slice_begins(path, blobs) && names_blob(run, slice_part(path, blobs.length, path.length))))
        return true;
    find(run, FAULT_AUDIT_EXTRA, path);
    return true;
}

/* --- the whole ------------------------------------------------------------------------------------------------------ */

static bool begin_run(struct run *run, struct error *error)
{
    size_t const part = BUNDLE_BYTES_MAX;
    run->crypto = crypto_native();
    if (run->crypto == NULL)
        return fail(error, FAULT_CRYPTO, 0);
    uint64_t seed;
    os_random(&seed, sizeof seed);
    run->totals = (struct map){ .key_of = name_of_total, .seed = seed };
    run->blobs = (struct map){ .key_of = blob_of_comment, .seed = seed };
    run->once = (struct map){ .key_of = hash_of_seen, .seed = seed };
    if (!os_reserve(2 * part, &run->memory, error) || !os_reserve(arena_bytes_max, &run->arena, error))
        return false;
    run->part = (struct buffer){ (char *)run->memory.memory, 0, part, false };
    run->other = (struct buffer){ (char *)run->memory.memory + part, 0, part, false };
    run->tiling = (struct tiling){ .crypto = run->crypto, .take = compare_tile, .context = run };
    if (run->input->receipt != NULL && !receipt_commit(run->input->receipt, run->crypto, &run->receipt))
        return fail(error, FAULT_RECEIPT, 0);
    run->copy = part_source_open(run->input->whole, folder, error);
    if (run->copy != NULL && run->input->earlier != NULL)
        run->earlier = part_source_open(run->input->earlier, folder, error);
    return run->copy != NULL && (run->input->earlier == NULL || run->earlier != NULL);
}

static bool take_signed(struct run *run, struct error *error)
{
    return take_entries(run, error) && take_blobs(run, error) &&
           (map_blobs(run) || fail(error, FAULT_MEMORY, 0, SLICE("a public log"))) &&
           (run->copy->walk == NULL || run->copy->walk(run->copy, take_file, run, error));
}

static bool take_all(struct run *run, struct error *error)
{
    if (!read_checkpoint(run, error) || !read_earlier(run, error))
        return false;
    bool const taken = !run->audit->signed_well || take_signed(run, error);
    if (taken && run->input->receipt != NULL && !run->audit->receipt_found)
        find(run, FAULT_RECEIPT_NOT_COUNTED, SLICE(""));
    return taken;
}

struct public_log_audit *public_log_audit_run(const struct public_log_audit_input *input, struct error *error)
{
    struct public_log_audit *const audit = calloc(1, sizeof *audit);
    struct run *const run = calloc(1, sizeof *run);
    bool good = (audit != NULL && run != NULL) || fail(error, FAULT_MEMORY, 0, SLICE("an audit"));
    if (good) {
        run->audit = audit;
        run->input = input;
        good = begin_run(run, error) && take_all(run, error);
        if (run->copy != NULL)
            run->copy->close(run->copy);
        if (run->earlier != NULL)
            run->earlier->close(run->earlier);
        os_release(&run->memory);
        os_release(&run->arena);
    }
    free(run);
    if (good)
        return audit;
    public_log_audit_free(audit);
    return NULL;
}

void public_log_audit_free(struct public_log_audit *audit)
{
    free(audit);
}
