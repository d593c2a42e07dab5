// SPDX-License-Identifier: Apache-2.0
#include "log/log.h"

#include <assert.h>
#include <stdlib.h>

#include "base/hex.h"
#include "log/crypto.h"
#include "log/fault.h"
#include "log/key_file.h"
#include "record/checkpoint.h"
#include "record/fault.h"
#include "record/proof.h"
#include "record/value.h"
#include "store/db_pair.h"
#include "store/fault.h"

enum { KEY_TEXT_BYTES_MAX = 400 /* of a verifier key: a name, an ID, 44 characters */ };

struct log {
    char name_text[KEY_NAME_BYTES_MAX], key_text[KEY_TEXT_BYTES_MAX];
    struct slice name, origin, conference, key;
    const struct log_kind *kind;
    const struct crypto *crypto;
    struct signer signer;
    struct db_pair database;
    struct os_pair apart; /* the last signed checkpoint, apart from the database ... */
    int64_t apart_ms;     /* ... and when it was synced */
    struct publish publish;

    pthread_rwlock_t lock; /* over the tree, writers first: held for writing from log_begin to log_unlock */
    struct merkle *tree;
    struct log_owner owner;

    /* The batch. */
    struct merkle before; /* the tree at log_begin */
    bool strikes;
    bool broken; /* a commit failed */
};

/* --- signing ----------------------------------------------------------------------------------------------------- */

/* The one place where a checkpoint is signed. The size is that of the whole tree, which extends every tree before it. */
static void log_sign_checkpoint(const struct log *log, struct buffer *note)
{
    char memory[LOG_CHECKPOINT_BYTES_MAX];
    struct buffer text = BUFFER(memory);
    struct hash root;
    merkle_root(log->tree, log->tree->size, log->crypto, &root);
    checkpoint_write_text(log->name, log->tree->size, &root, &text);
    signer_sign(&log->signer, buffer_slice(&text), note);
}

void log_sign(const struct log *log, struct slice text, struct buffer *note)
{
    assert(!slice_begins(text, log->name)); /* a checkpoint's first line */
    signer_sign(&log->signer, text, note);
}

/* --- writing ----------------------------------------------------------------------------------------------------- */

bool log_begin(struct log *log, struct error *error)
{
    if (log->broken)
        return fail(error, FAULT_PUBLIC_LOG_BROKEN, 0, log->name);
    if (!driver_begin(log->database.writer, error))
        return false;
    pthread_rwlock_wrlock(&log->lock);
    log->before = *log->tree;
    log->strikes = false;
    return true;
}

bool log_add(struct log *log, struct slice bytes, int64_t inbox, struct error *error)
{
    assert(log->tree->size > log->before.size);
    return log_store_add(log->database.writer, log->kind->tables, log->tree->size - 1, bytes, inbox, error);
}

bool log_add_blob(struct log *log, const struct hash *hash, struct slice salt, struct slice bytes, struct error *error)
{
    return log_store_add_blob(log->database.writer, log->kind->tables, hash, salt, bytes, error);
}

bool log_strike_blob(struct log *log, const struct hash *hash, struct error *error)
{
    log->strikes = true;
    return log_store_strike_blob(log->database.writer, log->kind->tables, hash, error);
}

/* The database itself is durable, so the checkpoint apart need not be synced at each commit: after a crash of the machine it may be
 * a little behind, which log_check_history allows. */
static bool log_keep_apart(struct log *log, struct slice checkpoint, struct error *error)
{
    int64_t const now = os_monotonic_ms();
    bool const due = now - log->apart_ms >= log->kind->apart_sync_ms;
    if (!os_pair_write(&log->apart, checkpoint, due, error))
        return false;
    if (due)
        log->apart_ms = now;
    return true;
}

/* The batch and its checkpoint in one commit; then the checkpoint apart; only then may anybody see it. A checkpoint that is signed
 * here and lost with the commit has never left the process. */
bool log_commit(struct log *log, struct error *error)
{
    char memory[LOG_CHECKPOINT_BYTES_MAX];
    struct buffer note = BUFFER(memory);
    struct driver *const writer = log->database.writer;
    bool const grown = log->tree->size > log->before.size;
    if (grown) {
        log_sign_checkpoint(log, &note);
        if (!log_store_set_checkpoint(writer, log->kind->tables, log->tree->size, buffer_slice(&note), error))
            return false;
    }
    log->broken = true; /* until all of it is known to be there */
    if (!driver_commit(writer, error) || (grown && !log_keep_apart(log, buffer_slice(&note), error)) ||
        (log->strikes && !driver_scrub(writer, error)))
        return false;
    log->broken = false;
    if (grown)
        publish_show(&log->publish, log->tree->size, buffer_slice(&note));
    return true;
}

void log_rollback(struct log *log)
{
    driver_rollback(log->database.writer);
    *log->tree = log->before;
}

struct driver *log_writer(struct log *log)
{
    return log->database.writer;
}

/* --- reading ----------------------------------------------------------------------------------------------------- */

