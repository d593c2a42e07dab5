#include "room/room.h"

#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/hex.h"
#include "record/checkpoint.h"
#include "record/commitment.h"
#include "record/value.h"
#include "room/crypto.h"
#include "room/key_file.h"
#include "room/publish.h"
#include "room/signer.h"
#include "room/site.h"
#include "room/pending_blobs.h"
#include "room/attest.h"
#include "rules/entry.h"
#include "store/diag.h"
#include "store/os.h"
#include "store/store.h"

enum {
    KEY_TEXT_BYTES_MAX = 400,                /* of a verifier key: a name, an ID, 44 characters */
    LOG_NAME_BYTES_MAX = KEY_NAME_BYTES_MAX, /* HOST/NAME/log */
    GATHER_ENOUGH = 32,                      /* a small part of the syncs; others are checked meanwhile */
    APART_SYNC_MS = 1000,                    /* between syncs of the checkpoint that is kept apart */
    GROUP_MAX = 256,                         /* acts of one submitter that go into the queue together */
    EXIT_STOPPED = 3                         /* the command's status for a failure */
};

/* Address space, not memory: some 2 KiB an act for the most that a record can hold, and the doubling of tables. */
static const size_t state_bytes_max = (size_t)1 << 37;

static_assert((int)BLOB_SALT_BYTES == (int)COMMITMENT_SALT_BYTES, "a blob's salt is the commitment's");

struct room {
    char origin_text[LOG_NAME_BYTES_MAX], key_text[KEY_TEXT_BYTES_MAX];
    struct slice origin, name, log_name, log_key;
    const struct crypto *crypto;
    struct signer signer;
    struct os_path record_path, checkpoint_path, keys_path, key_path;

    pthread_rwlock_t lock; /* over state, writers first: held for writing from applying until durable */
    struct arena arena;
    struct state state;

    struct store *store;
    struct os_pair last;     /* the last signed checkpoint, apart from the store ... */
    int64_t synced_apart_ms; /* ... and when it was synced */
    struct precheck *precheck;
    struct queue queue;
    struct publish publish;
    struct pending_blobs pending; /* blobs */
    pthread_t thread;
    bool has_thread;
};

/* --- the turn: the writer's thread ------------------------------------------------------------------------------- */

/* Memory is ahead of the disk, or nobody knows: end, and replay at the next start. */
static _Noreturn void stop(const struct room *room, const struct error *error)
{
    diag_say(DIAG_ERROR, "this record could not be made durable, so the program ends: ", room->origin);
    diag_say_error(DIAG_ERROR, "", error);
    _exit(EXIT_STOPPED);
}

static bool refuse(struct room_task *task, const struct state *state)
{
    task->answer->verdict = ROOM_REFUSED;
    task->answer->seq = state->count;
    return false;
}

/* These very bytes are on the record, or the same text with another signature. */
static void answer_known(struct room_task *task, const struct entry *known, const struct state *state)
{
    struct room_answer *const answer = task->answer;
    if (slice_equal(known->act.bytes, task->bytes)) {
        answer->verdict = ROOM_ALREADY;
        answer->seq = known->seq;
        answer->finding = known->irregularity;
        return;
    }
    fail(&answer->error, FAULT_SAME_TEXT, 0);
    refuse(task, state);
    answer->has_in_the_way = true;
    answer->in_the_way = known->seq;
}

/* The act that the fault is about: what made the thing that it names, or did something to it last. */
static void find_in_the_way(const struct state *state, struct room_answer *answer)
{
    enum fault_class const class = fault_class_of(answer->error.fault);
    if (class != FAULT_CLASS_IMPOSSIBLE && class != FAULT_CLASS_IRREGULAR)
        return;
    for (size_t i = 0; i < ERROR_ABOUT; i++) {
        const struct object *const object = state_find(state, OBJECT_ANY, error_about(&answer->error, i));
        if (object == NULL || object->kind == OBJECT_ACTOR || object->made == NULL)
            continue;
        bool const made = answer->error.fault == FAULT_ID_TAKEN || object->mentions_last == NULL;
        answer->has_in_the_way = true;
        answer->in_the_way = made ? object->made->seq : object->mentions_last->entry->seq;
        return;
    }
}

