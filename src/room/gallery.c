#include "room/gallery.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/civil.h"
#include "base/hex.h"
#include "record/checkpoint.h"
#include "record/commitment.h"
#include "record/warrant.h"
#include "room/crypto.h"
#include "room/key_file.h"
#include "room/publish.h"
#include "room/site.h"
#include "room/vouch.h"

enum { KEY_TEXT_BYTES_MAX = 400, SECONDS_A_MINUTE = 60 };

/* Address space: 64 bytes an entry of 2^30. */
static const size_t tree_bytes_max = (size_t)1 << 36;

struct gallery {
    char name_text[KEY_NAME_BYTES_MAX], key_text[KEY_TEXT_BYTES_MAX], warrant_text[WARRANT_BYTES_MAX];
    struct slice origin, name, key, warrant;
    const struct crypto *crypto;
    struct signer signer;
    struct os_path record_path, checkpoint_path, key_folder, key_path;
    struct gallery_store *store;
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
    struct gallery *gallery;
    struct driver *writer;
    struct merkle_frontier frontier;
    struct hash leaves[GALLERY_BATCH_MAX];
    size_t count;
    int64_t now;
    bool strikes;
};

/* What only the log knows: the entry that is struck, how many there are so far. False: it cannot stand. */
static bool complete(struct turn *turn, const struct gallery_item *item, struct gallery_entry *entry,
                     struct buffer *digits, bool *stands, struct error *error)
{
    uint64_t number = 0;
    *stands = true;
    if (entry->type == GALLERY_COMMENT_STRIKE) {
        struct gallery_comment comment;
        unsigned char memory[1024];
        struct arena arena = { memory, 0, sizeof memory };
        if (!gallery_store_of_source(turn->writer, item->source, stands, &number, error))
            return false;
        if (*stands && !gallery_store_comment(turn->writer, number, &arena, &comment, stands, error))
            return false;
        *stands = *stands && !comment.struck;
        buffer_add_number(digits, number);
        entry->values[GALLERY_FIELD_ENTRY] = buffer_slice(digits);
        turn->strikes |= *stands;
    } else if (entry->type == GALLERY_COUNT_COMMIT) {
        if (!gallery_store_total(turn->writer, entry->values[GALLERY_FIELD_CAMPAIGN],
                                 entry->values[GALLERY_FIELD_PLACE], &number, error))
            return false;
        buffer_add_number(digits, number + gallery_entry_number(entry, GALLERY_FIELD_NUMBER));
        entry->values[GALLERY_FIELD_TOTAL] = buffer_slice(digits);
    } else if (entry->type == GALLERY_COUNT_ANSWERS) {
        bool known;
        if (!gallery_store_knows(turn->writer, entry, &known, error))
            return false;
        *stands = !known;
    }
    return true;
}

static bool blob_fits(const struct gallery *gallery, const struct gallery_item *item, const struct gallery_entry *entry,
                      struct hash *hash)
{
    if (entry->type != GALLERY_COMMENT_PUBLISH)
        return true;
    return item->salt.length == COMMITMENT_SALT_BYTES && item->text.length <= GALLERY_TEXT_BYTES_MAX &&
           hex_read(entry->values[GALLERY_FIELD_BLOB], hash->bytes, HASH_BYTES) &&
           commitment_is_of(hash, (const unsigned char *)item->salt.bytes, item->text, gallery->crypto);
}

/* Counts say the minute alone: a second would tell which message it was. */
static int64_t time_of(const struct turn *turn, const struct gallery_entry *entry)
{
    bool const counts = entry->type == GALLERY_COUNT_COMMIT || entry->type == GALLERY_COUNT_ANSWERS;
    return counts ? turn->now - turn->now % SECONDS_A_MINUTE : turn->now;
}

/* Makes the entry's bytes; *stands is false where there is none to be made of it. */
static bool make_entry(struct turn *turn, const struct gallery_item *item, struct buffer *bytes,
                       struct gallery_entry *entry, struct hash *hash, bool *stands, struct error *error)
{
    char digits_memory[24], time_memory[32];
    struct buffer digits = BUFFER(digits_memory), time = BUFFER(time_memory);
    struct error trouble;
    struct gallery_entry given;
    *stands = gallery_entry_fill(item->kind, item->fields, &given);
    if (!*stands)
        return true;
    if (!complete(turn, item, &given, &digits, stands, error))
        return false;
    civil_write_instant(&time, time_of(turn, &given), 0);
    given.values[GALLERY_FIELD_CONFERENCE] = turn->gallery->origin;
    given.values[GALLERY_FIELD_TIME] = buffer_slice(&time);
    gallery_entry_write(&given, bytes);
    *stands = *stands && !bytes->full && gallery_entry_parse(buffer_slice(bytes), entry, &trouble) &&
              blob_fits(turn->gallery, item, entry, hash);
    return true;
}

