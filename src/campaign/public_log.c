// SPDX-License-Identifier: Apache-2.0
#include "campaign/public_log.h"

#include <stdlib.h>

#include "base/civil.h"
#include "base/hex.h"
#include "log/crypto.h"
#include "record/commitment.h"
#include "record/key_delegation.h"
#include "rules/fault.h"
#include "store/public_log_store.h"

enum { SECONDS_A_MINUTE = 60 };

/* Address space: 64 bytes an entry of 2^30. */
static const size_t tree_bytes_max = (size_t)1 << 36;

struct public_log {
    struct log *log;
    struct arena arena;
    struct merkle tree;
    char key_delegation_text[KEY_DELEGATION_BYTES_MAX];
    struct slice key_delegation;
    char entry_memory[ACT_BYTES_MAX]; /* of the entry that is made */
};

static bool public_log_append_leaf(void *context, struct slice bytes, struct error *error)
{
    struct public_log *const public_log = context;
    struct hash leaf;
    merkle_hash_leaf(bytes, crypto_native(), &leaf);
    return merkle_append(&public_log->tree, &leaf, crypto_native(), &public_log->arena) ||
           fail(error, FAULT_RECORD_FULL, 0);
}

/* --- the turn: the writer's thread --------------------------------------------------------------------------------- */

struct turn {
    struct public_log *public_log;
    struct driver *writer;
    int64_t now;
};

/* What only the log knows: the entry that is struck, with its blob, and how many there are so far. *stands: whether the entry
 * is still valid. */
static bool public_log_complete(struct turn *turn, const struct public_log_item *item, struct public_log_entry *entry,
                                struct hash *blob, struct buffer *digits, bool *stands, struct error *error)
{
    uint64_t number = 0;
    *stands = true;
    if (entry->type == PUBLIC_LOG_COMMENT_STRIKE) {
        struct public_log_comment comment = { 0 };
        unsigned char memory[1024];
        struct arena arena = { memory, 0, sizeof memory };
        if (!public_log_store_of_source(turn->writer, item->source, stands, &number, error))
            return false;
        if (*stands && !public_log_store_comment(turn->writer, number, &arena, &comment, stands, error))
            return false;
        *stands = *stands && !comment.struck;
        buffer_add_number(digits, number);
        entry->values[PUBLIC_LOG_FIELD_ENTRY] = buffer_slice(digits);
        *blob = comment.blob;
    } else if (entry->type == PUBLIC_LOG_COUNT_COMMIT) {
        if (!public_log_store_total(turn->writer, entry->values[PUBLIC_LOG_FIELD_CAMPAIGN],
                                    entry->values[PUBLIC_LOG_FIELD_PLACE], &number, error))
            return false;
        buffer_add_number(digits, number + public_log_entry_number(entry, PUBLIC_LOG_FIELD_NUMBER));
        entry->values[PUBLIC_LOG_FIELD_TOTAL] = buffer_slice(digits);
    } else if (entry->type == PUBLIC_LOG_COUNT_ANSWERS) {
        bool known;
        if (!public_log_store_knows(turn->writer, entry, &known, error))
            return false;
        *stands = !known;
    }
    return true;
}

static bool public_log_blob_fits(const struct public_log_item *item, const struct public_log_entry *entry,
                                 struct hash *blob)
{
    if (entry->type != PUBLIC_LOG_COMMENT_PUBLISH)
        return true;
    return item->salt.length == COMMITMENT_SALT_BYTES && item->text.length <= PUBLIC_LOG_TEXT_BYTES_MAX &&
           hex_read(entry->values[PUBLIC_LOG_FIELD_BLOB], blob->bytes, HASH_BYTES) &&
           commitment_is_of(blob, (const unsigned char *)item->salt.bytes, item->text, crypto_native());
}

/* Counts have only the minute: a second would tell which message it was. */
static int64_t public_log_time_of(const struct turn *turn, const struct public_log_entry *entry)
{
    bool const counts = entry->type == PUBLIC_LOG_COUNT_COMMIT || entry->type == PUBLIC_LOG_COUNT_ANSWERS;
    return counts ? turn->now - turn->now % SECONDS_A_MINUTE : turn->now;
}

/* Makes the entry's bytes; *stands is false where no entry can be made. */
static bool public_log_make_entry(struct turn *turn, const struct public_log_item *item, struct buffer *bytes,
                                  struct public_log_entry *entry, struct hash *blob, bool *stands, struct error *error)
{
    char digits_memory[24], time_memory[32];
    struct buffer digits = BUFFER(digits_memory), time = BUFFER(time_memory);
    struct error trouble;
    struct public_log_entry given;
    *stands = public_log_entry_fill(item->kind, item->fields, &given);
    if (!*stands)
        return true;
    if (!public_log_complete(turn, item, &given, blob, &digits, stands, error))
        return false;
    civil_write_instant(&time, public_log_time_of(turn, &given), 0);
    given.values[PUBLIC_LOG_FIELD_CONFERENCE] = log_origin(turn->public_log->log);
    given.values[PUBLIC_LOG_FIELD_TIME] = buffer_slice(&time);
    public_log_entry_write(&given, bytes);
    *stands = *stands && !bytes->full && public_log_entry_parse(buffer_slice(bytes), entry, &trouble) &&
              public_log_blob_fits(item, entry, blob);
    return true;
}

