#include "base/map.h"

#include <string.h>

enum { FIRST_CAPACITY = 64 };

static uint64_t mix(uint64_t value)
{
    value ^= value >> 32;
    value *= 0xD6E8FEB86659FD93u;
    value ^= value >> 32;
    value *= 0xD6E8FEB86659FD93u;
    return value ^ value >> 32;
}

static uint64_t hash(struct slice key, uint64_t seed)
{
    uint64_t value = mix(seed ^ key.length);
    size_t at = 0;
    for (; key.length - at >= 8; at += 8) {
        uint64_t word;
        memcpy(&word, key.bytes + at, 8);
        value = (value ^ word) * 0xD6E8FEB86659FD93u;
        value ^= value >> 32;
    }
    uint64_t last = 0;
    if (key.length > at)
        memcpy(&last, key.bytes + at, key.length - at);
    return mix(value ^ last);
}

/* The key's slot, or the empty one where it would go. */
static struct map_slot *slot_of(struct map_slot *slots, size_t capacity, uint64_t hashed, struct slice key)
{
    size_t at = (size_t)hashed & (capacity - 1);
    while (slots[at].value != NULL && (slots[at].hash != hashed || !slice_equal(slots[at].key, key)))
        at = (at + 1) & (capacity - 1);
    return &slots[at];
}

void *map_find(const struct map *map, struct slice key)
{
    return map->capacity > 0 ? slot_of(map->slots, map->capacity, hash(key, map->seed), key)->value : NULL;
}

static bool grow(struct map *map, struct arena *arena)
{
    size_t const capacity = map->capacity > 0 ? map->capacity * 2 : FIRST_CAPACITY;
    struct map_slot *const slots = arena_take_many(arena, capacity, sizeof *slots);
    if (slots == NULL)
        return false;
    for (size_t i = 0; i < map->capacity; i++)
        if (map->slots[i].value != NULL)
            *slot_of(slots, capacity, map->slots[i].hash, map->slots[i].key) = map->slots[i];
    map->slots = slots;
    map->capacity = capacity;
    return true;
}

bool map_put(struct map *map, struct arena *arena, struct slice key, void *value)
{
    if (map->count + 1 > map->capacity / 4 * 3 && !grow(map, arena))
        return false;
    uint64_t const hashed = hash(key, map->seed);
    struct map_slot *const slot = slot_of(map->slots, map->capacity, hashed, key);
    if (slot->value == NULL)
        map->count++;
    *slot = (struct map_slot){ key, value, hashed };
    return true;
}
