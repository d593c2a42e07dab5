// SPDX-License-Identifier: Apache-2.0
#include "web/scratch.h"

#include "store/os.h"

#include <pthread.h>
#include <stdlib.h>
#include <sys/mman.h>

enum { SCRATCH_MAX = 64 };

struct scratch_pool {
    pthread_mutex_t lock;
    pthread_cond_t given;
    struct scratch *free;
    struct scratch all[SCRATCH_MAX];
    struct arena bodies[SCRATCH_MAX];
    unsigned count;
};

struct scratch_pool *scratch_open(unsigned count, struct error *error)
{
    struct scratch_pool *pool = count <= SCRATCH_MAX ? calloc(1, sizeof *pool) : NULL;
    if (pool == NULL) {
        fail(error, FAULT_MEMORY, 0, SLICE("the server"));
        return NULL;
    }
    (void)pthread_mutex_init(&pool->lock, NULL);
    (void)pthread_cond_init(&pool->given, NULL);
    for (unsigned i = 0; i < count; i++) {
        struct scratch *scratch = &pool->all[i];
        if (!os_reserve(SCRATCH_ARENA_BYTES, &scratch->arena, error) ||
            !os_reserve(SCRATCH_BODY_BYTES, &pool->bodies[i], error)) {
            scratch_close(pool);
            return NULL;
        }
        scratch->body = (struct buffer){ (char *)pool->bodies[i].memory, 0, pool->bodies[i].limit, false };
        scratch->next = pool->free;
        pool->free = scratch;
        pool->count = i + 1;
    }
    return pool;
}

struct scratch *scratch_take(struct scratch_pool *pool)
{
    pthread_mutex_lock(&pool->lock);
    while (pool->free == NULL)
        pthread_cond_wait(&pool->given, &pool->lock);
    struct scratch *scratch = pool->free;
    pool->free = scratch->next;
    pthread_mutex_unlock(&pool->lock);
    return scratch;
}

/* Returns the pages that a usual answer does not need to the system. */
static void scratch_trim(unsigned char *memory, size_t used, size_t limit)
{
    if (used > SCRATCH_KEPT_BYTES)
        (void)madvise(memory + SCRATCH_KEPT_BYTES, limit - SCRATCH_KEPT_BYTES, MADV_DONTNEED);
}

void scratch_give(struct scratch_pool *pool, struct scratch *scratch)
{
    scratch_trim(scratch->arena.memory, scratch->arena.used, scratch->arena.limit);
    scratch_trim((unsigned char *)scratch->body.bytes, scratch->body.length, scratch->body.limit);
    scratch->arena.used = 0;
    scratch->body = (struct buffer){ scratch->body.bytes, 0, scratch->body.limit, false };
    pthread_mutex_lock(&pool->lock);
    scratch->next = pool->free;
    pool->free = scratch;
    pthread_cond_signal(&pool->given);
    pthread_mutex_unlock(&pool->lock);
}

void scratch_close(struct scratch_pool *pool)
{
    if (pool == NULL)
        return;
    for (unsigned i = 0; i < SCRATCH_MAX; i++) {
        if (pool->all[i].arena.memory != NULL)
            os_release(&pool->all[i].arena);
        if (pool->bodies[i].memory != NULL)
            os_release(&pool->bodies[i]);
    }
    pthread_cond_destroy(&pool->given);
    pthread_mutex_destroy(&pool->lock);
    free(pool);
}
