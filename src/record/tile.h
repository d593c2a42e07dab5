// SPDX-License-Identifier: Apache-2.0
/* record/tile.h - the log as files (C2SP tlog-tiles): paths, tiles of hashes, bundles of entries.
 *
 * What    tile/L/N[.p/W]          the hashes of complete subtrees of height 8 L: 256 in a full tile, W in a partial one
 *         tile/entries/N[.p/W]    the entries themselves, each after its length in two bytes, big-endian
 *         N is written in groups of three digits; all but the last begin with x: 1234067 is x001/x234/067.
 * How     if (!tile_read_path(path, &tile) || !tile_exists(&tile, size)) return false;
 *         tile_write_hashes(&tile, &tree, &out);
 * Holds   What tile_read_path accepts, tile_write_path gives back.
 * Limits  N below 10^18, levels up to 63, a bundle of 256 entries of ACT_BYTES_MAX. */
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

/* Reads a path relative to the log, without a leading slash; false when it is not the path of a tile. */
bool tile_read_path(struct slice path, struct tile *tile);
void tile_write_path(const struct tile *tile, struct buffer *out);
/* The same into a buffer of TILE_PATH_BYTES_MAX that is emptied first. */
struct slice tile_path(const struct tile *tile, struct buffer *memory);
/* Whether a log of that size has all of the tile's hashes or entries. */
bool tile_exists(const struct tile *tile, uint64_t size);
/* The tile at that place in a log of that size, full or partial; false when there is none. */
bool tile_at(int level, uint64_t index, uint64_t size, struct tile *tile);
/* Writes the hashes of a tile that exists and is not a bundle. */
void tile_write_hashes(const struct tile *tile, const struct merkle *tree, struct buffer *out);
/* Writes one entry of a bundle. */
void tile_write_entry(struct slice entry, struct buffer *out);
/* Reads a bundle of exactly `width` entries, which point into `bytes`. Accepts any bytes. FAULT_BUNDLE. */
bool tile_read_entries(struct slice bytes, unsigned width, struct slice entries[TILE_WIDTH], struct error *error);
/* Reads `width` hashes. Accepts any bytes. FAULT_TILE. */
bool tile_read_hashes(struct slice bytes, unsigned width, struct hash hashes[TILE_WIDTH], struct error *error);

#endif
