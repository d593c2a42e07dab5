// SPDX-License-Identifier: Apache-2.0
#include "cmd/public_log_audit.h"

#include <stdlib.h>
#include <string.h>

#include "base/hex.h"
#include "cmd/fault.h"
#include "log/part_source.h"
#include "record/fault.h"
#include "record/key_delegation.h"
#include "store/os.h"

static const struct slice folder = { "public-log/", 11 };
static const size_t arena_bytes_max = (size_t)1 << 36; /* address space */

struct comment {
    uint64_t seq;
    struct hash blob;
    bool struck;
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

struct run {
    struct public_log_audit *audit;
    const struct public_log_audit_input *input;
    struct log_source *earlier;
    char key_delegation_memory[KEY_DELEGATION_BYTES_MAX];
    struct hash receipt;
    struct arena arena; /* of what is remembered */
    struct map totals;  /* struct total by its name */
    struct map blobs;   /* struct comment by its blob */
    struct map once;    /* struct seen by its hash */
    struct comment *comments;
    size_t comment_capacity;
};

static struct slice public_audit_name_of_total(const void *total)
{
    return ((const struct total *)total)->name;
}

static struct slice public_audit_blob_of_comment(const void *comment)
{
    return hash_slice(&((const struct comment *)comment)->blob);
}

static struct slice public_audit_hash_of_seen(const void *seen)
{
    return hash_slice(&((const struct seen *)seen)->hash);
}

static bool public_audit_fail_memory(struct error *error)
{
    return fail(error, FAULT_MEMORY, 0, SLICE("a public log"));
}

/* --- entries -------------------------------------------------------------------------------------------------------- */

static bool public_audit_keep_comment(struct run *run, uint64_t seq, const struct public_log_entry *entry)
{
    struct public_log_audit *const audit = run->audit;
    if (audit->comments == run->comment_capacity) {
        size_t const capacity = run->comment_capacity > 0 ? 2 * run->comment_capacity : 1024;
        struct comment *const more = arena_take_many(&run->arena, capacity, sizeof *more);
        if (more == NULL)
            return false;
        if (audit->comments > 0)
            memcpy(more, run->comments, audit->comments * sizeof *more);
        run->comments = more;
        run->comment_capacity = capacity;
    }
    struct comment *const comment = &run->comments[audit->comments++];
    *comment = (struct comment){ .seq = seq };
    return hex_read(entry->values[PUBLIC_LOG_FIELD_BLOB], comment->blob.bytes, HASH_BYTES);
}

/* The comment of that entry: they stand in ascending order. */
static struct comment *public_audit_find_comment(const struct run *run, uint64_t seq)
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

static void public_audit_take_strike(struct run *run, uint64_t seq, const struct public_log_entry *entry)
{
    struct comment *const comment =
        public_audit_find_comment(run, public_log_entry_number(entry, PUBLIC_LOG_FIELD_ENTRY));
    run->audit->strikes++;
    if (comment == NULL || comment->struck)
        log_audit_find_at(&run->audit->log, seq, FAULT_PUBLIC_LOG_STRIKE, entry->values[PUBLIC_LOG_FIELD_ENTRY]);
    else
        comment->struck = true;
}

/* Every message and comment has a commitment of its own, with a secret or salt in it: none stands twice. */
static bool public_audit_see_once(struct run *run, uint64_t seq, const struct hash *hash)
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
    struct log_problem problem = { .at_entry = true, .index = seq };
    hex_write(&words, hash->bytes, HASH_BYTES);
    buffer_add_number(&entry, before->seq);
    fail(&problem.error, FAULT_PUBLIC_LOG_TWICE, 0, buffer_slice(&words), buffer_slice(&entry));
    log_audit_keep(&run->audit->log, &problem);
    return true;
}

static bool public_audit_see_blob_once(struct run *run, uint64_t seq, const struct public_log_entry *entry)
{
    struct hash hash;
    return !hex_read(entry->values[PUBLIC_LOG_FIELD_BLOB], hash.bytes, HASH_BYTES) ||
           public_audit_see_once(run, seq, &hash);
}

static bool public_audit_see_receipts_once(struct run *run, uint64_t seq, const struct public_log_entry *entry)
{
    struct hash hash;
    bool good = true;
    for (size_t at = 0; good && public_log_entry_next_receipt(entry, &at, &hash);)
        good = public_audit_see_once(run, seq, &hash);
    return good;
}

static void public_audit_look_for_receipt(struct run *run, uint64_t seq, const struct public_log_entry *entry)
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
static struct total *public_audit_total_of(struct run *run, const struct public_log_entry *entry)
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

