/* room/queue.h - submissions on their way to the room's turn, in the order in which they came.
 *
 * What    Many submitters put in, one writer takes out all that has come. A submission is its submitter's own memory; the writer
 *         gives it back by queue_answer.
 * Limits  ROOM_WAITING_MAX wait at once.
 * Threads queue_put: any. queue_take, queue_answer: the writer. queue_close: any. */
#ifndef ROOM_QUEUE_H
#define ROOM_QUEUE_H

#include "room/door.h"
#include "room/room.h"

#include <pthread.h>
#include <semaphore.h>

struct submission {
    struct slice bytes; /* of the act, or of a blob */
    bool is_blob;
    struct hash blob;                    /* a blob's salted hash ... */
    unsigned char salt[BLOB_SALT_BYTES]; /* ... and salt */
    struct door_pass pass;
    struct room_answer *answer;
    sem_t *answered; /* posted once for each submission */
    struct submission *next;
};

struct queue {
    pthread_mutex_t mutex;
    pthread_cond_t came, went;
    struct submission *first, *last;
    size_t waiting;
    bool closed;
};

void queue_begin(struct queue *queue);
void queue_end(struct queue *queue);
/* Puts a list of `count` in, linked by `next`, so that one turn can take all of it. False when there is no room for it and
 * `patient` is not set (FAULT_WAITING_FULL), or when the queue is closed (FAULT_ROOM_CLOSED). */
bool queue_put(struct queue *queue, struct submission *list, size_t count, bool patient, struct error *error);
/* Waits for submissions and takes up to `limit`, linked by `next`. NULL when the queue is closed and empty. */
struct submission *queue_take(struct queue *queue, size_t limit);
/* Gives every submission of the list back to who put it in. */
void queue_answer(struct submission *list);
void queue_close(struct queue *queue);

#endif
