// SPDX-License-Identifier: Apache-2.0
#include "campaign/write_queue.h"

#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>

#include "store/campaign_store.h"

enum { GATHER_ENOUGH = 32 /* a small part of the syncs; the server's threads go on with others meanwhile */ };

struct write_queue {
    struct campaign_store *campaigns;
    pthread_t thread;
    struct queue queue;
    bool running;
};

static void write_queue_refuse(struct write_queue_change *change, const struct error *error)
{
    change->good = false;
    change->error = *error;
}

/* Without savepoints, each of which keeps a copy of every page. False where one failed: then all is rolled back. */
static bool write_queue_apply_all(struct write_queue *write_queue, struct write_queue_change *batch)
{
    struct error error = { 0 };
    for (struct write_queue_change *change = batch; change != NULL; change = QUEUE_NEXT(change)) {
        change->good = change->apply(write_queue->campaigns, change->context, &error);
        if (!change->good)
            return false;
    }
    return true;
}

static void write_queue_apply_marked(struct write_queue *write_queue, struct driver *writer,
                                     struct write_queue_change *change)
{
    struct error error = { 0 };
    if (!driver_mark(writer, &error)) {
        write_queue_refuse(change, &error);
        return;
    }
    if (change->apply(write_queue->campaigns, change->context, &error) && driver_keep(writer, &error)) {
        change->good = true;
        return;
    }
    write_queue_refuse(change, &error);
    (void)driver_undo(writer, NULL); /* where it fails the commit does */
}

static bool write_queue_apply(struct write_queue *write_queue, struct write_queue_change *batch, struct error *error)
{
    if (campaign_store_begin(write_queue->campaigns, error) == NULL)
        return false;
    if (write_queue_apply_all(write_queue, batch))
        return campaign_store_commit(write_queue->campaigns, error);
    campaign_store_rollback(write_queue->campaigns);
    struct driver *const writer = campaign_store_begin(write_queue->campaigns, error);
    for (struct write_queue_change *change = batch; writer != NULL && change != NULL; change = QUEUE_NEXT(change))
        write_queue_apply_marked(write_queue, writer, change);
    return writer != NULL && campaign_store_commit(write_queue->campaigns, error);
}

static void write_queue_run_batch(struct write_queue *write_queue, struct write_queue_change *batch)
{
    struct error error = { 0 };
    bool const durable = write_queue_apply(write_queue, batch, &error);
    for (struct write_queue_change *change = batch, *next; change != NULL; change = next) {
        next = QUEUE_NEXT(change); /* the change may be freed once it is answered */
        if (!durable && (change->good || change->error.fault == FAULT_NONE))
            write_queue_refuse(change, &error);
        change->answered(change);
    }
}

static void *write_queue_run(void *context)
{
    struct write_queue *const write_queue = context;
    struct write_queue_change *batch;
    while ((batch = queue_take(&write_queue->queue, WRITE_QUEUE_BATCH_MAX)) != NULL)
        write_queue_run_batch(write_queue, batch);
    return NULL;
}

struct write_queue *write_queue_open(struct campaign_store *campaigns, struct error *error)
{
    struct write_queue *const write_queue = calloc(1, sizeof *write_queue);
    if (write_queue == NULL) {
        fail(error, FAULT_MEMORY, 0, SLICE("the write queue"));
        return NULL;
    }
    write_queue->campaigns = campaigns;
    queue_begin(&write_queue->queue, WRITE_QUEUE_WAITING_MAX, GATHER_ENOUGH);
    write_queue->running = pthread_create(&write_queue->thread, NULL, write_queue_run, write_queue) == 0;
    if (write_queue->running)
        return write_queue;
    fail(error, FAULT_MEMORY, 0, SLICE("a thread"));
    write_queue_close(write_queue);
    return NULL;
}

bool write_queue_hand(struct write_queue *write_queue, struct write_queue_change *change, struct error *error)
{
    change->good = false;
    change->error.fault = FAULT_NONE;
    change->queued.next = NULL;
    return queue_put(&write_queue->queue, &change->queued, 1, false, error);
}

static void write_queue_post(struct write_queue_change *change)
{
    sem_post(change->owner);
}

bool write_queue_do(struct write_queue *write_queue,
                    bool (*apply)(struct campaign_store *campaigns, void *context, struct error *error), void *context,
                    struct error *error)
{
    sem_t done;
    struct write_queue_change change = {
        .apply = apply, .context = context, .answered = write_queue_post, .owner = &done
    };
    sem_init(&done, 0, 0);
    bool const taken = write_queue_hand(write_queue, &change, error);
    if (taken)
        while (sem_wait(&done) != 0)
            continue;
    sem_destroy(&done);
    if (!taken || change.good)
        return taken;
    return fail_as(error, &change.error);
}

size_t write_queue_waiting(struct write_queue *write_queue)
{
    return queue_waiting(&write_queue->queue);
}

void write_queue_stop(struct write_queue *write_queue)
{
    queue_close(&write_queue->queue);
    if (write_queue->running)
        pthread_join(write_queue->thread, NULL);
    write_queue->running = false;
}

void write_queue_close(struct write_queue *write_queue)
{
    if (write_queue == NULL)
        return;
    write_queue_stop(write_queue);
    queue_end(&write_queue->queue);
    free(write_queue);
}
