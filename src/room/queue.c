// SPDX-License-Identifier: Apache-2.0
#include "room/queue.h"

#include <time.h>

#include "room/fault.h"

enum {
    GATHER_NS = 500 * 1000, /* how long to wait for one more when many come */
    GATHER_ROUNDS = 16      /* times at most: 8 ms, little beside the syncs of a commit */
};

void queue_begin(struct queue *queue, size_t limit, size_t enough)
{
    *queue = (struct queue){ .limit = limit, .enough = enough };
    pthread_mutex_init(&queue->mutex, NULL);
    pthread_cond_init(&queue->came, NULL);
    pthread_cond_init(&queue->went, NULL);
}

void queue_end(struct queue *queue)
{
    pthread_cond_destroy(&queue->went);
    pthread_cond_destroy(&queue->came);
    pthread_mutex_destroy(&queue->mutex);
}

bool queue_put(struct queue *queue, struct queued *list, size_t count, bool patient, struct error *error)
{
    const struct fault *fault = FAULT_NONE;
    struct queued *last = list;
    while (last->next != NULL)
        last = last->next;
    pthread_mutex_lock(&queue->mutex);
    while (patient && !queue->closed && queue->waiting + count > queue->limit)
        pthread_cond_wait(&queue->went, &queue->mutex);
    if (queue->closed)
        fault = FAULT_ROOM_CLOSED;
    else if (queue->waiting + count > queue->limit)
        fault = FAULT_WAITING_FULL;
    if (fault == FAULT_NONE) {
        if (queue->last != NULL) {
            queue->last->next = list;
        } else {
            queue->first = list;
            pthread_cond_signal(&queue->came);
        }
        queue->last = last;
        queue->waiting += count;
    }
    pthread_mutex_unlock(&queue->mutex);
    return fault == FAULT_NONE || fail(error, fault, 0);
}

/* When many come at once, wait a moment for those still in the precheck: sharing a commit's syncs saves more than the wait. */
static void queue_gather(struct queue *queue)
{
    struct timespec const pause = { 0, GATHER_NS };
    size_t seen = 0;
    for (unsigned i = 0; i < GATHER_ROUNDS && !queue->closed && queue->waiting > seen && queue->waiting < queue->enough;
         i++) {
        seen = queue->waiting;
        pthread_mutex_unlock(&queue->mutex);
        nanosleep(&pause, NULL);
        pthread_mutex_lock(&queue->mutex);
    }
}

void *queue_take(struct queue *queue, size_t most)
{
    pthread_mutex_lock(&queue->mutex);
    while (queue->first == NULL && !queue->closed)
        pthread_cond_wait(&queue->came, &queue->mutex);
    if (queue->taken > 1)
        queue_gather(queue);
    struct queued *const list = queue->first;
    struct queued *last = list;
    size_t count = list != NULL ? 1 : 0;
    for (; last != NULL && last->next != NULL && count < most; last = last->next)
        count++;
    if (last != NULL) {
        queue->first = last->next;
        last->next = NULL;
    }
    if (queue->first == NULL)
        queue->last = NULL;
    queue->waiting -= count;
    queue->taken = count;
    pthread_cond_broadcast(&queue->went);
    pthread_mutex_unlock(&queue->mutex);
    return list;
}

size_t queue_waiting(struct queue *queue)
{
    pthread_mutex_lock(&queue->mutex);
    size_t const waiting = queue->waiting;
    pthread_mutex_unlock(&queue->mutex);
    return waiting;
}

void queue_close(struct queue *queue)
{
    pthread_mutex_lock(&queue->mutex);
    queue->closed = true;
    pthread_cond_broadcast(&queue->came);
    pthread_cond_broadcast(&queue->went);
    pthread_mutex_unlock(&queue->mutex);
}
