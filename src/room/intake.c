#include "room/intake.h"

#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>

#include "store/voice.h"

enum { GATHER_ENOUGH = 32 /* a small part of the syncs; the server's threads go on with others meanwhile */ };

struct intake {
    struct voice *voice;
    pthread_t thread;
    struct queue queue;
    bool running;
};

static void refuse(struct intake_change *change, const struct error *error)
{
    change->good = false;
    change->error = *error;
    error_keep(&change->error);
}

/* Without marks, each of which keeps every page as it was. False where one failed: then nothing may stay. */
static bool apply_all(struct intake *intake, struct intake_change *batch)
{
    struct error error = { 0 };
    for (struct intake_change *change = batch; change != NULL; change = QUEUE_NEXT(change)) {
        change->good = change->apply(intake->voice, change->context, &error);
        if (!change->good)
            return false;
    }
    return true;
}

static void apply_marked(struct intake *intake, struct driver *writer, struct intake_change *change)
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

static bool apply_batch(struct intake *intake, struct intake_change *batch, struct error *error)
{
    if (voice_begin(intake->voice, error) == NULL)
        return false;
    if (apply_all(intake, batch))
        return voice_commit(intake->voice, error);
    voice_rollback(intake->voice);
    struct driver *const writer = voice_begin(intake->voice, error);
    for (struct intake_change *change = batch; writer != NULL && change != NULL; change = QUEUE_NEXT(change))
        apply_marked(intake, writer, change);
    return writer != NULL && voice_commit(intake->voice, error);
}

static void run_batch(struct intake *intake, struct intake_change *batch)
{
    struct error error = { 0 };
    bool const durable = apply_batch(intake, batch, &error);
    for (struct intake_change *change = batch, *next; change != NULL; change = next) {
        next = QUEUE_NEXT(change); /* once answered it may be gone */
        if (!durable && (change->good || change->error.fault == FAULT_NONE))
            refuse(change, &error);
        change->answered(change);
    }
}

static void *run(void *context)
{
    struct intake *const intake = context;
    struct intake_change *batch;
    while ((batch = queue_take(&intake->queue, INTAKE_BATCH_MAX)) != NULL)
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
    queue_begin(&intake->queue, INTAKE_WAITING_MAX, GATHER_ENOUGH);
    intake->running = pthread_create(&intake->thread, NULL, run, intake) == 0;
    if (intake->running)
        return intake;
    fail(error, FAULT_MEMORY, 0, SLICE("a thread"), SLICE(""));
    intake_close(intake);
    return NULL;
}

bool intake_hand(struct intake *intake, struct intake_change *change, struct error *error)
{
    change->good = false;
    change->error.fault = FAULT_NONE;
    change->queued.next = NULL;
    return queue_put(&intake->queue, &change->queued, 1, false, error);
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
    return queue_waiting(&intake->queue);
}

void intake_stop(struct intake *intake)
{
    queue_close(&intake->queue);
    if (intake->running)
        pthread_join(intake->thread, NULL);
    intake->running = false;
}

void intake_close(struct intake *intake)
{
    if (intake == NULL)
        return;
    intake_stop(intake);
    queue_end(&intake->queue);
    free(intake);
}
