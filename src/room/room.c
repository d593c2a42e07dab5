// SPDX-License-Identifier: Apache-2.0
#include "room/room.h"

#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/hex.h"
#include "log/crypto.h"
#include "log/fault.h"
#include "record/commitment.h"
#include "room/fault.h"
#include "room/pending_blobs.h"
#include "rules/entry.h"
#include "rules/fault.h"
#include "store/diag.h"
#include "store/fault.h"
#include "store/os.h"

enum {
    GATHER_ENOUGH = 32,       /* a small part of the syncs; others are checked meanwhile */
    REFUSAL_BYTES_MAX = 2048, /* before it is signed */
    GROUP_MAX = 256,          /* acts of one submitter that go into the queue together */
    EXIT_STOPPED = 3          /* the command's status for a failure */
};

/* Address space, not memory: some 2 KiB an act for the most that a record can hold, and the doubling of tables. */
static const size_t state_bytes_max = (size_t)1 << 37;

static_assert((int)BLOB_SALT_BYTES == (int)COMMITMENT_SALT_BYTES, "a blob's salt is the commitment's");

struct room {
    const struct crypto *crypto;
    struct log *log; /* its lock is over the state too: held for writing from applying until durable */
    struct arena arena;
    struct state state;
    struct precheck *precheck;
    struct queue queue;
    struct pending_blobs pending; /* blobs */
    pthread_t thread;
    bool has_thread;
};

/* --- the turn: the writer's thread ------------------------------------------------------------------------------- */

/* Memory may be ahead of the disk. End the process; the next start replays the record. */
static _Noreturn void room_stop(const struct room *room, const struct error *error)
{
    diag_say(DIAG_ERROR, "this record could not be made durable, so the program ends: ", room_origin(room));
    diag_say_error(DIAG_ERROR, "", error);
    _exit(EXIT_STOPPED);
}

static bool room_refuse(struct room_task *task, const struct state *state)
{
    task->answer->verdict = ROOM_REFUSED;
    task->answer->seq = state->count;
    return false;
}

/* These very bytes are on the record, or the same text with another signature. */
static void room_answer_known(struct room_task *task, const struct entry *known, const struct state *state)
{
    struct room_answer *const answer = task->answer;
    if (slice_equal(known->act.bytes, task->bytes)) {
        answer->verdict = ROOM_ALREADY;
        answer->seq = known->seq;
        answer->irregularity = known->irregularity;
        return;
    }
    fail(&answer->error, FAULT_SAME_TEXT, 0);
    room_refuse(task, state);
    answer->has_in_the_way = true;
    answer->in_the_way = known->seq;
}

/* The act that the fault is about: the last act that made or changed the object that the fault names. */
static void room_find_in_the_way(const struct state *state, struct room_answer *answer)
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

/* Checks the signature, the clock, and that the first act names the log's own key. */
static bool room_check_entry(struct room *room, const struct room_task *task, const struct entry *entry,
                             struct error *error)
{
    const struct act *const act = &entry->act;
    if (!precheck_check_key(room->precheck, entry, &task->pass, error) ||
        !precheck_check_clock(&room->state, act, task->pass.arrived, error))
        return false;
    return act->type->id != ACT_CONFERENCE_OPEN ||
           slice_equal(act_value(act, FIELD_LOG_KEY), log_key_text(room->log)) ||
           fail(error, FAULT_LOG_KEY_OTHER, 0, log_key_text(room->log));
}

/* True when the act is on the record now, in memory and in the open transaction. */
static bool room_take_act(struct room *room, struct room_task *task)
{
    struct room_answer *const answer = task->answer;
    struct state *const state = &room->state;
    struct error error = { 0 };
    answer->name = task->pass.name;
    const struct entry *const known = state_find_entry(state, &task->pass.name);
    if (known != NULL) {
        room_answer_known(task, known, state);
        return false;
    }
    struct entry *const entry = entry_read(state, task->bytes, &answer->error);
    if (entry == NULL)
        return room_refuse(task, state);
    if (!room_check_entry(room, task, entry, &answer->error)) {
        room_refuse(task, state);
        entry_drop(state, entry);
        return false;
    }
    if (!entry_take(state, entry, &answer->error)) {
        room_refuse(task, state);
        room_find_in_the_way(state, answer);
        return false;
    }
    answer->verdict = ROOM_TAKEN;
    answer->seq = entry->seq;
    answer->irregularity = entry->irregularity;
    answer->error.fault = FAULT_NONE;
    if (!log_add(room->log, entry->act.bytes, 0, &error))
        room_stop(room, &error);
    if (entry->act.type->id == ACT_BLOB_STRIKE) {
        struct hash hash;
        if (hex_read(act_value(&entry->act, FIELD_BLOB), hash.bytes, HASH_BYTES) &&
            !log_strike_blob(room->log, &hash, &error))
            room_stop(room, &error);
    }
    return true;
}

