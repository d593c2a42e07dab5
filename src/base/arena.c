// SPDX-License-Identifier: Apache-2.0
#include "base/arena.h"

#include <string.h>

void *arena_take(struct arena *arena, size_t bytes)
{
    void *const memory = arena_take_unset(arena, bytes);
    return memory != NULL ? memset(memory, 0, bytes) : NULL;
}

void *arena_take_many(struct arena *arena, size_t count, size_t bytes)
{
    if (bytes > 0 && count > arena->limit / bytes)
        return NULL;
    return arena_take(arena, count * bytes);
}

void arena_end_at(struct arena *arena, const void *end)
{
    arena->used = (size_t)((const unsigned char *)end - arena->memory);
}

struct slice arena_copy(struct arena *arena, struct slice slice)
{
    char *const copy = arena_take_unset(arena, slice.length);
    if (copy == NULL || slice.length == 0)
        return (struct slice){ "", 0 };
    memcpy(copy, slice.bytes, slice.length);
    return (struct slice){ copy, slice.length };
}

size_t arena_left(const struct arena *arena)
{
    return arena->limit - arena->used;
}

struct arena arena_part(struct arena *arena, size_t bytes)
{
    unsigned char *const memory = arena_take_unset(arena, bytes);
    return (struct arena){ memory, 0, memory != NULL ? bytes : 0 };
}