/* Adds the entry, its index, and the text that it publishes or strikes. */
static bool public_log_add_entry(struct turn *turn, const struct public_log_item *item, struct slice bytes,
                                 const struct public_log_entry *entry, const struct hash *blob, struct error *error)
{
    struct public_log *const public_log = turn->public_log;
    uint64_t const seq = public_log->tree.size;
    return public_log_append_leaf(public_log, bytes, error) && log_add(public_log->log, bytes, item->inbox, error) &&
           public_log_store_index(turn->writer, seq, entry, item->source, public_log_time_of(turn, entry), error) &&
           (entry->type != PUBLIC_LOG_COMMENT_PUBLISH ||
            log_add_blob(public_log->log, blob, item->salt, item->text, error)) &&
           (entry->type != PUBLIC_LOG_COMMENT_STRIKE || log_strike_blob(public_log->log, blob, error));
}

static bool public_log_take_item(struct turn *turn, struct public_log_item *item, struct error *error)
{
    struct public_log *const public_log = turn->public_log;
    struct buffer bytes = BUFFER(public_log->entry_memory);
    struct public_log_entry entry;
    struct hash blob;
    uint64_t seq;
    bool there, stands;
    item->seq = PUBLIC_LOG_NOT_TAKEN;
    if (!public_log_store_of_inbox(turn->writer, item->inbox, &there, &seq, error))
        return false;
    if (there) { /* killed between this log's commit and the inbox's */
        item->seq = (int64_t)seq;
        return true;
    }
    if (!public_log_make_entry(turn, item, &bytes, &entry, &blob, &stands, error))
        return false;
    if (!stands)
        return true;
    item->seq = (int64_t)public_log->tree.size;
    return public_log_add_entry(turn, item, buffer_slice(&bytes), &entry, &blob, error);
}

bool public_log_take(struct public_log *public_log, struct public_log_item *items, size_t count, int64_t now,
                     struct error *error)
{
    struct log *const log = public_log->log;
    struct turn turn = { public_log, log_writer(log), now };
    if (!log_begin(log, error))
        return false;
    uint64_t const before = public_log->tree.size;
    bool good = true;
    for (size_t i = 0; good && i < count; i++)
        good = public_log_take_item(&turn, &items[i], error);
    bool const grown = good && public_log->tree.size > before;
    good = good && (!grown || log_commit(log, error));
    if (!grown || !good)
        log_rollback(log);
    log_unlock(log);
    return good;
}

struct log *public_log_log(struct public_log *public_log)
{
    return public_log->log;
}

struct slice public_log_key_delegation(const struct public_log *public_log)
{
    return public_log->key_delegation;
}

/* --- opening and closing ------------------------------------------------------------------------------------------- */

/* The key delegation and the checkpoint stand in the database too, for those who read it beside the server. */
static bool public_log_keep_key_delegation(struct public_log *public_log, const struct log *record, struct error *error)
{
    char text_memory[KEY_DELEGATION_BYTES_MAX], checkpoint_memory[LOG_CHECKPOINT_BYTES_MAX];
    struct buffer text = BUFFER(text_memory), note = BUFFER(public_log->key_delegation_text),
                  checkpoint = BUFFER(checkpoint_memory);
    struct driver *const writer = log_writer(public_log->log);
    struct key const key = log_key(public_log->log);
    key_delegation_write_text(log_origin(public_log->log), &key, &text);
    log_sign(record, buffer_slice(&text), &note);
    public_log->key_delegation = buffer_slice(&note);
    return log_checkpoint(public_log->log, &checkpoint) &&
           log_store_set_checkpoint(writer, &public_log_tables, public_log->tree.size, buffer_slice(&checkpoint),
                                    error) &&
           public_log_store_set_key_delegation(writer, public_log->key_delegation, error);
}

struct public_log *public_log_open(const struct log_place *place, const struct log *record, struct error *error)
{
    struct public_log *const public_log = calloc(1, sizeof *public_log);
    if (public_log == NULL) {
        fail(error, FAULT_MEMORY, 0, SLICE("a public log"));
        return NULL;
    }
    struct log_owner const owner = { &public_log->tree, public_log_append_leaf, public_log };
    if (os_reserve(tree_bytes_max, &public_log->arena, error))
        public_log->log = log_open(&log_kind_public, place, &owner, error);
    if (public_log->log != NULL && public_log_keep_key_delegation(public_log, record, error))
        return public_log;
    public_log_close(public_log);
    return NULL;
}

void public_log_close(struct public_log *public_log)
{
    if (public_log == NULL)
        return;
    log_close(public_log->log);
    os_release(&public_log->arena);
    free(public_log);
}