/* Whose signature, when, and whether the record names the log's own key. */
static bool check_entry(struct room *room, const struct room_task *task, const struct entry *entry, struct error *error)
{
    const struct act *const act = &entry->act;
    if (!precheck_check_key(room->precheck, entry, &task->pass, error) ||
        !precheck_check_clock(&room->state, act, task->pass.arrived, error))
        return false;
    return act->type->id != ACT_CONFERENCE_OPEN || slice_equal(act_value(act, FIELD_LOG_KEY), room->log_key) ||
           fail(error, FAULT_LOG_KEY_OTHER, 0, room->log_key);
}

/* True when the act is on the record now, in memory and in the open transaction. */
static bool take_act(struct room *room, struct room_task *task, bool *strikes)
{
    struct room_answer *const answer = task->answer;
    struct state *const state = &room->state;
    struct error error = { 0 };
    answer->name = task->pass.name;
    const struct entry *const known = state_find_entry(state, &task->pass.name);
    if (known != NULL) {
        answer_known(task, known, state);
        return false;
    }
    struct entry *const entry = entry_read(state, task->bytes, &answer->error);
    if (entry == NULL)
        return refuse(task, state);
    if (!check_entry(room, task, entry, &answer->error)) {
        refuse(task, state);
        entry_drop(state, entry);
        return false;
    }
    if (!entry_take(state, entry, &answer->error)) {
        refuse(task, state);
        find_in_the_way(state, answer);
        return false;
    }
    answer->verdict = ROOM_TAKEN;
    answer->seq = entry->seq;
    answer->finding = entry->irregularity;
    answer->error.fault = FAULT_NONE;
    if (!store_add_act(room->store, entry->seq, entry->act.bytes, &error))
        stop(room, &error);
    if (entry->act.type->id == ACT_BLOB_STRIKE) {
        struct hash hash;
        if (hex_read(act_value(&entry->act, FIELD_BLOB), hash.bytes, HASH_BYTES) &&
            !store_strike_blob(room->store, &hash, &error))
            stop(room, &error);
        *strikes = true;
    }
    return true;
}

static bool take_blob(struct room *room, struct room_task *task)
{
    struct error error = { 0 };
    const struct blob *const named = pending_blobs_find(&room->state, &task->blob);
    if (named != NULL && named->struck != NULL) {
        fail(&task->answer->error, FAULT_BLOB_STRUCK, 0, named->hash);
        return refuse(task, &room->state);
    }
    if (!pending_blobs_keep(&room->pending, &room->state, &task->blob)) {
        fail(&task->answer->error, FAULT_BLOBS_WAITING, 0);
        return refuse(task, &room->state);
    }
    if (!store_add_blob(room->store, &task->blob, (struct slice){ (const char *)task->salt, BLOB_SALT_BYTES },
                        task->bytes, &error))
        stop(room, &error);
    task->answer->verdict = ROOM_TAKEN;
    return true;
}

static void write_checkpoint(const struct room *room, uint64_t size, struct buffer *note)
{
    struct hash root;
    merkle_root(&room->state.tree, size, room->crypto, &root);
    attest_checkpoint(&room->signer, room->log_name, size, &root, note);
}

/* What it guards against is an older copy of the database put in the place of this one. The database itself is durable, so this
 * need not be at each turn: after a crash of the machine it may be a little behind, which check_history mends. */
static bool keep_apart(struct room *room, struct slice checkpoint, struct error *error)
{
    int64_t const now = os_monotonic_ms();
    bool const due = now - room->synced_apart_ms >= APART_SYNC_MS;
    if (!os_pair_write(&room->last, checkpoint, due, error))
        return false;
    if (due)
        room->synced_apart_ms = now;
    return true;
}

/* The batch and its checkpoint in one commit; then the checkpoint apart; only then may anybody see it. A checkpoint that is
 * signed here and lost with the commit has never left the process. */
static void make_durable(struct room *room, bool acts, bool strikes)
{
    char memory[PUBLISH_CHECKPOINT_BYTES_MAX];
    struct buffer note = BUFFER(memory);
    struct error error = { 0 };
    uint32_t const count = room->state.count;
    if (acts)
        write_checkpoint(room, count, &note);
    if ((acts && !store_add_checkpoint(room->store, count, buffer_slice(&note), &error)) ||
        !store_commit(room->store, &error) || (acts && !keep_apart(room, buffer_slice(&note), &error)) ||
        (strikes && !store_scrub(room->store, &error)))
        stop(room, &error);
    if (acts)
        publish_show(&room->publish, count, buffer_slice(&note));
}

