/* base/map.h - from a slice to a pointer, in an arena.
 *
 * What    A hash table with open addressing. Values hold their own keys; neither is copied: they must live as long as the map.
 * How     struct map map = { .key_of = code_of_object, .seed = seed };
 *         map_put(&map, arena, object);  object = map_find(&map, code);
 * Holds   At most half full, so that most keys are found or missed in the first cache line looked at. The order of keys is
 *         nobody's: no map is ever walked.
 * Limits  Grows by doubling; the old table stays behind in the arena, so a map costs at most twice its size.
 * Not     Removal: what is on the record stays. */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include "base/arena.h"

struct map_slot {
    void *value;   /* NULL: empty */
    uint64_t hash; /* of its key: most keys that differ are told apart without looking at them */
};

struct map {
    struct slice (*key_of)(const void *value);
    struct map_slot *slots;
    size_t count, capacity; /* capacity is 0 or a power of two */
    uint64_t seed;          /* random in a server, so that chosen keys cannot be made to collide */
};

/* The value kept under the key, or NULL. */
void *map_find(const struct map *map, struct slice key);
/* The key's hash, for who asks for it more than once. */
uint64_t map_hash(const struct map *map, struct slice key);
void *map_find_hashed(const struct map *map, struct slice key, uint64_t hash);
/* Says that a key of that hash is looked for soon, so that its place is brought near the processor meanwhile: a large map is
 * far away. */
void map_expect(const struct map *map, uint64_t hash);
/* Some time after map_expect: brings the value near too. */
void map_bring(const struct map *map, uint64_t hash);
/* Keeps the value (not NULL) under its key, in place of what was there. False when the arena is full. */
bool map_put(struct map *map, struct arena *arena, void *value);
bool map_put_hashed(struct map *map, struct arena *arena, uint64_t hash, void *value);

#endif
