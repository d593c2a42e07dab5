#include "room/queue.h"

void queue_begin(struct queue *queue)
{
    *queue = (struct queue){ 0 };
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

bool queue_put(struct queue *queue, struct submission *list, size_t count, bool patient, struct error *error)
{
    enum fault fault = FAULT_NONE;
    struct submission *last = list;
    while (last->next != NULL)
        last = last->next;
    pthread_mutex_lock(&queue->mutex);
    while (patient && !queue->closed && queue->waiting + count > ROOM_WAITING_MAX)
        pthread_cond_wait(&queue->went, &queue->mutex);
    if (queue->closed)
        fault = FAULT_ROOM_CLOSED;
    else if (queue->waiting + count > ROOM_WAITING_MAX)
        fault = FAULT_WAITING_FULL;
    if (fault == FAULT_NONE) {
        if (queue->last != NULL)
            queue->last->next = list;
        else
            queue->first = list;
        queue->last = last;
        queue->waiting += count;
        pthread_cond_signal(&queue->came);
    }
    pthread_mutex_unlock(&queue->mutex);
    return fault == FAULT_NONE || fail(error, fault, 0, SLICE(""), SLICE(""));
}

struct submission *queue_take(struct queue *queue, size_t limit)
{
    pthread_mutex_lock(&queue->mutex);
    while (queue->first == NULL && !queue->closed)
        pthread_cond_wait(&queue->came, &queue->mutex);
    struct submission *const list = queue->first;
    struct submission *last = list;
    size_t count = list != NULL ? 1 : 0;
    for (; last != NULL && last->next != NULL && count < limit; last = last->next)
        count++;
    if (last != NULL) {
        queue->first = last->next;
        last->next = NULL;
    }
    if (queue->first == NULL)
        queue->last = NULL;
    queue->waiting -= count;
    pthread_cond_broadcast(&queue->went);
    pthread_mutex_unlock(&queue->mutex);
    return list;
}

void queue_answer(struct submission *list)
{
    while (list != NULL) {
        struct submission *const next = list->next; /* after the post it may be gone */
        sem_post(list->answered);
        list = next;
    }
}

void queue_close(struct queue *queue)
{
    pthread_mutex_lock(&queue->mutex);
    queue->closed = true;
    pthread_cond_broadcast(&queue->came);
    pthread_cond_broadcast(&queue->went);
    pthread_mutex_unlock(&queue->mutex);
}
