/* room/queue.h - tasks on their way to the room's turn, in the order in which they came.
 *
 * What    Many submitters put in, one writer takes out all that has come. A task is its submitter's own memory; the writer
 *         gives it back by queue_answer.
 * Limits  ROOM_WAITING_MAX wait at once.
 * Threads queue_put: any. queue_take, queue_answer: the writer. queue_close: any. */
#ifndef ROOM_QUEUE_H
#define ROOM_QUEUE_H

#include "room/room.h"

#include <pthread.h>

struct queue {
    pthread_mutex_t mutex;
    pthread_cond_t came, went;
    struct room_task *first, *last;
    size_t waiting, taken; /* taken: by the last turn */
    bool closed;
};

void queue_begin(struct queue *queue);
void queue_end(struct queue *queue);
/* Puts a list of `count` in, linked by `next`, so that one turn can take all of it. False when there is no room for it and
 * `patient` is not set (FAULT_WAITING_FULL), or when the queue is closed (FAULT_ROOM_CLOSED). */
bool queue_put(struct queue *queue, struct room_task *list, size_t count, bool patient, struct error *error);
/* Waits for tasks and takes up to `limit`, linked by `next`. NULL when the queue is closed and empty. */
struct room_task *queue_take(struct queue *queue, size_t limit);
/* Gives every task of the list back to who put it in. */
void queue_answer(struct room_task *list);
void queue_close(struct queue *queue);

#endif