static bool public_audit_take_count(struct run *run, uint64_t seq, const struct public_log_entry *entry)
{
    struct total *const total = public_audit_total_of(run, entry);
    if (total == NULL)
        return false;
    if (entry->type == PUBLIC_LOG_COUNT_ANSWERS) {
        if (public_log_entry_number(entry, PUBLIC_LOG_FIELD_ASKED) > total->number)
            log_audit_find_at(&run->audit->log, seq, FAULT_PUBLIC_LOG_TOTAL, entry->values[PUBLIC_LOG_FIELD_PLACE]);
        return true;
    }
    total->number += public_log_entry_number(entry, PUBLIC_LOG_FIELD_NUMBER);
    run->audit->messages += public_log_entry_number(entry, PUBLIC_LOG_FIELD_NUMBER);
    if (total->number != public_log_entry_number(entry, PUBLIC_LOG_FIELD_TOTAL)) {
        log_audit_find_at(&run->audit->log, seq, FAULT_PUBLIC_LOG_TOTAL, entry->values[PUBLIC_LOG_FIELD_PLACE]);
        total->number = public_log_entry_number(entry, PUBLIC_LOG_FIELD_TOTAL); /* it is said once */
    }
    public_audit_look_for_receipt(run, seq, entry);
    return public_audit_see_receipts_once(run, seq, entry);
}

/* HOST/CONFERENCE of the public log's own name. */
static bool public_audit_is_of_conference(const struct run *run, const struct public_log_entry *entry)
{
    struct slice const name = run->audit->log.key.name, origin = entry->values[PUBLIC_LOG_FIELD_CONFERENCE];
    return name.length == origin.length + folder.length && slice_begins(name, origin);
}

static bool public_audit_take_known(struct run *run, uint64_t seq, const struct public_log_entry *entry)
{
    switch (entry->type) {
    case PUBLIC_LOG_COMMENT_PUBLISH:
        return public_audit_keep_comment(run, seq, entry) && public_audit_see_blob_once(run, seq, entry);
    case PUBLIC_LOG_COMMENT_STRIKE:
        public_audit_take_strike(run, seq, entry);
        return true;
    case PUBLIC_LOG_COMMENT_REFUSE:
        run->audit->refused++;
        return public_audit_see_blob_once(run, seq, entry);
    case PUBLIC_LOG_COUNT_COMMIT:
    case PUBLIC_LOG_COUNT_ANSWERS:
        return public_audit_take_count(run, seq, entry);
    case PUBLIC_LOG_TYPE_COUNT:
        break;
    }
    return true;
}

static bool public_audit_take_entry(void *context, uint64_t seq, struct slice bytes, struct error *error)
{
    struct run *const run = context;
    struct public_log_entry entry;
    struct log_problem problem = { .at_entry = true, .index = seq };
    if (!public_log_entry_parse(bytes, &entry, &problem.error)) {
        log_audit_keep(&run->audit->log, &problem);
        return true;
    }
    if (!public_audit_is_of_conference(run, &entry))
        log_audit_find_at(&run->audit->log, seq, FAULT_PUBLIC_LOG_CONFERENCE,
                          entry.values[PUBLIC_LOG_FIELD_CONFERENCE]);
    return public_audit_take_known(run, seq, &entry) || public_audit_fail_memory(error);
}

/* --- what goes with the entries ------------------------------------------------------------------------------------ */

static bool public_audit_take_blob(struct run *run, const struct comment *comment, struct error *error)
{
    struct public_log_audit *const audit = run->audit;
    char memory[2 * HASH_BYTES];
    struct buffer hex = BUFFER(memory);
    enum log_blob_result result;
    if (!log_audit_read_blob(&audit->log, &comment->blob, &result, error))
        return false;
    audit->blobs_struck_here += comment->struck && result == LOG_BLOB_HERE;
    audit->blobs_missing += !comment->struck && result == LOG_BLOB_ABSENT;
    audit->blobs_here += result == LOG_BLOB_HERE;
    if (result != LOG_BLOB_WRONG)
        return true;
    hex_write(&hex, comment->blob.bytes, HASH_BYTES);
    log_audit_find_at(&audit->log, comment->seq, FAULT_AUDIT_BLOB, buffer_slice(&hex));
    return true;
}

static bool public_audit_take_blobs(struct run *run, struct error *error)
{
    for (uint64_t i = 0; run->input->blobs && i < run->audit->comments; i++)
        if (!public_audit_take_blob(run, &run->comments[i], error))
            return false;
    return true;
}

/* By their bytes, for the files that stand in a copy. */
static bool public_audit_map_blobs(struct run *run)
{
    for (uint64_t i = 0; run->audit->log.source->walk != NULL && i < run->audit->comments; i++) {
        struct comment *const comment = &run->comments[i];
        if (!map_put(&run->blobs, &run->arena, comment))
            return false;
    }
    return true;
}

static bool public_audit_names_blob(const struct run *run, struct slice name)
{
    struct hash hash;
    return hex_read(name, hash.bytes, HASH_BYTES) && map_find(&run->blobs, hash_slice(&hash)) != NULL;
}

