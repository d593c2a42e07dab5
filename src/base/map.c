#include "base/map.h"

#include <string.h>

enum { FIRST_CAPACITY = 64, CACHE_LINE = 64 /* bytes: four slots, none of them in two lines */ };

static uint64_t mix(uint64_t value)
{
    value ^= value >> 32;
    value *= 0xD6E8FEB86659FD93u;
    value ^= value >> 32;
    value *= 0xD6E8FEB86659FD93u;
    return value ^ value >> 32;
}

/* A key of less than eight bytes as one word: those in the middle may be taken twice, the length tells keys apart. */
static uint64_t short_word(struct slice key)
{
    uint32_t first, last;
    if (key.length >= 4) {
        memcpy(&first, key.bytes, 4);
        memcpy(&last, key.bytes + key.length - 4, 4);
        return (uint64_t)first << 32 | last;
    }
    if (key.length == 0)
        return 0;
    return (uint64_t)(unsigned char)key.bytes[0] << 16 | (uint64_t)(unsigned char)key.bytes[key.length / 2] << 8 |
           (unsigned char)key.bytes[key.length - 1];
}

static uint64_t hash(struct slice key, uint64_t seed)
{
    uint64_t value = seed ^ key.length, word = 0;
    if (key.length < 8)
        return mix(value ^ short_word(key));
    for (size_t at = 0; key.length - at > 8; at += 8) {
        memcpy(&word, key.bytes + at, 8);
        value = (value ^ word) * 0xD6E8FEB86659FD93u;
        value ^= value >> 32;
    }
    memcpy(&word, key.bytes + key.length - 8, 8); /* some of it again: the length tells keys apart that end alike */
    return mix(value ^ word);
}

/* Where the key begins to be looked for: as the first bits of its hash say, so that a table that grows is read and
 * written from one end to the other. */
static size_t start_of(size_t capacity, uint64_t hashed)
{
    return (size_t)((hashed >> 32) * capacity >> 32);
}

/* The key's slot, or the empty one where it would go. */
static inline struct map_slot *slot_of(const struct map *map, uint64_t hashed, struct slice key)
{
    size_t at = start_of(map->capacity, hashed);
    const struct map_slot *slot = &map->slots[at];
    while (slot->value != NULL && (slot->hash != hashed || !slice_equal(map->key_of(slot->value), key))) {
        at = (at + 1) & (map->capacity - 1);
        slot = &map->slots[at];
    }
    return &map->slots[at];
}

uint64_t map_hash(const struct map *map, struct slice key)
{
    return hash(key, map->seed);
}

void *map_find_hashed(const struct map *map, struct slice key, uint64_t hashed)
{
    return map->capacity > 0 ? slot_of(map, hashed, key)->value : NULL;
}

void *map_find(const struct map *map, struct slice key)
{
    return map_find_hashed(map, key, map_hash(map, key));
}

void map_expect(const struct map *map, uint64_t hashed)
{
    if (map->capacity > 0)
        __builtin_prefetch(&map->slots[start_of(map->capacity, hashed)]);
}

void map_bring(const struct map *map, uint64_t hashed)
{
    if (map->capacity == 0)
        return;
    const struct map_slot *const slot = &map->slots[start_of(map->capacity, hashed)];
    if (slot->value == NULL || slot->hash != hashed)
        return;
    __builtin_prefetch(slot->value);
}

/* Moves all into a table twice as large; those whose hashes are one stay apart, since their keys differ. */
static bool grow(struct map *map, struct arena *arena)
{
    size_t const capacity = map->capacity > 0 ? map->capacity * 2 : FIRST_CAPACITY;
    arena->used = (arena->used + (CACHE_LINE - 1)) & ~(size_t)(CACHE_LINE - 1);
    struct map_slot *const slots = arena_take_many(arena, capacity, sizeof *slots);
    if (slots == NULL)
        return false;
    for (size_t i = 0; i < map->capacity; i++) {
        if (map->slots[i].value == NULL)
            continue;
        size_t at = start_of(capacity, map->slots[i].hash);
        while (slots[at].value != NULL)
            at = (at + 1) & (capacity - 1);
        slots[at] = map->slots[i];
    }
    map->slots = slots;
    map->capacity = capacity;
    return true;
}

bool map_put(struct map *map, struct arena *arena, void *value)
{
    return map_put_hashed(map, arena, map_hash(map, map->key_of(value)), value);
}

bool map_put_hashed(struct map *map, struct arena *arena, uint64_t hashed, void *value)
{
    if (map->count + 1 > map->capacity / 2 && !grow(map, arena))
        return false;
    struct map_slot *const slot = slot_of(map, hashed, map->key_of(value));
    if (slot->value == NULL)
        map->count++;
    *slot = (struct map_slot){ value, hashed };
    return true;
}
