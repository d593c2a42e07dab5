// SPDX-License-Identifier: Apache-2.0
/* web/page/map.h - a map of the world: each territory in the class of its member.
 *
 * What    outlines.def has the outlines and dots; a member's `area` is their ISO 3166-1 number. Classes differ by pattern, not by
 *         colour alone. The map shows the same as a table beside it.
 * How     world_map_begin(from, classes, count, members, &map);
 *         world_map_place(&map, area, class, title, path);
 *         world_map_end(&map);
 * Holds   A territory without a member has class 0. */
#ifndef WEB_PAGE_MAP_H
#define WEB_PAGE_MAP_H

#include "web/page/page.h"

enum { MAP_CLASSES_MAX = 8 };

struct map_shape {
    const char *path; /* of an outline; NULL: a dot */
    unsigned x, y;
    struct slice title; /* "NAME: signed"; empty: no member */
    bool dot, named;
};

struct map_class {
    const char *name;
    const char *fill;   /* "url(#map-entitled)" */
    struct slice words; /* of the legend */
    unsigned members;
    struct {
        struct map_shape *items;
        size_t count;
    } shapes;
};

struct world_map {
    const struct gather *from;
    struct {
        struct map_class *items;
        size_t count;
    } classes;
    unsigned placed;
    unsigned char *class_of; /* of each row of outlines.def */
    struct slice *titles;
    struct page_links missing; /* members without a place on the map */
    size_t missing_limit;
};

/* `classes` has name, fill and words of each. */
void world_map_begin(const struct gather *from, const struct map_class *classes, size_t count, size_t members,
                     struct world_map *map);
/* A member; `area` 0: none is known. */
void world_map_place(struct world_map *map, uint64_t area, unsigned class, struct slice title, struct slice path);
void world_map_end(struct world_map *map);

#endif
