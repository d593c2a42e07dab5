/* base/arena.h - memory that dies together.
 *
 * What    One stretch of memory handed out from the bottom up. The core allocates nowhere else.
 * How     struct thing *thing = arena_take(arena, sizeof *thing);     zeroed, aligned for anything
 *         size_t mark = arena->used; ... arena->used = mark;           gives back all since
 * Owns    Nothing: whoever made the arena owns its memory (store/os.h reserves address space and pays for
 *         pages only when they are touched, so a limit may be generous).
 * Limits  arena->limit; arena_take gives NULL beyond it. State asks for room before it applies an act, so that
 *         applying cannot fail. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "base/slice.h"

struct arena {
    unsigned char *memory;
    size_t used, limit;
};

enum { ARENA_ALIGNMENT = 16 };

/* Memory aligned to 16 bytes, or NULL when the arena is full: for what is filled before it is read. */
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
/* The same for `count` things of `bytes` each; NULL also when the product does not fit. */
void *arena_take_many(struct arena *arena, size_t count, size_t bytes);
/* Gives back what lies behind `end`, a place in what was taken last: of a list whose length was not known. */
void arena_end_at(struct arena *arena, const void *end);
/* A copy of a slice; an empty slice when the arena is full. */
struct slice arena_copy(struct arena *arena, struct slice slice);
/* Bytes that can still be taken. */
size_t arena_left(const struct arena *arena);
/* A part of an arena as an arena of its own, taken from it: for what lives shorter. Limit 0 when full. */
struct arena arena_part(struct arena *arena, size_t bytes);

#endif
