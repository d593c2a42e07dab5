/* room/publish.h - what readers are shown, and the waking of those who wait for more.
 *
 * What    How many acts are durable and the checkpoint that covers them. The room's writer shows; anybody reads and waits.
 * Threads publish_show: the writer. The rest: any. */
#ifndef ROOM_PUBLISH_H
#define ROOM_PUBLISH_H

#include "base/buffer.h"

#include <pthread.h>

enum { PUBLISH_CHECKPOINT_BYTES_MAX = 1024 /* origin, size, root, one signature line: 700 at most */ };

struct publish {
    pthread_mutex_t mutex;
    pthread_cond_t changed; /* on CLOCK_MONOTONIC */
    uint32_t count;
    bool closed;
    char checkpoint[PUBLISH_CHECKPOINT_BYTES_MAX];
    size_t checkpoint_length;
};

void publish_begin(struct publish *publish);
void publish_end(struct publish *publish);
/* From here on `count` acts are there, under that checkpoint. Wakes those who wait. */
void publish_show(struct publish *publish, uint32_t count, struct slice checkpoint);
/* Nothing more will come: wakes everybody, and nobody waits from here on. */
void publish_close(struct publish *publish);
uint32_t publish_count(struct publish *publish);
/* The checkpoint, and in *count, when not NULL, its size. */
bool publish_checkpoint(struct publish *publish, struct buffer *out, uint32_t *count);
/* Returns when the count is above `seen`, at the deadline (CLOCK_MONOTONIC, ms) or when closed; gives the count. */
uint32_t publish_wait(struct publish *publish, uint32_t seen, int64_t deadline_ms);

#endif
