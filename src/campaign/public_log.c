#include "campaign/public_log.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/civil.h"
#include "base/hex.h"
#include "record/checkpoint.h"
#include "record/commitment.h"
#include "record/key_delegation.h"
#include "room/crypto.h"
#include "room/key_file.h"
#include "room/publish.h"
#include "room/site.h"
#include "room/attest.h"

enum { KEY_TEXT_BYTES_MAX = 400, SECONDS_A_MINUTE = 60 };

/* Address space: 64 bytes an entry of 2^30. */
static const size_t tree_bytes_max = (size_t)1 << 36;

struct public_log {
    char name_text[KEY_NAME_BYTES_MAX], key_text[KEY_TEXT_BYTES_MAX], key_delegation_text[KEY_DELEGATION_BYTES_MAX];
    struct slice origin, name, key, key_delegation;
    const struct crypto *crypto;
    struct signer signer;
    struct os_path record_path, checkpoint_path, key_folder, key_path;
    struct public_log_store *store;
    struct os_pair last; /* the last signed checkpoint, apart from the store */
    bool broken;         /* the disk failed: nobody knows what is on it */

    pthread_rwlock_t lock; /* over the tree */
    struct arena arena;
    struct merkle tree;
    struct merkle_frontier frontier; /* the same, for the root of what is not durable yet */
    struct publish publish;
    char entry_memory[ACT_BYTES_MAX]; /* of the entry that is made */
};

/* --- the turn: the keeper's thread ---------------------------------------------------------------------------------- */

struct turn {
    struct public_log *public_log;
    struct driver *writer;
    struct merkle_frontier frontier;
    struct hash leaves[PUBLIC_LOG_BATCH_MAX];
    size_t count;
    int64_t now;
    bool strikes;
};