static void sign_refusal(const struct room *room, struct room_answer *answer)
{
    struct buffer note = BUFFER(answer->receipt);
    attest_refusal(&room->signer, room->origin, &answer->name, answer->error.fault, answer->seq, &note);
    answer->receipt_length = note.full ? 0 : note.length;
}

/* When the readers no longer wait: nobody but this thread changes the state. So that no answer waits for the next turn, the
 * proofs are written here too. */
static void write_receipts(struct room *room, struct room_task *batch)
{
    char memory[PUBLISH_CHECKPOINT_BYTES_MAX];
    struct buffer checkpoint = BUFFER(memory);
    uint32_t size;
    (void)publish_checkpoint(&room->publish, &checkpoint, &size);
    for (struct room_task *each = batch; each != NULL; each = QUEUE_NEXT(each)) {
        struct room_answer *const answer = each->answer;
        struct buffer out = BUFFER(answer->receipt);
        if (each->is_blob)
            continue;
        if (answer->verdict == ROOM_REFUSED)
            sign_refusal(room, answer);
        else if (attest_proof(&room->state.tree, answer->seq, size, room->crypto, buffer_slice(&checkpoint), &out))
            answer->receipt_length = out.length;
    }
}

static void answer_all(struct room_task *batch)
{
    for (struct room_task *each = batch, *next; each != NULL; each = next) {
        next = QUEUE_NEXT(each); /* once it is answered it may be gone */
        each->answered(each);
    }
}

static void turn(struct room *room, struct room_task *batch)
{
    bool acts = false, blobs = false, strikes = false;
    struct error error = { 0 };
    pthread_rwlock_wrlock(&room->lock);
    if (!store_begin(room->store, &error))
        stop(room, &error);
    for (struct room_task *each = batch; each != NULL; each = QUEUE_NEXT(each)) {
        if (each->is_blob)
            blobs |= take_blob(room, each);
        else
            acts |= take_act(room, each, &strikes);
    }
    if (acts || blobs)
        make_durable(room, acts, strikes);
    else
        store_rollback(room->store);
    pthread_rwlock_unlock(&room->lock);
    write_receipts(room, batch);
    answer_all(batch);
}

static void *write_turns(void *context)
{
    struct room *const room = context;
    struct room_task *batch;
    while ((batch = queue_take(&room->queue, ROOM_BATCH_MAX)) != NULL)
        turn(room, batch);
    return NULL;
}

/* --- submitting: any thread -------------------------------------------------------------------------------------- */

static void refuse_at_precheck(struct room *room, struct room_answer *answer, bool parsed)
{
    answer->seq = room_count(room);
    if (parsed)
        sign_refusal(room, answer);
}

static void begin_answer(struct room_answer *answer)
{
    memset(answer, 0, offsetof(struct room_answer, receipt));
    answer->verdict = ROOM_REFUSED;
}

/* At the door. False when the answer is there already. */
static bool enter(struct room *room, struct room_task *task)
{
    bool parsed;
    begin_answer(task->answer);
    task->queued.next = NULL;
    bool const entered = precheck_act(room->precheck, task->bytes, &task->pass, &parsed, &task->answer->error);
    task->answer->name = task->pass.name;
    if (!entered)
        refuse_at_precheck(room, task->answer, parsed);
    return entered;
}

bool room_hand(struct room *room, struct room_task *task)
{
    if (!enter(room, task))
        return false;
    if (queue_put(&room->queue, &task->queued, 1, false, &task->answer->error))
        return true;
    refuse_at_precheck(room, task->answer, false);
    return false;
}

static void post(struct room_task *task)
{
    sem_post(task->owner);
}

static void wait_for(sem_t *answered, size_t count)
{
    for (size_t i = 0; i < count; i++)
        while (sem_wait(answered) != 0)
            ;
}

bool room_submit(struct room *room, struct slice bytes, struct room_answer *answer)
{
    sem_t answered;
    struct room_task task = { .bytes = bytes, .answer = answer, .answered = post, .owner = &answered };
    sem_init(&answered, 0, 0);
    if (room_hand(room, &task))
        wait_for(&answered, 1);
    sem_destroy(&answered);
    return answer->verdict != ROOM_REFUSED;
}