void log_lock(struct log *log)
{
    pthread_rwlock_rdlock(&log->lock);
}

void log_unlock(struct log *log)
{
    pthread_rwlock_unlock(&log->lock);
}

uint64_t log_size(struct log *log)
{
    return publish_count(&log->publish);
}

uint64_t log_wait(struct log *log, uint64_t seen, int64_t deadline_ms)
{
    return publish_wait(&log->publish, seen, deadline_ms);
}

bool log_checkpoint(struct log *log, struct buffer *out)
{
    return publish_checkpoint(&log->publish, out, NULL);
}

bool log_write_proof(struct log *log, uint64_t seq, struct buffer *out)
{
    char memory[LOG_CHECKPOINT_BYTES_MAX];
    struct buffer checkpoint = BUFFER(memory);
    struct merkle_proof path;
    uint64_t size;
    if (!publish_checkpoint(&log->publish, &checkpoint, &size) || seq >= size)
        return false;
    log_lock(log);
    merkle_prove_inclusion(log->tree, seq, size, log->crypto, &path);
    log_unlock(log);
    proof_write_parts(seq, &path, buffer_slice(&checkpoint), out);
    return !out->full;
}

bool log_write_tile(struct log *log, const struct tile *tile, struct buffer *out)
{
    struct error error;
    bool found;
    if (!tile_exists(tile, log_size(log)))
        return false;
    if (tile->level != TILE_ENTRIES) {
        log_lock(log);
        tile_write_hashes(tile, log->tree, out);
        log_unlock(log);
        return true;
    }
    bool const read = log_store_bundle(log_reader(log), log->kind->tables, tile, out, &found, &error);
    log_reader_end(log);
    return read && found && !out->full;
}

bool log_write_entry(struct log *log, uint64_t seq, struct buffer *out)
{
    struct error error;
    bool found;
    if (seq >= log_size(log))
        return false;
    bool const read = log_store_entry(log_reader(log), log->kind->tables, seq, out, &found, &error);
    log_reader_end(log);
    return read && found;
}

bool log_write_blob(struct log *log, struct slice hash, struct buffer *out, struct error *error)
{
    struct hash name;
    bool found;
    error_clear(error);
    if (!hex_read(hash, name.bytes, HASH_BYTES))
        return fail(error, FAULT_VALUE_HASH, 0, SLICE("blob"));
    bool const read = log_store_blob(log_reader(log), log->kind->tables, &name, out, &found, error);
    log_reader_end(log);
    return read && found;
}

bool log_each_blob(struct log *log, bool (*take)(void *context, const struct hash *hash), void *context,
                   struct error *error)
{
    bool const read = log_store_each_blob(log_reader(log), log->kind->tables, take, context, error);
    log_reader_end(log);
    return read;
}

struct driver *log_reader(struct log *log)
{
    return db_pair_read(&log->database);
}

void log_reader_end(struct log *log)
{
    db_pair_read_end(&log->database);
}

struct slice log_name(const struct log *log)
{
    return log->name;
}

struct slice log_origin(const struct log *log)
{
    return log->origin;
}

struct slice log_conference(const struct log *log)
{
    return log->conference;
}

struct slice log_key_text(const struct log *log)
{
    return log->key;
}

struct key log_key(const struct log *log)
{
    return signer_key(&log->signer);
}

/* --- opening: history is checked --------------------------------------------------------------------------------- */

static bool log_fail(const struct log *log, const struct fault *fault, uint64_t number, struct error *error)
{
    char memory[24];
    struct buffer digits = BUFFER(memory);
    buffer_add_number(&digits, number);
    return fail(error, fault, 0, log->name, buffer_slice(&digits));
}

/* Signatures in entries were checked when they came. The checkpoint shows that these are the same bytes. */
static bool log_replay(void *context, uint64_t seq, struct slice bytes, struct error *error)
{
    struct log *const log = context;
    if (seq != log->tree->size)
        return log_fail(log, FAULT_RECORD_GAP, log->tree->size, error);
    return (log->owner.replay(log->owner.context, bytes, error) && log->tree->size == seq + 1) ||
           log_fail(log, FAULT_RECORD_REPLAY, seq, error);
}

/* That the note is this log's, and that the tree has that root at that size. */
static bool log_holds(const struct log *log, struct slice note, uint64_t *size, struct error *error)
{
    struct checkpoint checkpoint;
    struct hash root;
    struct key const key = signer_key(&log->signer);
    if (!checkpoint_parse(note, &checkpoint, error) || !checkpoint_check(&checkpoint, &key, log->crypto, error)) {
        char memory[256];
        struct buffer words = BUFFER(memory);
        error_reason(error, &words);
        return fail(error, FAULT_RECORD_CHECKPOINT, 0, log->name, buffer_slice(&words));
    }
    *size = checkpoint.size;
    if (checkpoint.size > log->tree->size)
        return log_fail(log, FAULT_RECORD_BEHIND, checkpoint.size, error);
    merkle_root(log->tree, checkpoint.size, log->crypto, &root);
    return hash_equal(&root, &checkpoint.root) || log_fail(log, FAULT_RECORD_FORKED, checkpoint.size, error);
}

