// SPDX-License-Identifier: Apache-2.0
/* room/queue.h - what waits for a writer's turn, in the order in which it came.
 *
 * What    Many threads put in; one writer takes out everything: tasks of the room, changes of the write queue. Each is memory of
 *         its maker and begins with a struct queued; the writer gives it back.
 * Limits  `limit` wait at once.
 * Threads queue_put, queue_waiting, queue_close: any. queue_take: the writer. */
#ifndef ROOM_QUEUE_H
#define ROOM_QUEUE_H

#include "base/error.h"

#include <pthread.h>

/* The first member, `queued`, of everything that is put in. */
struct queued {
    struct queued *next;
};

#define QUEUE_NEXT(each) ((void *)(each)->queued.next)

struct queue {
    pthread_mutex_t mutex;
    pthread_cond_t came, went;
    struct queued *first, *last;
    size_t limit, enough;
    size_t waiting, taken; /* taken: by the last turn */
    bool closed;
};

/* Where many come at once a turn waits until there are `enough` to share its syncs, or no more come. */
void queue_begin(struct queue *queue, size_t limit, size_t enough);
void queue_end(struct queue *queue);
/* Puts a list of `count` in, linked by `next`, so that one turn can take all of it. False when there is no room for it and
 * `patient` is not set (FAULT_WAITING_FULL), or when the queue is closed (FAULT_ROOM_CLOSED). */
bool queue_put(struct queue *queue, struct queued *list, size_t count, bool patient, struct error *error);
/* Waits for some and takes up to `most`; QUEUE_NEXT of each gives the next one. NULL when the queue is closed and empty. */
void *queue_take(struct queue *queue, size_t most);
size_t queue_waiting(struct queue *queue);
void queue_close(struct queue *queue);

#endif