/* A group of acts: those that pass the door go into the queue together, so that one turn takes them. How many did. */
static size_t send_group(struct room *room, size_t count, struct room_task *tasks)
{
    struct room_task *first = NULL, *last = NULL;
    struct error error = { 0 };
    size_t sent = 0;
    for (size_t i = 0; i < count; i++) {
        if (!enter(room, &tasks[i]))
            continue;
        if (last != NULL)
            last->queued.next = &tasks[i].queued;
        else
            first = &tasks[i];
        last = &tasks[i];
        sent++;
    }
    if (sent == 0 || queue_put(&room->queue, &first->queued, sent, true, &error))
        return sent;
    for (struct room_task *each = first; each != NULL; each = QUEUE_NEXT(each)) {
        each->answer->error = error;
        refuse_at_precheck(room, each->answer, false);
    }
    return 0;
}

size_t room_submit_many(struct room *room, const struct slice *acts, size_t count, struct room_answer *answers)
{
    sem_t answered;
    size_t sent = 0, good = 0;
    struct room_task *const tasks = calloc(count > 0 ? count : 1, sizeof *tasks);
    if (tasks == NULL) {
        for (size_t i = 0; i < count; i++) {
            begin_answer(&answers[i]);
            fail(&answers[i].error, FAULT_MEMORY, 0, SLICE("acts that wait"));
        }
        return 0;
    }
    sem_init(&answered, 0, 0);
    for (size_t i = 0; i < count; i++)
        tasks[i] = (struct room_task){ .bytes = acts[i], .answer = &answers[i], .answered = post, .owner = &answered };
    for (size_t i = 0; i < count; i += GROUP_MAX)
        sent += send_group(room, count - i < GROUP_MAX ? count - i : GROUP_MAX, tasks + i);
    wait_for(&answered, sent);
    for (size_t i = 0; i < count; i++)
        good += answers[i].verdict != ROOM_REFUSED;
    sem_destroy(&answered);
    free(tasks);
    return good;
}

bool room_blob_put(struct room *room, struct slice bytes, const unsigned char *salt, char hash[2 * HASH_BYTES],
                   struct error *error)
{
    sem_t answered;
    struct room_answer answer = { .verdict = ROOM_REFUSED };
    struct room_task task = {
        .bytes = bytes, .is_blob = true, .answer = &answer, .answered = post, .owner = &answered
    };
    struct buffer hex = { hash, 0, 2 * HASH_BYTES, false };
    if (bytes.length > BLOB_BYTES_MAX)
        return fail(error, FAULT_BLOB_TOO_LONG, 0);
    if (salt != NULL)
        memcpy(task.salt, salt, BLOB_SALT_BYTES);
    else
        os_random(task.salt, BLOB_SALT_BYTES);
    commitment_make(task.salt, bytes, room->crypto, &task.blob);
    hex_write(&hex, task.blob.bytes, HASH_BYTES);
    sem_init(&answered, 0, 0);
    if (queue_put(&room->queue, &task.queued, 1, false, &answer.error))
        wait_for(&answered, 1);
    sem_destroy(&answered);
    if (answer.verdict != ROOM_REFUSED)
        return true;
    return fail_as(error, &answer.error);
}

bool room_blob_get(struct room *room, struct slice hash, struct arena *arena, struct slice *salt, struct slice *bytes,
                   struct error *error)
{
    struct hash name;
    *salt = *bytes = (struct slice){ NULL, 0 };
    if (!hex_read(hash, name.bytes, HASH_BYTES))
        return fail(error, FAULT_VALUE_HASH, 0, SLICE("blob"));
    return store_blob_find(room->store, &name, arena, salt, bytes, error);
}

/* --- reading: any thread ----------------------------------------------------------------------------------------- */

const struct state *room_read(struct room *room)
{
    pthread_rwlock_rdlock(&room->lock);
    return &room->state;
}

void room_read_end(struct room *room)
{
    pthread_rwlock_unlock(&room->lock);
}

uint32_t room_count(struct room *room)
{
    return publish_count(&room->publish);
}

uint32_t room_wait(struct room *room, uint32_t seen_count, int64_t deadline_ms)
{
    return publish_wait(&room->publish, seen_count, deadline_ms);
}

bool room_checkpoint(struct room *room, struct buffer *out)
{
    return publish_checkpoint(&room->publish, out, NULL);
}

bool room_write_proof(struct room *room, uint32_t seq, struct buffer *out)
{
    char memory[PUBLISH_CHECKPOINT_BYTES_MAX];
    struct buffer note = BUFFER(memory);
    uint32_t size;
    (void)room_read(room);
    bool const good = publish_checkpoint(&room->publish, &note, &size) &&
                      attest_proof(&room->state.tree, seq, size, room->crypto, buffer_slice(&note), out);
    room_read_end(room);
    return good;
}

