// SPDX-License-Identifier: Apache-2.0
#include "base/map.h"

#include <string.h>

enum { FIRST_CAPACITY = 64 };

static uint64_t map_mix(uint64_t value)
{
    value ^= value >> 32;
    value *= 0xD6E8FEB86659FD93u;
    value ^= value >> 32;
    value *= 0xD6E8FEB86659FD93u;
    return value ^ value >> 32;
}

static uint64_t map_hash(struct slice key, uint64_t seed)
{
    uint64_t value = seed ^ key.length, word = 0;
    size_t at = 0;
    for (; key.length - at >= sizeof word; at += sizeof word) {
        memcpy(&word, key.bytes + at, sizeof word);
        value = map_mix(value ^ word);
    }
    word = 0;
    if (at < key.length)
        memcpy(&word, key.bytes + at, key.length - at);
    return map_mix(value ^ word);
}

/* The key's slot, or the empty one where it would go. */
static struct map_slot *map_slot_of(const struct map *map, struct slice key, uint64_t hash)
{
    for (size_t at = (size_t)hash;; at++) {
        struct map_slot *const slot = &map->slots[at & (map->capacity - 1)];
        if (slot->value == NULL || (slot->hash == hash && slice_equal(map->key_of(slot->value), key)))
            return slot;
    }
}

void *map_find(const struct map *map, struct slice key)
{
    return map->capacity > 0 ? map_slot_of(map, key, map_hash(key, map->seed))->value : NULL;
}

static bool map_grow(struct map *map, struct arena *arena)
{
    struct map larger = *map;
    larger.capacity = map->capacity > 0 ? map->capacity * 2 : FIRST_CAPACITY;
    larger.slots = arena_take_many(arena, larger.capacity, sizeof *larger.slots);
    if (larger.slots == NULL)
        return false;
    for (size_t i = 0; i < map->capacity; i++) {
        struct map_slot const slot = map->slots[i];
        if (slot.value != NULL)
            *map_slot_of(&larger, map->key_of(slot.value), slot.hash) = slot;
    }
    *map = larger;
    return true;
}

bool map_put(struct map *map, struct arena *arena, void *value)
{
    struct slice const key = map->key_of(value);
    uint64_t const hash = map_hash(key, map->seed);
    if (map->count + 1 > map->capacity / 2 && !map_grow(map, arena))
        return false;
    struct map_slot *const slot = map_slot_of(map, key, hash);
    if (slot->value == NULL)
        map->count++;
    *slot = (struct map_slot){ value, hash };
    return true;
}