/* What only the log knows: the entry that is struck, how many there are so far. False: it cannot stand. */
static bool complete(struct turn *turn, const struct public_log_item *item, struct public_log_entry *entry,
                     struct buffer *digits, bool *stands, struct error *error)
{
    uint64_t number = 0;
    *stands = true;
    if (entry->type == PUBLIC_LOG_COMMENT_STRIKE) {
        struct public_log_comment comment;
        unsigned char memory[1024];
        struct arena arena = { memory, 0, sizeof memory };
        if (!public_log_store_of_source(turn->writer, item->source, stands, &number, error))
            return false;
        if (*stands && !public_log_store_comment(turn->writer, number, &arena, &comment, stands, error))
            return false;
        *stands = *stands && !comment.struck;
        buffer_add_number(digits, number);
        entry->values[PUBLIC_LOG_FIELD_ENTRY] = buffer_slice(digits);
        turn->strikes |= *stands;
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

static bool blob_fits(const struct public_log *public_log, const struct public_log_item *item,
                      const struct public_log_entry *entry, struct hash *hash)
{
    if (entry->type != PUBLIC_LOG_COMMENT_PUBLISH)
        return true;
    return item->salt.length == COMMITMENT_SALT_BYTES && item->text.length <= PUBLIC_LOG_TEXT_BYTES_MAX &&
           hex_read(entry->values[PUBLIC_LOG_FIELD_BLOB], hash->bytes, HASH_BYTES) &&
           commitment_is_of(hash, (const unsigned char *)item->salt.bytes, item->text, public_log->crypto);
}

/* Counts say the minute alone: a second would tell which message it was. */
static int64_t time_of(const struct turn *turn, const struct public_log_entry *entry)
{
    bool const counts = entry->type == PUBLIC_LOG_COUNT_COMMIT || entry->type == PUBLIC_LOG_COUNT_ANSWERS;
    return counts ? turn->now - turn->now % SECONDS_A_MINUTE : turn->now;
}

/* Makes the entry's bytes; *stands is false where there is none to be made of it. */
static bool make_entry(struct turn *turn, const struct public_log_item *item, struct buffer *bytes,
                       struct public_log_entry *entry, struct hash *hash, bool *stands, struct error *error)
{
    char digits_memory[24], time_memory[32];
    struct buffer digits = BUFFER(digits_memory), time = BUFFER(time_memory);
    struct error trouble;
    struct public_log_entry given;
    *stands = public_log_entry_fill(item->kind, item->fields, &given);
    if (!*stands)
        return true;
    if (!complete(turn, item, &given, &digits, stands, error))
        return false;
    civil_write_instant(&time, time_of(turn, &given), 0);
    given.values[PUBLIC_LOG_FIELD_CONFERENCE] = turn->public_log->origin;
    given.values[PUBLIC_LOG_FIELD_TIME] = buffer_slice(&time);
    public_log_entry_write(&given, bytes);
    *stands = *stands && !bytes->full && public_log_entry_parse(buffer_slice(bytes), entry, &trouble) &&
              blob_fits(turn->public_log, item, entry, hash);
    return true;
}

static bool take_item(struct turn *turn, struct public_log_item *item, struct error *error)
{
    struct public_log *const public_log = turn->public_log;
    struct buffer bytes = BUFFER(public_log->entry_memory);
    struct public_log_entry entry;
    struct hash hash;
    uint64_t seq;
    bool there, stands;
    item->seq = PUBLIC_LOG_NOT_TAKEN;
    if (!public_log_store_of_inbox(turn->writer, item->inbox, &there, &seq, error))
        return false;
    if (there) { /* killed between this log's commit and the inbox's */
        item->seq = (int64_t)seq;
        return true;
    }
    if (!make_entry(turn, item, &bytes, &entry, &hash, &stands, error))
        return false;
    if (!stands)
        return true;
    seq = turn->frontier.size;
    if ((entry.type == PUBLIC_LOG_COMMENT_PUBLISH &&
         !public_log_store_add_blob(turn->writer, &hash, item->salt, item->text, error)) ||
        !public_log_store_add(turn->writer, seq, buffer_slice(&bytes), &entry, item->inbox, item->source,
                              time_of(turn, &entry), error))
        return false;
    struct hash *const leaf = &turn->leaves[turn->count++];
    merkle_hash_leaf(buffer_slice(&bytes), public_log->crypto, leaf);
    merkle_frontier_append(&turn->frontier, leaf, public_log->crypto);
    item->seq = (int64_t)seq;
    return true;
}

static void write_checkpoint(const struct public_log *public_log, const struct merkle_frontier *frontier,
                             struct buffer *note)
{
    struct hash root;
    merkle_frontier_root(frontier, public_log->crypto, &root);
    attest_checkpoint(&public_log->signer, public_log->name, frontier->size, &root, note);
}

/* The batch and its checkpoint in one commit, then the checkpoint apart, then readers may see it. */
static bool make_durable(struct turn *turn, struct error *error)
{
    struct public_log *const public_log = turn->public_log;
    char memory[PUBLISH_CHECKPOINT_BYTES_MAX];
    struct buffer note = BUFFER(memory);
    bool good = true;
    write_checkpoint(public_log, &turn->frontier, &note);
    if (!public_log_store_set_checkpoint(turn->writer, buffer_slice(&note), error))
        return false;
    public_log->broken = true; /* until all of it is known to be there */
    if (!driver_commit(turn->writer, error) || !os_pair_write(&public_log->last, buffer_slice(&note), true, error))
        return false;
    pthread_rwlock_wrlock(&public_log->lock);
    for (size_t i = 0; good && i < turn->count; i++)
        good = merkle_append(&public_log->tree, &turn->leaves[i], public_log->crypto, &public_log->arena);
    pthread_rwlock_unlock(&public_log->lock);
    if (!good)
        return fail(error, FAULT_RECORD_FULL, 0);
    public_log->frontier = turn->frontier;
    publish_show(&public_log->publish, (uint32_t)public_log->frontier.size, buffer_slice(&note));
    public_log->broken = turn->strikes && !driver_scrub(turn->writer, error);
    return !public_log->broken;
}

bool public_log_take(struct public_log *public_log, struct public_log_item *items, size_t count, int64_t now,
                     struct error *error)
{
    struct turn turn = { .public_log = public_log, .frontier = public_log->frontier, .now = now };
    bool good = true;
    if (public_log->broken || count > PUBLIC_LOG_BATCH_MAX)
        return fail(error, FAULT_PUBLIC_LOG_BROKEN, 0, public_log->name);
    turn.writer = public_log_store_writer(public_log->store);
    if (!driver_begin(turn.writer, error))
        return false;
    for (size_t i = 0; good && i < count; i++)
        good = take_item(&turn, &items[i], error);
    if (good && turn.count > 0)
        good = make_durable(&turn, error);
    if (!good || turn.count == 0)
        driver_rollback(turn.writer);
    return good;
}

/* --- reading: any thread ------------------------------------------------------------------------------------------ */

struct slice public_log_last_checkpoint(struct slice directory, struct slice conference, struct arena *arena)
{
    char memory[ORIGIN_BYTES_MAX + 16];
    struct buffer name = BUFFER(memory);
    struct os_path path;
    struct os_pair pair;
    struct error error;
    struct slice note;
    buffer_add(&name, conference);
    buffer_add_text(&name, ".checkpoint");
    if (name.full || !os_path_join(&path, directory, SLICE("public-logs"), buffer_slice(&name)) || !os_exists(&path) ||
        !os_pair_open(&path, false, arena, &pair, &note, &error))
        return SLICE("");
    os_pair_close(&pair);
    return note;
}

uint64_t public_log_size(struct public_log *public_log)
{
    return publish_count(&public_log->publish);
}

bool public_log_checkpoint(struct public_log *public_log, struct buffer *out)
{
    return publish_checkpoint(&public_log->publish, out, NULL);
}

bool public_log_write_proof(struct public_log *public_log, uint64_t seq, struct buffer *out)
{
    char memory[PUBLISH_CHECKPOINT_BYTES_MAX];
    struct buffer note = BUFFER(memory);
    uint32_t size;
    pthread_rwlock_rdlock(&public_log->lock);
    bool const good = publish_checkpoint(&public_log->publish, &note, &size) &&
                      attest_proof(&public_log->tree, seq, size, public_log->crypto, buffer_slice(&note), out);
    pthread_rwlock_unlock(&public_log->lock);
    return good;
}

struct bundle {
    struct buffer *out;
    uint64_t first;
    unsigned width, count;
};

static bool take_entry(void *context, uint64_t seq, struct slice bytes, struct error *error)
{
    struct bundle *const bundle = context;
    (void)error;
    if (bundle->count == bundle->width || seq != bundle->first + bundle->count)
        return false;
    tile_write_entry(bytes, bundle->out);
    return ++bundle->count < bundle->width;
}

bool public_log_write_tile(struct public_log *public_log, const struct tile *tile, struct buffer *out)
{
    struct bundle bundle = { out, tile->index * TILE_WIDTH, tile->width, 0 };
    struct error error = { 0 };
    if (!tile_exists(tile, public_log_size(public_log)))
        return false;
    if (tile->level != TILE_ENTRIES) {
        pthread_rwlock_rdlock(&public_log->lock);
        tile_write_hashes(tile, &public_log->tree, out);
        pthread_rwlock_unlock(&public_log->lock);
        return true;
    }
    struct driver *const reader = public_log_store_read(public_log->store);
    public_log_store_since(reader, bundle.first, take_entry, &bundle, &error);
    public_log_store_read_end(public_log->store);
    return bundle.count == bundle.width;
}

static bool take_one(void *context, uint64_t seq, struct slice bytes, struct error *error)
{
    struct bundle *const one = context;
    (void)error;
    one->count = seq == one->first;
    if (one->count == 1)
        buffer_add(one->out, bytes);
    return false;
}

bool public_log_write_entry(struct public_log *public_log, uint64_t seq, struct buffer *out)
{
    struct bundle one = { out, seq, 1, 0 };
    struct error error = { 0 };
    if (seq >= public_log_size(public_log))
        return false;
    struct driver *const reader = public_log_store_read(public_log->store);
    public_log_store_since(reader, seq, take_one, &one, &error);
    public_log_store_read_end(public_log->store);
    return one.count == 1;
}

bool public_log_write_blob(struct public_log *public_log, struct slice hash, struct arena *arena, struct buffer *out)
{
    struct hash name;
    struct slice salt, bytes;
    struct error error;
    if (!hex_read(hash, name.bytes, HASH_BYTES))
        return false;
    struct driver *const reader = public_log_store_read(public_log->store);
    bool const read = public_log_store_blob(reader, &name, arena, &salt, &bytes, &error) && bytes.bytes != NULL;
    public_log_store_read_end(public_log->store);
    if (!read)
        return false;
    buffer_add(out, salt);
    buffer_add(out, bytes);
    return true;
}

struct slice public_log_key(const struct public_log *public_log)
{
    return public_log->key;
}

struct slice public_log_key_delegation(const struct public_log *public_log)
{
    return public_log->key_delegation;
}

struct public_log_store *public_log_store(struct public_log *public_log)
{
    return public_log->store;
}

/* --- opening and closing ------------------------------------------------------------------------------------------- */

static bool name_public_log(struct public_log *public_log, const struct site *site, const struct room *room,
                            struct error *error)
{
    char file_memory[CODE_BYTES_MAX + 288], apart_memory[CODE_BYTES_MAX + 288];
    struct buffer name = BUFFER(public_log->name_text), file = BUFFER(file_memory), apart = BUFFER(apart_memory);
    struct slice const directory = site_directory(site), public_logs = SLICE("public-logs");
    struct os_path keys, folder;
    public_log->origin = room_origin(room);
    buffer_add(&name, public_log->origin);
    buffer_add_text(&name, "/public-log");
    public_log->name = buffer_slice(&name);
    buffer_add(&file, room_name(room));
    buffer_add_text(&file, ".db");
    buffer_add(&apart, room_name(room));
    buffer_add_text(&apart, ".checkpoint");
    if (name.full || file.full || apart.full || !os_path_join(&folder, directory, public_logs, SLICE("")) ||
        !os_path_join(&public_log->record_path, directory, public_logs, buffer_slice(&file)) ||
        !os_path_join(&public_log->checkpoint_path, directory, public_logs, buffer_slice(&apart)) ||
        !os_path_join(&keys, directory, SLICE("keys"), SLICE("")) ||
        !os_path_join(&public_log->key_folder, slice_of(keys.text), room_name(room), SLICE("")) ||
        !os_path_join(&public_log->key_path, slice_of(public_log->key_folder.text), SLICE("public-log"), SLICE("")))
        return fail(error, FAULT_FILE, 0, directory, SLICE("the path is too long"));
    return os_make_directory(&folder, 0755, error);
}

/* The key in words, and the record's key that vouches for it. */
static void write_key_delegation(struct public_log *public_log, const struct room *room)
{
    char memory[KEY_DELEGATION_BYTES_MAX];
    struct buffer key_text = BUFFER(public_log->key_text), text = BUFFER(memory),
                  note = BUFFER(public_log->key_delegation_text);
    struct key const key = signer_key(&public_log->signer);
    key_write(&key, &key_text);
    public_log->key = buffer_slice(&key_text);
    key_delegation_write_text(public_log->origin, &key, &text);
    room_sign(room, buffer_slice(&text), &note);
    public_log->key_delegation = buffer_slice(&note);
}

static bool replay_entry(void *context, uint64_t seq, struct slice bytes, struct error *error)
{
    struct public_log *const public_log = context;
    struct hash leaf;
    if (seq != public_log->tree.size)
        return fail(error, FAULT_PUBLIC_LOG_HISTORY, 0, public_log->name, SLICE("an entry is missing"));
    merkle_hash_leaf(bytes, public_log->crypto, &leaf);
    merkle_frontier_append(&public_log->frontier, &leaf, public_log->crypto);
    return merkle_append(&public_log->tree, &leaf, public_log->crypto, &public_log->arena) ||
           fail(error, FAULT_RECORD_FULL, 0);
}

/* That the note is this log's, and that the tree has that root at that size. */
static bool checkpoint_holds(const struct public_log *public_log, struct slice note, uint64_t *size,
                             struct error *error)
{
    struct checkpoint checkpoint;
    struct hash root;
    struct key const key = signer_key(&public_log->signer);
    if (!checkpoint_parse(note, &checkpoint, error) || !checkpoint_check(&checkpoint, &key, public_log->crypto, error))
        return false;
    *size = checkpoint.size;
    if (checkpoint.size > public_log->tree.size)
        return fail(error, FAULT_PUBLIC_LOG_HISTORY, 0, public_log->name, SLICE("it is shorter than what was signed"));
    merkle_root(&public_log->tree, checkpoint.size, public_log->crypto, &root);
    return hash_equal(&root, &checkpoint.root) ||
           fail(error, FAULT_PUBLIC_LOG_HISTORY, 0, public_log->name, SLICE("it is not what was signed"));
}

/* The store's checkpoint covers all of it; the one kept apart is not ahead of it or beside it. */
static bool check_history(struct public_log *public_log, struct slice apart, struct slice stored, struct error *error)
{
    uint64_t apart_size, stored_size;
    if (!checkpoint_holds(public_log, apart, &apart_size, error) ||
        !checkpoint_holds(public_log, stored, &stored_size, error))
        return false;
    if (stored_size != public_log->tree.size)
        return fail(error, FAULT_PUBLIC_LOG_HISTORY, 0, public_log->name,
                    SLICE("it holds entries that nothing covers"));
    return apart_size == stored_size || os_pair_write(&public_log->last, stored, true, error);
}

static bool open_log(struct public_log *public_log, bool new_log, struct error *error)
{
    char memory[PUBLISH_CHECKPOINT_BYTES_MAX];
    unsigned char notes_memory[4 * PUBLISH_CHECKPOINT_BYTES_MAX];
    struct buffer empty = BUFFER(memory);
    struct arena notes = { notes_memory, 0, sizeof notes_memory };
    struct slice apart, stored;
    write_checkpoint(public_log, &public_log->frontier, &empty);
    if (!os_pair_open(&public_log->checkpoint_path, new_log, &notes, &public_log->last, &apart, error))
        return false;
    if (new_log && slice_is_empty(apart)) {
        if (!os_pair_write(&public_log->last, buffer_slice(&empty), true, error))
            return false;
        apart = buffer_slice(&empty);
    }
    public_log->store = public_log_store_open(public_log->record_path.text, error);
    if (public_log->store == NULL)
        return false;
    struct driver *const writer = public_log_store_writer(public_log->store);
    if (!public_log_store_since(writer, 0, replay_entry, public_log, error) ||
        !public_log_store_checkpoint(writer, &notes, &stored, error))
        return false;
    if (slice_is_empty(stored))
        stored = buffer_slice(&empty);
    if (!check_history(public_log, apart, stored, error) || !public_log_store_set_checkpoint(writer, stored, error) ||
        !public_log_store_set_key_delegation(writer, public_log->key_delegation, error))
        return false;
    publish_show(&public_log->publish, (uint32_t)public_log->tree.size, stored);
    return true;
}

struct public_log *public_log_open(const struct site *site, struct room *room, struct error *error)
{
    struct public_log *const public_log = calloc(1, sizeof *public_log);
    if (public_log == NULL) {
        fail(error, FAULT_MEMORY, 0, SLICE("a public log"));
        return NULL;
    }
    public_log->last.file = -1;
    public_log->crypto = crypto_native();
    pthread_rwlock_init(&public_log->lock, NULL);
    publish_begin(&public_log->publish);
    bool good = name_public_log(public_log, site, room, error) && os_reserve(tree_bytes_max, &public_log->arena, error);
    bool const new_log = good && !os_exists(&public_log->record_path);
    good = good && key_file_open(&public_log->key_folder, &public_log->key_path, public_log->name, new_log,
                                 &public_log->signer, error);
    if (good)
        write_key_delegation(public_log, room);
    if (good && open_log(public_log, new_log, error))
        return public_log;
    public_log_close(public_log);
    return NULL;
}

void public_log_close(struct public_log *public_log)
{
    if (public_log == NULL)
        return;
    publish_close(&public_log->publish);
    public_log_store_close(public_log->store);
    os_pair_close(&public_log->last);
    publish_end(&public_log->publish);
    pthread_rwlock_destroy(&public_log->lock);
    os_release(&public_log->arena);
    signer_forget(&public_log->signer);
    free(public_log);
}
