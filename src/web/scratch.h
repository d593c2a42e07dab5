// SPDX-License-Identifier: Apache-2.0
/* web/scratch.h - memory for answering one request: an arena for gathering, a buffer for the body.
 *
 * Owns    The pool. A scratch is taken for one answer and is empty afterwards; memory beyond SCRATCH_KEPT_BYTES is returned to the
 *         system.
 * Limits  One scratch for each thread of the server. SCRATCH_ARENA_BYTES and SCRATCH_BODY_BYTES are address space: only what is used
 *         takes memory. */
#ifndef WEB_SCRATCH_H
#define WEB_SCRATCH_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"

enum {
    SCRATCH_ARENA_BYTES = 64 << 20, /* no page of a record with a million acts needs as much */
    SCRATCH_BODY_BYTES = 64 << 20,  /* a blob has at most 32 MiB, a bundle of entries 16 */
    SCRATCH_KEPT_BYTES = 256 << 10  /* a usual page */
};

struct scratch {
    struct arena arena;
    struct buffer body;
    struct scratch *next;
};

struct scratch_pool;

struct scratch_pool *scratch_open(unsigned count, struct error *error);
/* Waits until one is free. */
struct scratch *scratch_take(struct scratch_pool *pool);
void scratch_give(struct scratch_pool *pool, struct scratch *scratch);
void scratch_close(struct scratch_pool *pool);

#endif