struct slice room_log_key(const struct room *room)
{
    return room->log_key;
}

void room_sign(const struct room *room, struct slice text, struct buffer *note)
{
    signer_sign(&room->signer, text, note);
}

struct slice room_origin(const struct room *room)
{
    return room->origin;
}

struct slice room_name(const struct room *room)
{
    return room->name;
}

/* --- opening and closing ----------------------------------------------------------------------------------------- */

static bool fail_record(const struct room *room, enum fault fault, uint64_t number, struct error *error)
{
    char memory[24];
    struct buffer digits = BUFFER(memory);
    buffer_add_number(&digits, number);
    return fail(error, fault, 0, room->origin, buffer_slice(&digits));
}

static bool name_room(struct room *room, const struct site *site, struct slice name, struct error *error)
{
    char file_memory[CODE_BYTES_MAX + 8];
    struct buffer text = BUFFER(room->origin_text), file = BUFFER(file_memory);
    struct slice const host = site_host(site), directory = site_directory(site);
    buffer_add(&text, host);
    buffer_add_byte(&text, '/');
    buffer_add(&text, name);
    room->origin = buffer_slice(&text);
    buffer_add_text(&text, "/log");
    buffer_add(&file, name);
    buffer_add_text(&file, ".db");
    if (text.full || file.full || !value_is_origin(room->origin))
        return fail(error, FAULT_SITE_NAME_BAD, 0, name);
    room->log_name = buffer_slice(&text);
    room->name = slice_part(room->origin, host.length + 1, room->origin.length);
    struct os_path keys;
    if (os_path_join(&room->record_path, directory, SLICE("records"), buffer_slice(&file)) &&
        os_path_join(&room->checkpoint_path, directory, SLICE("checkpoints"), name) &&
        os_path_join(&keys, directory, SLICE("keys"), SLICE("")) &&
        os_path_join(&room->keys_path, slice_of(keys.text), name, SLICE("")) &&
        os_path_join(&room->key_path, slice_of(room->keys_path.text), SLICE("log"), SLICE("")))
        return true;
    return fail(error, FAULT_FILE, 0, directory, SLICE("the path is too long"));
}

/* The log's own key: read, or made with a record that is new. */
static bool find_log_key(struct room *room, bool new_record, struct error *error)
{
    struct buffer key_text = BUFFER(room->key_text);
    if (!key_file_open(&room->keys_path, &room->key_path, room->log_name, new_record, &room->signer, error))
        return false;
    struct key const key = signer_key(&room->signer);
    key_write(&key, &key_text);
    room->log_key = buffer_slice(&key_text);
    return true;
}

/* Signatures were checked when the acts came; that these are the same bytes, the checkpoint says. */
static bool replay_act(void *context, uint64_t seq, struct slice bytes, struct error *error)
{
    struct room *const room = context;
    if (seq != room->state.count)
        return fail_record(room, FAULT_RECORD_GAP, room->state.count, error);
    struct entry *const entry = entry_read(&room->state, bytes, error);
    if (entry == NULL || !entry_take(&room->state, entry, error))
        return fail_record(room, FAULT_RECORD_REPLAY, seq, error);
    return true;
}

/* That the note is this log's, and that the state has that root at that size. */
static bool checkpoint_holds(const struct room *room, struct slice note, uint64_t *size, struct error *error)
{
    struct checkpoint checkpoint;
    struct hash root;
    struct key const key = signer_key(&room->signer);
    if (!checkpoint_parse(note, &checkpoint, error) || !checkpoint_check(&checkpoint, &key, room->crypto, error)) {
        char memory[256];
        struct buffer words = BUFFER(memory);
        error_reason(error, &words);
        return fail(error, FAULT_RECORD_CHECKPOINT, 0, room->origin, buffer_slice(&words));
    }
    *size = checkpoint.size;
    if (checkpoint.size > room->state.count)
        return fail_record(room, FAULT_RECORD_BEHIND, checkpoint.size, error);
    merkle_root(&room->state.tree, checkpoint.size, room->crypto, &root);
    return hash_equal(&root, &checkpoint.root) || fail_record(room, FAULT_RECORD_FORKED, checkpoint.size, error);
}