static bool take_item(struct turn *turn, struct gallery_item *item, struct error *error)
{
    struct gallery *const gallery = turn->gallery;
    struct buffer bytes = BUFFER(gallery->entry_memory);
    struct gallery_entry entry;
    struct hash hash;
    uint64_t seq;
    bool there, stands;
    item->seq = GALLERY_NOT_TAKEN;
    if (!gallery_store_of_inbox(turn->writer, item->inbox, &there, &seq, error))
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
    if ((entry.type == GALLERY_COMMENT_PUBLISH &&
         !gallery_store_add_blob(turn->writer, &hash, item->salt, item->text, error)) ||
        !gallery_store_add(turn->writer, seq, buffer_slice(&bytes), &entry, item->inbox, item->source,
                           time_of(turn, &entry), error))
        return false;
    struct hash *const leaf = &turn->leaves[turn->count++];
    merkle_hash_leaf(buffer_slice(&bytes), gallery->crypto, leaf);
    merkle_frontier_append(&turn->frontier, leaf, gallery->crypto);
    item->seq = (int64_t)seq;
    return true;
}

static void write_checkpoint(const struct gallery *gallery, const struct merkle_frontier *frontier, struct buffer *note)
{
    struct hash root;
    merkle_frontier_root(frontier, gallery->crypto, &root);
    vouch_checkpoint(&gallery->signer, gallery->name, frontier->size, &root, note);
}

/* The batch and its checkpoint in one commit, then the checkpoint apart, then readers may see it. */
static bool make_durable(struct turn *turn, struct error *error)
{
    struct gallery *const gallery = turn->gallery;
    char memory[PUBLISH_CHECKPOINT_BYTES_MAX];
    struct buffer note = BUFFER(memory);
    bool good = true;
    write_checkpoint(gallery, &turn->frontier, &note);
    if (!gallery_store_set_checkpoint(turn->writer, buffer_slice(&note), error))
        return false;
    gallery->broken = true; /* until all of it is known to be there */
    if (!driver_commit(turn->writer, error) || !os_pair_write(&gallery->last, buffer_slice(&note), true, error))
        return false;
    pthread_rwlock_wrlock(&gallery->lock);
    for (size_t i = 0; good && i < turn->count; i++)
        good = merkle_append(&gallery->tree, &turn->leaves[i], gallery->crypto, &gallery->arena);
    pthread_rwlock_unlock(&gallery->lock);
    if (!good)
        return fail(error, FAULT_RECORD_FULL, 0, SLICE(""), SLICE(""));
    gallery->frontier = turn->frontier;
    publish_show(&gallery->publish, (uint32_t)gallery->frontier.size, buffer_slice(&note));
    gallery->broken = turn->strikes && !driver_scrub(turn->writer, error);
    return !gallery->broken;
}