static bool room_take_blob(struct room *room, struct room_task *task)
{
    struct error error = { 0 };
    const struct blob *const named = pending_blobs_find(&room->state, &task->blob);
    if (named != NULL && named->struck != NULL) {
        fail(&task->answer->error, FAULT_BLOB_STRUCK, 0, named->hash);
        return room_refuse(task, &room->state);
    }
    if (!pending_blobs_keep(&room->pending, &room->state, &task->blob)) {
        fail(&task->answer->error, FAULT_BLOBS_WAITING, 0);
        return room_refuse(task, &room->state);
    }
    if (!log_add_blob(room->log, &task->blob, (struct slice){ (const char *)task->salt, BLOB_SALT_BYTES }, task->bytes,
                      &error))
        room_stop(room, &error);
    task->answer->verdict = ROOM_TAKEN;
    return true;
}

/* So that the refused party can publish it: docs/format.md, keys and trust. Nothing is signed where no key and no rule refused
 * the act. */
static void room_sign_refusal(const struct room *room, struct room_answer *answer)
{
    char memory[REFUSAL_BYTES_MAX];
    struct buffer text = BUFFER(memory), note = BUFFER(answer->receipt);
    enum fault_class const class = fault_class_of(answer->error.fault);
    if (class < FAULT_CLASS_KEY || class > FAULT_CLASS_CONFLICT)
        return;
    buffer_add_text(&text, "plenary/refusal/1\nrecord: ");
    buffer_add(&text, room_origin(room));
    buffer_add_text(&text, "\nact: ");
    hex_write(&text, answer->name.bytes, HASH_BYTES);
    buffer_add_text(&text, "\nrule: ");
    buffer_add_text(&text, fault_row(answer->error.fault)->name);
    buffer_add_text(&text, "\nsize: ");
    buffer_add_number(&text, answer->seq);
    buffer_add_byte(&text, '\n');
    log_sign(room->log, buffer_slice(&text), &note);
    answer->receipt_length = note.full ? 0 : note.length;
}

/* After the lock is released. The proofs are written here too, so that no answer waits for the next room_turn. */
static void room_write_receipts(struct room *room, struct room_task *batch)
{
    for (struct room_task *each = batch; each != NULL; each = QUEUE_NEXT(each)) {
        struct room_answer *const answer = each->answer;
        struct buffer out = BUFFER(answer->receipt);
        if (each->is_blob)
            continue;
        if (answer->verdict == ROOM_REFUSED)
            room_sign_refusal(room, answer);
        else if (log_write_proof(room->log, answer->seq, &out))
            answer->receipt_length = out.length;
    }
}

static void room_answer_all(struct room_task *batch)
{
    for (struct room_task *each = batch, *next; each != NULL; each = next) {
        next = QUEUE_NEXT(each); /* the task may be freed once it is answered */
        each->answered(each);
    }
}

static void room_turn(struct room *room, struct room_task *batch)
{
    bool taken = false;
    struct error error = { 0 };
    if (!log_begin(room->log, &error))
        room_stop(room, &error);
    for (struct room_task *each = batch; each != NULL; each = QUEUE_NEXT(each))
        taken |= each->is_blob ? room_take_blob(room, each) : room_take_act(room, each);
    if (!taken)
        log_rollback(room->log);
    else if (!log_commit(room->log, &error))
        room_stop(room, &error);
    log_unlock(room->log);
    room_write_receipts(room, batch);
    room_answer_all(batch);
}

static void *room_write_turns(void *context)
{
    struct room *const room = context;
    struct room_task *batch;
    while ((batch = queue_take(&room->queue, ROOM_BATCH_MAX)) != NULL)
        room_turn(room, batch);
    return NULL;
}

/* --- submitting: any thread -------------------------------------------------------------------------------------- */

static void room_refuse_at_precheck(struct room *room, struct room_answer *answer, bool parsed)
{
    answer->seq = room_count(room);
    if (parsed)
        room_sign_refusal(room, answer);
}

static void room_begin_answer(struct room_answer *answer)
{
    memset(answer, 0, offsetof(struct room_answer, receipt));
    answer->verdict = ROOM_REFUSED;
}

/* Runs the precheck. False when the answer is there already. */
static bool room_enter(struct room *room, struct room_task *task)
{
    bool parsed;
    room_begin_answer(task->answer);
    task->queued.next = NULL;
    bool const entered = precheck_act(room->precheck, task->bytes, &task->pass, &parsed, &task->answer->error);
    task->answer->name = task->pass.name;
    if (!entered)
        room_refuse_at_precheck(room, task->answer, parsed);
    return entered;
}

bool room_hand(struct room *room, struct room_task *task)
{
    if (!room_enter(room, task))
        return false;
    if (queue_put(&room->queue, &task->queued, 1, false, &task->answer->error))
        return true;
    room_refuse_at_precheck(room, task->answer, false);
    return false;
}