/* The store's own last checkpoint must cover all of it; the one kept apart must not be ahead of it or beside it. */
static bool check_history(struct room *room, struct slice apart, struct slice stored, struct error *error)
{
    uint64_t apart_size, stored_size;
    if (!checkpoint_holds(room, apart, &apart_size, error) || !checkpoint_holds(room, stored, &stored_size, error))
        return false;
    if (stored_size != room->state.count)
        return fail_record(room, FAULT_RECORD_FORKED, stored_size, error);
    if (room->state.count > 0 && memcmp(room->state.log_key.bytes, room->signer.public_bytes, ED25519_KEY_BYTES) != 0)
        return fail(error, FAULT_LOG_KEY_OTHER, 0, room->origin);
    /* Ended between the commit and this: nobody had been answered. */
    return apart_size == stored_size || os_pair_write(&room->last, stored, true, error);
}

static bool keep_blob(void *context, const struct hash *hash)
{
    struct room *const room = context;
    return pending_blobs_keep(&room->pending, &room->state, hash);
}

static bool open_record(struct room *room, bool new_record, struct error *error)
{
    char memory[PUBLISH_CHECKPOINT_BYTES_MAX];
    unsigned char notes_memory[4 * PUBLISH_CHECKPOINT_BYTES_MAX];
    struct buffer empty = BUFFER(memory);
    struct arena notes = { notes_memory, 0, sizeof notes_memory };
    struct slice apart, stored;
    if (!os_pair_open(&room->checkpoint_path, new_record, &notes, &room->last, &apart, error))
        return false;
    write_checkpoint(room, 0, &empty);
    if (new_record && slice_is_empty(apart)) {
        if (!os_pair_write(&room->last, buffer_slice(&empty), true, error))
            return false;
        apart = buffer_slice(&empty);
    }
    room->store = store_open(room->record_path.text, error);
    if (room->store == NULL || !store_acts_since(room->store, 0, replay_act, room, error) ||
        !store_last_checkpoint(room->store, &notes, &stored, error))
        return false;
    if (slice_is_empty(stored))
        stored = buffer_slice(&empty);
    if (!check_history(room, apart, stored, error) || !store_each_blob(room->store, keep_blob, room, error))
        return false;
    publish_show(&room->publish, room->state.count, stored);
    return true;
}

static void begin_lock(struct room *room)
{
    pthread_rwlockattr_t writers_first;
    pthread_rwlockattr_init(&writers_first);
    pthread_rwlockattr_setkind_np(&writers_first, PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP);
    pthread_rwlock_init(&room->lock, &writers_first);
    pthread_rwlockattr_destroy(&writers_first);
}

struct room *room_open(const struct site *site, struct slice name, struct error *error)
{
    uint64_t seed;
    struct room *const room = calloc(1, sizeof *room);
    if (room == NULL) {
        fail(error, FAULT_MEMORY, 0, SLICE("a conference"));
        return NULL;
    }
    room->last.file = -1;
    room->crypto = crypto_native();
    begin_lock(room);
    queue_begin(&room->queue, ROOM_WAITING_MAX, GATHER_ENOUGH);
    publish_begin(&room->publish);
    os_random(&seed, sizeof seed);
    bool good = (room->crypto != NULL || fail(error, FAULT_CRYPTO, 0)) && name_room(room, site, name, error) &&
                os_reserve(state_bytes_max, &room->arena, error);
    bool const new_record = good && !os_exists(&room->record_path);
    if (good)
        state_begin(&room->state, &room->arena, room->crypto, seed);
    good = good && find_log_key(room, new_record, error);
    if (good)
        room->precheck = precheck_open(room->origin, room->crypto, error);
    good = good && room->precheck != NULL && open_record(room, new_record, error);
    room->has_thread = good && pthread_create(&room->thread, NULL, write_turns, room) == 0;
    if (room->has_thread)
        return room;
    if (good)
        fail(error, FAULT_MEMORY, 0, SLICE("the writer's thread"));
    room_close(room);
    return NULL;
}

void room_close(struct room *room)
{
    if (room == NULL)
        return;
    queue_close(&room->queue);
    if (room->has_thread)
        pthread_join(room->thread, NULL);
    publish_close(&room->publish);
    store_close(room->store);
    os_pair_close(&room->last);
    precheck_close(room->precheck);
    publish_end(&room->publish);
    queue_end(&room->queue);
    pthread_rwlock_destroy(&room->lock);
    os_release(&room->arena);
    signer_forget(&room->signer);
    free(room);
}