bool gallery_take(struct gallery *gallery, struct gallery_item *items, size_t count, int64_t now, struct error *error)
{
    struct turn turn = { .gallery = gallery, .frontier = gallery->frontier, .now = now };
    bool good = true;
    if (gallery->broken || count > GALLERY_BATCH_MAX)
        return fail(error, FAULT_GALLERY_BROKEN, 0, gallery->name, SLICE(""));
    turn.writer = gallery_store_writer(gallery->store);
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

struct slice gallery_last_checkpoint(struct slice directory, struct slice conference, struct arena *arena)
{
    char memory[ORIGIN_BYTES_MAX + 16];
    struct buffer name = BUFFER(memory);
    struct os_path path;
    struct os_pair pair;
    struct error error;
    struct slice note;
    buffer_add(&name, conference);
    buffer_add_text(&name, ".checkpoint");
    if (name.full || !os_path_join(&path, directory, SLICE("galleries"), buffer_slice(&name)) || !os_exists(&path) ||
        !os_pair_open(&path, false, arena, &pair, &note, &error))
        return SLICE("");
    os_pair_close(&pair);
    return note;
}

uint64_t gallery_size(struct gallery *gallery)
{
    return publish_count(&gallery->publish);
}

bool gallery_checkpoint(struct gallery *gallery, struct buffer *out)
{
    return publish_checkpoint(&gallery->publish, out, NULL);
}

bool gallery_write_proof(struct gallery *gallery, uint64_t seq, struct buffer *out)
{
    char memory[PUBLISH_CHECKPOINT_BYTES_MAX];
    struct buffer note = BUFFER(memory);
    uint32_t size;
    pthread_rwlock_rdlock(&gallery->lock);
    bool const good = publish_checkpoint(&gallery->publish, &note, &size) &&
                      vouch_proof(&gallery->tree, seq, size, gallery->crypto, buffer_slice(&note), out);
    pthread_rwlock_unlock(&gallery->lock);
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

bool gallery_write_tile(struct gallery *gallery, const struct tile *tile, struct buffer *out)
{
    struct bundle bundle = { out, tile->index * TILE_WIDTH, tile->width, 0 };
    struct error error = { 0 };
    if (!tile_exists(tile, gallery_size(gallery)))
        return false;
    if (tile->level != TILE_ENTRIES) {
        pthread_rwlock_rdlock(&gallery->lock);
        tile_write_hashes(tile, &gallery->tree, out);
        pthread_rwlock_unlock(&gallery->lock);
        return true;
    }
    struct driver *const reader = gallery_store_read(gallery->store);
    gallery_store_since(reader, bundle.first, take_entry, &bundle, &error);
    gallery_store_read_end(gallery->store);
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

bool gallery_write_entry(struct gallery *gallery, uint64_t seq, struct buffer *out)
{
    struct bundle one = { out, seq, 1, 0 };
    struct error error = { 0 };
    if (seq >= gallery_size(gallery))
        return false;
    struct driver *const reader = gallery_store_read(gallery->store);
    gallery_store_since(reader, seq, take_one, &one, &error);
    gallery_store_read_end(gallery->store);
    return one.count == 1;
}

bool gallery_write_blob(struct gallery *gallery, struct slice hash, struct arena *arena, struct buffer *out)
{
    struct hash name;
    struct slice salt, bytes;
    struct error error;
    if (!hex_read(hash, name.bytes, HASH_BYTES))
        return false;
    struct driver *const reader = gallery_store_read(gallery->store);
    bool const read = gallery_store_blob(reader, &name, arena, &salt, &bytes, &error) && bytes.bytes != NULL;
    gallery_store_read_end(gallery->store);
    if (!read)
        return false;
    buffer_add(out, salt);
    buffer_add(out, bytes);
    return true;
}

struct slice gallery_key(const struct gallery *gallery)
{
    return gallery->key;
}

struct slice gallery_warrant(const struct gallery *gallery)
{
    return gallery->warrant;
}

struct gallery_store *gallery_store(struct gallery *gallery)
{
    return gallery->store;
}

/* --- opening and closing ------------------------------------------------------------------------------------------- */

static bool name_gallery(struct gallery *gallery, const struct site *site, const struct room *room, struct error *error)
{
    char file_memory[CODE_BYTES_MAX + 288], apart_memory[CODE_BYTES_MAX + 288];
    struct buffer name = BUFFER(gallery->name_text), file = BUFFER(file_memory), apart = BUFFER(apart_memory);
    struct slice const directory = site_directory(site), galleries = SLICE("galleries");
    struct os_path keys, folder;
    gallery->origin = room_origin(room);
    buffer_add(&name, gallery->origin);
    buffer_add_text(&name, "/gallery");
    gallery->name = buffer_slice(&name);
    buffer_add(&file, room_name(room));
    buffer_add_text(&file, ".db");
    buffer_add(&apart, room_name(room));
    buffer_add_text(&apart, ".checkpoint");
    if (name.full || file.full || apart.full || !os_path_join(&folder, directory, galleries, SLICE("")) ||
        !os_path_join(&gallery->record_path, directory, galleries, buffer_slice(&file)) ||
        !os_path_join(&gallery->checkpoint_path, directory, galleries, buffer_slice(&apart)) ||
        !os_path_join(&keys, directory, SLICE("keys"), SLICE("")) ||
        !os_path_join(&gallery->key_folder, slice_of(keys.text), room_name(room), SLICE("")) ||
        !os_path_join(&gallery->key_path, slice_of(gallery->key_folder.text), SLICE("gallery"), SLICE("")))
        return fail(error, FAULT_FILE, 0, directory, SLICE("the path is too long"));
    return os_make_directory(&folder, 0755, error);
}

/* The key in words, and the record's key that vouches for it. */
static void write_warrant(struct gallery *gallery, const struct room *room)
{
    char memory[WARRANT_BYTES_MAX];
    struct buffer key_text = BUFFER(gallery->key_text), text = BUFFER(memory), note = BUFFER(gallery->warrant_text);
    struct key const key = signer_key(&gallery->signer);
    key_write(&key, &key_text);
    gallery->key = buffer_slice(&key_text);
    warrant_write_text(gallery->origin, &key, &text);
    room_sign(room, buffer_slice(&text), &note);
    gallery->warrant = buffer_slice(&note);
}

static bool replay_entry(void *context, uint64_t seq, struct slice bytes, struct error *error)
{
    struct gallery *const gallery = context;
    struct hash leaf;
    if (seq != gallery->tree.size)
        return fail(error, FAULT_GALLERY_HISTORY, 0, gallery->name, SLICE("an entry is missing"));
    merkle_hash_leaf(bytes, gallery->crypto, &leaf);
    merkle_frontier_append(&gallery->frontier, &leaf, gallery->crypto);
    return merkle_append(&gallery->tree, &leaf, gallery->crypto, &gallery->arena) ||
           fail(error, FAULT_RECORD_FULL, 0, SLICE(""), SLICE(""));
}

/* That the note is this log's, and that the tree has that root at that size. */
static bool checkpoint_holds(const struct gallery *gallery, struct slice note, uint64_t *size, struct error *error)
{
    struct checkpoint checkpoint;
    struct hash root;
    struct key const key = signer_key(&gallery->signer);
    if (!checkpoint_parse(note, &checkpoint, error) || !checkpoint_check(&checkpoint, &key, gallery->crypto, error))
        return false;
    *size = checkpoint.size;
    if (checkpoint.size > gallery->tree.size)
        return fail(error, FAULT_GALLERY_HISTORY, 0, gallery->name, SLICE("it is shorter than what was signed"));
    merkle_root(&gallery->tree, checkpoint.size, gallery->crypto, &root);
    return hash_equal(&root, &checkpoint.root) ||
           fail(error, FAULT_GALLERY_HISTORY, 0, gallery->name, SLICE("it is not what was signed"));
}

/* The store's checkpoint covers all of it; the one kept apart is not ahead of it or beside it. */
static bool check_history(struct gallery *gallery, struct slice apart, struct slice stored, struct error *error)
{
    uint64_t apart_size, stored_size;
    if (!checkpoint_holds(gallery, apart, &apart_size, error) ||
        !checkpoint_holds(gallery, stored, &stored_size, error))
        return false;
    if (stored_size != gallery->tree.size)
        return fail(error, FAULT_GALLERY_HISTORY, 0, gallery->name, SLICE("it holds entries that nothing covers"));
    return apart_size == stored_size || os_pair_write(&gallery->last, stored, true, error);
}

static bool open_log(struct gallery *gallery, bool new_log, struct error *error)
{
    char memory[PUBLISH_CHECKPOINT_BYTES_MAX];
    unsigned char notes_memory[4 * PUBLISH_CHECKPOINT_BYTES_MAX];
    struct buffer empty = BUFFER(memory);
    struct arena notes = { notes_memory, 0, sizeof notes_memory };
    struct slice apart, stored;
    write_checkpoint(gallery, &gallery->frontier, &empty);
    if (!os_pair_open(&gallery->checkpoint_path, new_log, &notes, &gallery->last, &apart, error))
        return false;
    if (new_log && slice_is_empty(apart)) {
        if (!os_pair_write(&gallery->last, buffer_slice(&empty), true, error))
            return false;
        apart = buffer_slice(&empty);
    }
    gallery->store = gallery_store_open(gallery->record_path.text, error);
    if (gallery->store == NULL)
        return false;
    struct driver *const writer = gallery_store_writer(gallery->store);
    if (!gallery_store_since(writer, 0, replay_entry, gallery, error) ||
        !gallery_store_checkpoint(writer, &notes, &stored, error))
        return false;
    if (slice_is_empty(stored))
        stored = buffer_slice(&empty);
    if (!check_history(gallery, apart, stored, error) || !gallery_store_set_checkpoint(writer, stored, error) ||
        !gallery_store_set_warrant(writer, gallery->warrant, error))
        return false;
    publish_show(&gallery->publish, (uint32_t)gallery->tree.size, stored);
    return true;
}

struct gallery *gallery_open(const struct site *site, struct room *room, struct error *error)
{
    struct gallery *const gallery = calloc(1, sizeof *gallery);
    if (gallery == NULL) {
        fail(error, FAULT_MEMORY, 0, SLICE("a gallery"), SLICE(""));
        return NULL;
    }
    gallery->last.file = -1;
    gallery->crypto = crypto_native();
    pthread_rwlock_init(&gallery->lock, NULL);
    publish_begin(&gallery->publish);
    bool good = name_gallery(gallery, site, room, error) && os_reserve(tree_bytes_max, &gallery->arena, error);
    bool const new_log = good && !os_exists(&gallery->record_path);
    good = good &&
           key_file_open(&gallery->key_folder, &gallery->key_path, gallery->name, new_log, &gallery->signer, error);
    if (good)
        write_warrant(gallery, room);
    if (good && open_log(gallery, new_log, error))
        return gallery;
    if (error != NULL)
        error_keep(error);
    gallery_close(gallery);
    return NULL;
}

void gallery_close(struct gallery *gallery)
{
    if (gallery == NULL)
        return;
    publish_close(&gallery->publish);
    gallery_store_close(gallery->store);
    os_pair_close(&gallery->last);
    publish_end(&gallery->publish);
    pthread_rwlock_destroy(&gallery->lock);
    os_release(&gallery->arena);
    signer_forget(&gallery->signer);
    free(gallery);
}
