// SPDX-License-Identifier: Apache-2.0
/* log/publish.h - what readers see of a log; wakes those who wait for more.
 *
 * What    How many entries are durable, and the checkpoint that covers them. The log calls publish_show; any thread reads and waits.
 * Threads publish_show: the log's writer. The rest: any. */
#ifndef LOG_PUBLISH_H
#define LOG_PUBLISH_H

#include "base/buffer.h"

#include <pthread.h>

enum { PUBLISH_CHECKPOINT_BYTES_MAX = 1024 /* origin, size, root, one signature line: 700 at most */ };

struct publish {
    pthread_mutex_t mutex;
    pthread_cond_t changed; /* on CLOCK_MONOTONIC */
    uint64_t count;
    bool closed;
    char checkpoint[PUBLISH_CHECKPOINT_BYTES_MAX];
    size_t checkpoint_length;
};

void publish_begin(struct publish *publish);
void publish_end(struct publish *publish);
/* From here on `count` entries are there, under that checkpoint. Wakes those who wait. */
void publish_show(struct publish *publish, uint64_t count, struct slice checkpoint);
/* Nothing more will come: wakes everybody, and nobody waits from here on. */
void publish_close(struct publish *publish);
uint64_t publish_count(struct publish *publish);
/* The checkpoint, and in *count, when not NULL, its size. */
bool publish_checkpoint(struct publish *publish, struct buffer *out, uint64_t *count);
/* Returns when the count is above `seen`, at the deadline (CLOCK_MONOTONIC, ms) or when closed; gives the count. */
uint64_t publish_wait(struct publish *publish, uint64_t seen, int64_t deadline_ms);

#endif