static bool public_audit_belongs(void *context, struct slice path)
{
    const struct run *const run = context;
    struct slice const blobs = SLICE("blobs/");
    return slice_equal(path, SLICE("key-delegation")) ||
           (slice_begins(path, blobs) && public_audit_names_blob(run, slice_part(path, blobs.length, path.length)));
}

/* --- the whole ------------------------------------------------------------------------------------------------------ */

static bool public_audit_has_checkpoint(struct log_source *source, struct buffer *memory, bool *there,
                                        struct error *error)
{
    enum log_source_result const result = source->read(source, SLICE("checkpoint"), memory, error);
    *there = result != LOG_SOURCE_ABSENT;
    return result != LOG_SOURCE_FAILED || fault_class_of(error->fault) != FAULT_CLASS_SYSTEM;
}

/* The checkpoint, by the key that the record's key delegates to. */
static bool public_audit_read_checkpoint(struct run *run, struct error *error)
{
    struct log_audit *const log = &run->audit->log;
    struct buffer key_delegation = BUFFER(run->key_delegation_memory);
    struct log_problem problem = { 0 };
    if (!log_audit_read_part(log, SLICE("key-delegation"), &key_delegation, error))
        return error->fault == FAULT_NONE;
    if (key_delegation_read(buffer_slice(&key_delegation), &run->input->log, log->crypto, &log->key, &problem.error))
        return log_audit_read_checkpoint(log, error);
    log_audit_keep(log, &problem);
    return true;
}

static bool public_audit_begin_run(struct run *run, struct error *error)
{
    struct log_audit *const log = &run->audit->log;
    uint64_t seed;
    os_random(&seed, sizeof seed);
    run->totals = (struct map){ .key_of = public_audit_name_of_total, .seed = seed };
    run->blobs = (struct map){ .key_of = public_audit_blob_of_comment, .seed = seed };
    run->once = (struct map){ .key_of = public_audit_hash_of_seen, .seed = seed };
    log->take = public_audit_take_entry;
    log->belongs = public_audit_belongs;
    log->context = run;
    if (!log_audit_begin(log, error) || !os_reserve(arena_bytes_max, &run->arena, error))
        return false;
    if (run->input->receipt != NULL && !receipt_commit(run->input->receipt, log->crypto, &run->receipt))
        return fail(error, FAULT_RECEIPT, 0);
    log->source = part_source_open(run->input->source, folder, error);
    if (log->source != NULL && run->input->earlier != NULL)
        run->earlier = part_source_open(run->input->earlier, folder, error);
    return log->source != NULL && (run->input->earlier == NULL || run->earlier != NULL);
}

static bool public_audit_take_signed(struct run *run, struct log_source *earlier, struct error *error)
{
    struct log_audit *const log = &run->audit->log;
    if (!log_audit_read_earlier(log, earlier, SLICE(""), error) || !log_audit_read_entries(log, error))
        return false;
    if (!log_audit_goes_on(&log->earlier))
        log_audit_find(log, FAULT_PUBLIC_LOG_FORKED, SLICE(""), SLICE(""));
    return public_audit_take_blobs(run, error) && (public_audit_map_blobs(run) || public_audit_fail_memory(error)) &&
           log_audit_read_files(log, error);
}

static bool public_audit_take_all(struct run *run, struct error *error)
{
    struct public_log_audit *const audit = run->audit;
    struct log_audit *const log = &audit->log;
    bool was_there = false;
    if (!public_audit_has_checkpoint(log->source, &log->part, &audit->there, error) ||
        (run->earlier != NULL && !public_audit_has_checkpoint(run->earlier, &log->part, &was_there, error)) ||
        (audit->there && !public_audit_read_checkpoint(run, error)))
        return false;
    if (was_there && !audit->there)
        log_audit_find(log, FAULT_PUBLIC_LOG_GONE, SLICE(""), SLICE(""));
    if (!audit->there && !log_audit_read_files(log, error)) /* without a checkpoint nothing of it is signed */
        return false;
    if (log->signed_well && !public_audit_take_signed(run, was_there ? run->earlier : NULL, error))
        return false;
    if (run->input->receipt != NULL && !audit->receipt_found)
        log_audit_find(log, FAULT_RECEIPT_NOT_COUNTED, SLICE(""), SLICE(""));
    return true;
}

struct public_log_audit *public_log_audit_run(const struct public_log_audit_input *input, struct error *error)
{
    struct public_log_audit *const audit = calloc(1, sizeof *audit);
    struct run *const run = calloc(1, sizeof *run);
    bool good = (audit != NULL && run != NULL) || fail(error, FAULT_MEMORY, 0, SLICE("an audit"));
    if (good) {
        run->audit = audit;
        run->input = input;
        good = public_audit_begin_run(run, error) && public_audit_take_all(run, error);
        if (audit->log.source != NULL)
            audit->log.source->close(audit->log.source);
        if (run->earlier != NULL)
            run->earlier->close(run->earlier);
        log_audit_end(&audit->log);
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