/* The database's own last checkpoint must cover all of it. The one kept apart must not be ahead of it or beside it. */
static bool log_check_history(struct log *log, struct slice apart, struct slice stored, struct error *error)
{
    uint64_t apart_size, stored_size;
    if (!log_holds(log, apart, &apart_size, error) || !log_holds(log, stored, &stored_size, error))
        return false;
    if (stored_size != log->tree->size)
        return log_fail(log, FAULT_RECORD_FORKED, stored_size, error);
    /* Killed between the commit and the checkpoint apart: no answer had been sent. */
    return apart_size == stored_size || os_pair_write(&log->apart, stored, true, error);
}

/* A log that is new begins with the signed checkpoint of the empty tree; an empty one has no other. */
static bool log_open_history(struct log *log, const struct log_paths *paths, bool made, struct error *error)
{
    char empty_memory[LOG_CHECKPOINT_BYTES_MAX], stored_memory[LOG_CHECKPOINT_BYTES_MAX];
    unsigned char apart_memory[4 * OS_PAIR_BYTES_MAX];
    struct buffer empty = BUFFER(empty_memory), stored = BUFFER(stored_memory);
    struct arena arena = { apart_memory, 0, sizeof apart_memory };
    const struct log_tables *const tables = log->kind->tables;
    struct slice apart;
    if (!os_pair_open(&paths->apart, made, &arena, &log->apart, &apart, error))
        return false;
    log_sign_checkpoint(log, &empty);
    if (made && slice_is_empty(apart)) {
        if (!os_pair_write(&log->apart, buffer_slice(&empty), true, error))
            return false;
        apart = buffer_slice(&empty);
    }
    if (!db_pair_open(&log->database, paths->database.text, tables->statements, error) ||
        !log_store_since(log->database.writer, tables, 0, log_replay, log, error) ||
        !log_store_last_checkpoint(log->database.writer, tables, &stored, error))
        return false;
    if (stored.length == 0)
        buffer_add(&stored, buffer_slice(&empty));
    if (!log_check_history(log, apart, buffer_slice(&stored), error))
        return false;
    publish_show(&log->publish, log->tree->size, buffer_slice(&stored));
    return true;
}

static bool log_name_it(struct log *log, const struct log_place *place, struct error *error)
{
    struct buffer text = BUFFER(log->name_text);
    buffer_add(&text, place->host);
    buffer_add_byte(&text, '/');
    buffer_add(&text, place->conference);
    log->origin = buffer_slice(&text);
    log->conference = slice_part(log->origin, place->host.length + 1, log->origin.length);
    buffer_add_byte(&text, '/');
    buffer_add(&text, log->kind->name);
    log->name = buffer_slice(&text);
    return (!text.full && value_is_origin(log->origin)) || fail(error, FAULT_SITE_NAME_BAD, 0, place->conference);
}

/* The key is made with a log that is new, and only then. */
static bool log_open_files(struct log *log, const struct log_place *place, struct error *error)
{
    struct log_paths paths;
    struct buffer key_text = BUFFER(log->key_text);
    if (!log_paths_of(log->kind, place->directory, place->conference, &paths, error) ||
        !os_make_directory(&paths.folder, 0755, error))
        return false;
    bool const made = !os_exists(&paths.database);
    if (!key_file_open(&paths.key_folder, &paths.key, log->name, made, &log->signer, error))
        return false;
    struct key const key = signer_key(&log->signer);
    key_write(&key, &key_text);
    log->key = buffer_slice(&key_text);
    return log_open_history(log, &paths, made, error);
}

static void log_begin_lock(struct log *log)
{
    pthread_rwlockattr_t writers_first;
    pthread_rwlockattr_init(&writers_first);
    pthread_rwlockattr_setkind_np(&writers_first, PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP);
    pthread_rwlock_init(&log->lock, &writers_first);
    pthread_rwlockattr_destroy(&writers_first);
}

struct log *log_open(const struct log_kind *kind, const struct log_place *place, const struct log_owner *owner,
                     struct error *error)
{
    struct log *const log = calloc(1, sizeof *log);
    if (log == NULL) {
        fail(error, FAULT_MEMORY, 0, SLICE("a log"));
        return NULL;
    }
    log->kind = kind;
    log->owner = *owner;
    log->tree = owner->tree;
    log->apart.file = -1;
    log->crypto = crypto_native();
    log_begin_lock(log);
    publish_begin(&log->publish);
    if ((log->crypto != NULL || fail(error, FAULT_CRYPTO, 0)) && log_name_it(log, place, error) &&
        log_open_files(log, place, error))
        return log;
    log_close(log);
    return NULL;
}

void log_close(struct log *log)
{
    if (log == NULL)
        return;
    publish_close(&log->publish);
    if (log->database.writer != NULL)
        db_pair_close(&log->database);
    os_pair_close(&log->apart);
    publish_end(&log->publish);
    pthread_rwlock_destroy(&log->lock);
    signer_forget(&log->signer);
    free(log);
}
