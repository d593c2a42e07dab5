// SPDX-License-Identifier: Apache-2.0
#include "web/page/map.h"

#include <string.h>

static const struct outline {
    uint16_t number;
    const char *path; /* NULL: a dot at x, y */
    uint16_t x, y;
} outlines[] = {
#define OUTLINE(number, path) { number, path, 0, 0 },
#define DOT(number, x, y) { number, NULL, x, y },
#include "web/page/outlines.def"
#undef OUTLINE
#undef DOT
};
enum { OUTLINE_COUNT = sizeof outlines / sizeof outlines[0] };

void world_map_begin(const struct gather *from, const struct map_class *classes, size_t count, size_t members,
                     struct world_map *map)
{
    *map = (struct world_map){ .from = from };
    map->class_of = arena_take(from->arena, OUTLINE_COUNT);
    map->titles = arena_take_many(from->arena, OUTLINE_COUNT, sizeof *map->titles);
    map->missing.items = arena_take_many(from->arena, members, sizeof *map->missing.items);
    map->classes.items = arena_take_many(from->arena, count, sizeof *map->classes.items);
    if (map->class_of == NULL || map->titles == NULL || map->missing.items == NULL || map->classes.items == NULL)
        return;
    map->missing_limit = members;
    map->classes.count = count;
    memcpy(map->classes.items, classes, count * sizeof *classes);
    for (size_t i = 0; i < count; i++)
        map->classes.items[i].shapes.items = arena_take_many(from->arena, OUTLINE_COUNT, sizeof(struct map_shape));
}

void world_map_place(struct world_map *map, uint64_t area, unsigned class, struct slice title, struct slice path)
{
    bool found = false;
    if (class >= map->classes.count)
        return;
    map->classes.items[class].members++;
    for (size_t i = 0; area != 0 && i < OUTLINE_COUNT; i++) {
        if (outlines[i].number != area)
            continue;
        map->class_of[i] = (unsigned char)class;
        map->titles[i] = title;
        found = true;
    }
    map->placed += found ? 1 : 0;
    if (!found && map->missing.count < map->missing_limit)
        map->missing.items[map->missing.count++] = (struct page_link){ .path = path, .words = title };
}

void world_map_end(struct world_map *map)
{
    for (size_t i = 0; map->classes.count > 0 && i < OUTLINE_COUNT; i++) {
        struct map_class *class = &map->classes.items[map->class_of[i]];
        bool const dot = outlines[i].path == NULL;
        /* A territory that is no member's and too small to see is left out. */
        if (class->shapes.items == NULL || (dot && map->titles[i].length == 0))
            continue;
        class->shapes.items[class->shapes.count++] =
            (struct map_shape){ outlines[i].path, outlines[i].x, outlines[i].y,
                                map->titles[i],   dot,           map->titles[i].length > 0 };
    }
}