static void room_post(struct room_task *task)
{
    sem_post(task->owner);
}

static void room_wait_for(sem_t *answered, size_t count)
{
    for (size_t i = 0; i < count; i++)
        while (sem_wait(answered) != 0)
            ;
}

bool room_submit(struct room *room, struct slice bytes, struct room_answer *answer)
{
    sem_t answered;
    struct room_task task = { .bytes = bytes, .answer = answer, .answered = room_post, .owner = &answered };
    sem_init(&answered, 0, 0);
    if (room_hand(room, &task))
        room_wait_for(&answered, 1);
    sem_destroy(&answered);
    return answer->verdict != ROOM_REFUSED;
}

/* A group of acts: those that pass the precheck go into the queue together, so that one turn takes them. Gives how many. */
static size_t room_send_group(struct room *room, size_t count, struct room_task *tasks)
{
    struct room_task *first = NULL, *last = NULL;
    struct error error = { 0 };
    size_t sent = 0;
    for (size_t i = 0; i < count; i++) {
        if (!room_enter(room, &tasks[i]))
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
        room_refuse_at_precheck(room, each->answer, false);
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
            room_begin_answer(&answers[i]);
            fail(&answers[i].error, FAULT_MEMORY, 0, SLICE("acts that wait"));
        }
        return 0;
    }
    sem_init(&answered, 0, 0);
    for (size_t i = 0; i < count; i++)
        tasks[i] =
            (struct room_task){ .bytes = acts[i], .answer = &answers[i], .answered = room_post, .owner = &answered };
    for (size_t i = 0; i < count; i += GROUP_MAX)
        sent += room_send_group(room, count - i < GROUP_MAX ? count - i : GROUP_MAX, tasks + i);
    room_wait_for(&answered, sent);
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
        .bytes = bytes, .is_blob = true, .answer = &answer, .answered = room_post, .owner = &answered
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
        room_wait_for(&answered, 1);
    sem_destroy(&answered);
    if (answer.verdict != ROOM_REFUSED)
        return true;
    return fail_as(error, &answer.error);
}

/* --- reading: any thread ----------------------------------------------------------------------------------------- */

const struct state *room_read(struct room *room)
{
    log_lock(room->log);
    return &room->state;
}

void room_read_end(struct room *room)
{
    log_unlock(room->log);
}

uint32_t room_count(struct room *room)
{
    return (uint32_t)log_size(room->log);
}

struct log *room_log(struct room *room)
{
    return room->log;
}

struct slice room_origin(const struct room *room)
{
    return log_origin(room->log);
}

struct slice room_name(const struct room *room)
{
    return log_conference(room->log);
}

/* --- opening and closing ----------------------------------------------------------------------------------------- */

static bool room_replay_act(void *context, struct slice bytes, struct error *error)
{
    struct room *const room = context;
    struct entry *const entry = entry_read(&room->state, bytes, error);
    return entry != NULL && entry_take(&room->state, entry, error);
}

static bool room_keep_blob(void *context, const struct hash *hash)
{
    struct room *const room = context;
    return pending_blobs_keep(&room->pending, &room->state, hash);
}

/* The first act must name this log's key. */
static bool room_check_log_key(const struct room *room, struct error *error)
{
    struct key const key = log_key(room->log);
    return room->state.count == 0 || memcmp(room->state.log_key.bytes, key.bytes, sizeof key.bytes) == 0 ||
           fail(error, FAULT_LOG_KEY_OTHER, 0, room_origin(room));
}

static bool room_open_record(struct room *room, const struct log_place *place, struct error *error)
{
    struct log_owner const owner = { &room->state.tree, room_replay_act, room };
    room->log = log_open(&log_kind_record, place, &owner, error);
    if (room->log == NULL || !room_check_log_key(room, error) || !log_each_blob(room->log, room_keep_blob, room, error))
        return false;
    room->precheck = precheck_open(room_origin(room), room->crypto, error);
    return room->precheck != NULL;
}

struct room *room_open(const struct log_place *place, struct error *error)
{
    uint64_t seed;
    struct room *const room = calloc(1, sizeof *room);
    if (room == NULL) {
        fail(error, FAULT_MEMORY, 0, SLICE("a conference"));
        return NULL;
    }
    room->crypto = crypto_native();
    queue_begin(&room->queue, ROOM_WAITING_MAX, GATHER_ENOUGH);
    os_random(&seed, sizeof seed);
    bool good =
        (room->crypto != NULL || fail(error, FAULT_CRYPTO, 0)) && os_reserve(state_bytes_max, &room->arena, error);
    if (good)
        state_begin(&room->state, &room->arena, room->crypto, seed);
    good = good && room_open_record(room, place, error);
    room->has_thread = good && pthread_create(&room->thread, NULL, room_write_turns, room) == 0;
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
    log_close(room->log);
    precheck_close(room->precheck);
    queue_end(&room->queue);
    os_release(&room->arena);
    free(room);
}
