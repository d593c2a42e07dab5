/* record/tile.h - the log as files (C2SP tlog-tiles): paths, tiles of hashes, bundles of entries.
 *
 * What    tile/L/N[.p/W]          hashes of complete subtrees at height 8 L, 256 a tile, W in one that is not full
 *         tile/entries/N[.p/W]    the entries themselves: length in two bytes, the higher first, then the entry
 *         N is written in groups of three digits, all but the last with x before them: 1234067 is x001/x234/067.
 * How     if (!tile_read_path(path, &tile)) ... 404;  if (!tile_exists(&tile, size)) ... 404;
 *         tile_write_hashes(&tile, &tree, &out);
 * Holds   tile_read_path takes nothing that tile_write_path would not give back.
 * Limits  N below 10^18, levels to 63, a bundle of 256 entries of ACT_BYTES_MAX. */
#ifndef RECORD_TILE_H
#define RECORD_TILE_H

#include "base/error.h"
#include "base/limits.h"
#include "record/merkle.h"

enum {
    TILE_ENTRIES = -1, /* the level of bundles */
    TILE_WIDTH = 256,
    TILE_BYTES = TILE_WIDTH * HASH_BYTES,
    TILE_PATH_BYTES_MAX = 64,
    BUNDLE_BYTES_MAX = TILE_WIDTH * (ACT_BYTES_MAX + 2)
};

struct tile {
    int level; /* 0 to 63, or TILE_ENTRIES */
    uint64_t index;
    unsigned width; /* 1 to 256 */
};

/* Reads a path below the log's prefix, without a slash before it; false on anything that is not one. */
bool tile_read_path(struct slice path, struct tile *tile);
void tile_write_path(const struct tile *tile, struct buffer *out);
/* Whether a log of that size has it: all of its hashes or entries are there. */
bool tile_exists(const struct tile *tile, uint64_t size);
/* The tile at that place as a log of that size has it, full or partial; false when there is none. */
bool tile_at(int level, uint64_t index, uint64_t size, struct tile *tile);
/* The hashes of a tile that exists and is not of entries. */
void tile_write_hashes(const struct tile *tile, const struct merkle *tree, struct buffer *out);
/* One entry of a bundle. */
void tile_write_entry(struct slice entry, struct buffer *out);
/* Takes any bytes as a bundle of exactly `width` entries, which point into it. FAULT_BUNDLE. */
bool tile_read_entries(struct slice bytes, unsigned width, struct slice entries[TILE_WIDTH], struct error *error);
/* Takes any bytes as `width` hashes. FAULT_TILE. */
bool tile_read_hashes(struct slice bytes, unsigned width, struct hash hashes[TILE_WIDTH], struct error *error);

#endif
