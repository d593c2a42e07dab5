// SPDX-License-Identifier: Apache-2.0
#include "log/publish.h"

#include <string.h>
#include <time.h>

void publish_begin(struct publish *publish)
{
    pthread_condattr_t monotonic;
    *publish = (struct publish){ 0 };
    pthread_mutex_init(&publish->mutex, NULL);
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&publish->changed, &monotonic);
    pthread_condattr_destroy(&monotonic);
}

void publish_end(struct publish *publish)
{
    pthread_cond_destroy(&publish->changed);
    pthread_mutex_destroy(&publish->mutex);
}

void publish_show(struct publish *publish, uint64_t count, struct slice checkpoint)
{
    pthread_mutex_lock(&publish->mutex);
    publish->count = count;
    publish->checkpoint_length =
        checkpoint.length < sizeof publish->checkpoint ? checkpoint.length : sizeof publish->checkpoint;
    memcpy(publish->checkpoint, checkpoint.bytes, publish->checkpoint_length);
    pthread_cond_broadcast(&publish->changed);
    pthread_mutex_unlock(&publish->mutex);
}

void publish_close(struct publish *publish)
{
    pthread_mutex_lock(&publish->mutex);
    publish->closed = true;
    pthread_cond_broadcast(&publish->changed);
    pthread_mutex_unlock(&publish->mutex);
}

uint64_t publish_count(struct publish *publish)
{
    pthread_mutex_lock(&publish->mutex);
    uint64_t const count = publish->count;
    pthread_mutex_unlock(&publish->mutex);
    return count;
}

bool publish_checkpoint(struct publish *publish, struct buffer *out, uint64_t *count)
{
    pthread_mutex_lock(&publish->mutex);
    buffer_add(out, (struct slice){ publish->checkpoint, publish->checkpoint_length });
    if (count != NULL)
        *count = publish->count;
    pthread_mutex_unlock(&publish->mutex);
    return !out->full;
}

uint64_t publish_wait(struct publish *publish, uint64_t seen, int64_t deadline_ms)
{
    struct timespec const deadline = { (time_t)(deadline_ms / 1000), (long)(deadline_ms % 1000) * 1000000 };
    int waited = 0;
    pthread_mutex_lock(&publish->mutex);
    while (publish->count <= seen && !publish->closed && waited == 0)
        waited = pthread_cond_timedwait(&publish->changed, &publish->mutex, &deadline);
    uint64_t const count = publish->count;
    pthread_mutex_unlock(&publish->mutex);
    return count;
}
