// SPDX-License-Identifier: Apache-2.0
/* base/arena.h - memory that is freed together.
 *
 * What    One block of memory, handed out from the bottom up. The core allocates nowhere else.
 * How     struct slice *lines = arena_take(arena, 20 * sizeof *lines);
 *         size_t const mark = arena->used;
 *         arena->used = mark;                          // frees everything that was taken since
 * Owns    Nothing: the memory belongs to the arena's maker. os_reserve (store/os.h) reserves address space and uses pages
 *         only when they are touched, so a limit may be generous.
 * Limits  arena->limit. Beyond it arena_take gives NULL. The rules check that there is room before they apply an act, so that
 *         applying cannot fail. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "base/slice.h"

struct arena {
    unsigned char *memory;
    size_t used, limit;
};

enum { ARENA_ALIGNMENT = 16 };

/* Memory aligned to ARENA_ALIGNMENT, not zeroed; NULL when the arena is full. */
static inline void *arena_take_unset(struct arena *arena, size_t bytes)
{
    size_t const start = (arena->used + (ARENA_ALIGNMENT - 1)) & ~(size_t)(ARENA_ALIGNMENT - 1);
    if (start > arena->limit || bytes > arena->limit - start)
        return NULL;
    arena->used = start + bytes;
    return arena->memory + start;
}
/* The same, zeroed. */
void *arena_take(struct arena *arena, size_t bytes);
/* Zeroed memory for `count` elements of `bytes` each; NULL also when the product overflows. */
void *arena_take_many(struct arena *arena, size_t count, size_t bytes);
/* Frees everything from `end` on. `end` points into the latest block: for a list whose length was not known beforehand. */
void arena_end_at(struct arena *arena, const void *end);
/* A copy of the slice; an empty slice when the arena is full. */
struct slice arena_copy(struct arena *arena, struct slice slice);
/* Bytes that can still be taken. */
size_t arena_left(const struct arena *arena);
/* An arena of that size inside this one, for data with a shorter life. Its limit is 0 when there is no room. */
struct arena arena_part(struct arena *arena, size_t bytes);

#endif
