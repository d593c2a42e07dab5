#include "room/intake.h"

#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>

#include "store/voice.h"

struct intake {
    struct voice *voice;
    pthread_t thread;
    pthread_mutex_t mutex;
    pthread_cond_t came;
    struct intake_change *first, *last;
    size_t waiting;
    bool closed, running;
};

/* Waits for changes and takes up to a batch, linked by `next`. NULL when the intake is closed and empty. */
static struct intake_change *take_batch(struct intake *intake)
{
    pthread_mutex_lock(&intake->mutex);
    while (intake->first == NULL && !intake->closed)
        pthread_cond_wait(&intake->came, &intake->mutex);
    struct intake_change *const batch = intake->first;
    struct intake_change *last = batch;
    size_t count = batch != NULL ? 1 : 0;
    for (; last != NULL && last->next != NULL && count < INTAKE_BATCH_MAX; last = last->next)
        count++;
    if (last != NULL) {
        intake->first = last->next;
        last->next = NULL;
    }
    intake->waiting -= count;
    pthread_mutex_unlock(&intake->mutex);
    return batch;
}

static void refuse(struct intake_change *change, const struct error *error)
{
    change->good = false;
    change->error = *error;
    error_keep(&change->error);
}

static void apply_one(struct intake *intake, struct driver *writer, struct intake_change *change)
{
    struct error error = { 0 };
    if (!driver_mark(writer, &error)) {
        refuse(change, &error);
        return;
    }
    if (change->apply(intake->voice, change->context, &error) && driver_keep(writer, &error)) {
        change->good = true;
        return;
    }
    refuse(change, &error);
    (void)driver_undo(writer, NULL); /* where it fails the commit does */
}

static void run_batch(struct intake *intake, struct intake_change *batch)
{
    struct error error = { 0 };
    struct driver *const writer = voice_begin(intake->voice, &error);
    for (struct intake_change *change = batch; writer != NULL && change != NULL; change = change->next)
        apply_one(intake, writer, change);
    bool const durable = writer != NULL && voice_commit(intake->voice, &error);
    for (struct intake_change *change = batch, *next; change != NULL; change = next) {
        next = change->next; /* once answered it may be gone */
        if (!durable && (writer == NULL || change->good))
            refuse(change, &error);
        change->answered(change);
    }
}

static void *run(void *context)
{
    struct intake *const intake = context;
    for (struct intake_change *batch; (batch = take_batch(intake)) != NULL;)
        run_batch(intake, batch);
    return NULL;
}

struct intake *intake_open(struct voice *voice, struct error *error)
{
    struct intake *const intake = calloc(1, sizeof *intake);
    if (intake == NULL) {
        fail(error, FAULT_MEMORY, 0, SLICE("the intake"), SLICE(""));
        return NULL;
    }
    intake->voice = voice;
    pthread_mutex_init(&intake->mutex, NULL);
    pthread_cond_init(&intake->came, NULL);
    intake->running = pthread_create(&intake->thread, NULL, run, intake) == 0;
    if (intake->running)
        return intake;
    fail(error, FAULT_MEMORY, 0, SLICE("a thread"), SLICE(""));
    intake_close(intake);
    return NULL;
}

bool intake_hand(struct intake *intake, struct intake_change *change, struct error *error)
{
    enum fault fault = FAULT_NONE;
    change->good = false;
    change->next = NULL;
    pthread_mutex_lock(&intake->mutex);
    if (intake->closed)
        fault = FAULT_ROOM_CLOSED;
    else if (intake->waiting >= INTAKE_WAITING_MAX)
        fault = FAULT_WAITING_FULL;
    if (fault == FAULT_NONE) {
        if (intake->first == NULL)
            intake->first = change;
        else
            intake->last->next = change;
        intake->last = change;
        intake->waiting++;
        pthread_cond_signal(&intake->came);
    }
    pthread_mutex_unlock(&intake->mutex);
    return fault == FAULT_NONE || fail(error, fault, 0, SLICE(""), SLICE(""));
}

static void post(struct intake_change *change)
{
    sem_post(change->owner);
}

bool intake_do(struct intake *intake, bool (*apply)(struct voice *voice, void *context, struct error *error),
               void *context, struct error *error)
{
    sem_t done;
    struct intake_change change = { .apply = apply, .context = context, .answered = post, .owner = &done };
    sem_init(&done, 0, 0);
    bool const taken = intake_hand(intake, &change, error);
    if (taken)
        while (sem_wait(&done) != 0)
            continue;
    sem_destroy(&done);
    if (!taken || change.good)
        return taken;
    if (error != NULL) {
        *error = change.error;
        error_keep(error);
    }
    return false;
}

size_t intake_waiting(struct intake *intake)
{
    pthread_mutex_lock(&intake->mutex);
    size_t const waiting = intake->waiting;
    pthread_mutex_unlock(&intake->mutex);
    return waiting;
}

void intake_stop(struct intake *intake)
{
    pthread_mutex_lock(&intake->mutex);
    intake->closed = true;
    pthread_cond_broadcast(&intake->came);
    pthread_mutex_unlock(&intake->mutex);
    if (intake->running)
        pthread_join(intake->thread, NULL);
    intake->running = false;
}

void intake_close(struct intake *intake)
{
    if (intake == NULL)
        return;
    intake_stop(intake);
    pthread_cond_destroy(&intake->came);
    pthread_mutex_destroy(&intake->mutex);
    free(intake);
}
