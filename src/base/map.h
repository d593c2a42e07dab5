// SPDX-License-Identifier: Apache-2.0
/* base/map.h - from a slice to a pointer, in an arena.
 *
 * What    A hash table with open addressing. A value holds its own key; the map keeps the value's pointer and copies nothing.
 * How     struct map map = { .key_of = ..., .seed = ... };
 *         map_put(&map, arena, object);
 *         object = map_find(&map, code);
 * Owns    The table, in the arena. Values and their keys must live as long as the map.
 * Limits  The table is at most half full and doubles; the old one stays behind in the arena, so that a map costs at most twice
 *         the memory of its table.
 * Not     Removal: what is on the record stays. Iteration. */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include "base/arena.h"

struct map_slot {
    void *value;   /* NULL: empty */
    uint64_t hash; /* of its key */
};

struct map {
    struct slice (*key_of)(const void *value);
    struct map_slot *slots;
    size_t count, capacity; /* capacity is 0 or a power of two */
    uint64_t seed;          /* random in a server, so that nobody can choose keys that collide */
};

/* The value under that key, or NULL. */
void *map_find(const struct map *map, struct slice key);
/* Keeps the value (not NULL) under its key and replaces what was there. False when the arena is full. */
bool map_put(struct map *map, struct arena *arena, void *value);

#endif
