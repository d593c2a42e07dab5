// SPDX-License-Identifier: Apache-2.0
/* record/tiling.h - all tiles of a log from its leaves, in constant memory.
 *
 * What    Leaf hashes go in one after another. Each tile of hashes comes out once: when it is full, or at the end. The tiles are
 *         those of a log of that size (record/tile.h). `struct merkle` keeps the whole tree; this keeps one open tile per level.
 * How     struct tiling tiling = { .crypto = ..., .take = ..., .context = ... };
 *         if (!tiling_push(&tiling, &leaf, &error)) return false;
 *         if (!tiling_end(&tiling, &error)) return false;
 *         tiling_root(&tiling, &root);
 * Holds   tiles_at[l] is the number of full tiles at level l; `frontier` is the tree. */
#ifndef RECORD_TILING_H
#define RECORD_TILING_H

#include "record/merkle.h"
#include "record/tile.h"

enum { TILING_LEVELS = 8 /* of height 8: enough for a size of 63 bits */ };

struct tiling {
    const struct crypto *crypto;
    /* Called with each tile; false stops the work, with the error filled. */
    bool (*take)(void *context, const struct tile *tile, const struct hash *hashes, struct error *error);
    void *context;
    struct merkle_frontier frontier;
    uint64_t tiles_at[TILING_LEVELS];
    unsigned counts[TILING_LEVELS];
    struct hash hashes[TILING_LEVELS][TILE_WIDTH];
};

bool tiling_push(struct tiling *tiling, const struct hash *leaf, struct error *error);
/* Emits the tiles that are not full. No push may follow. */
bool tiling_end(struct tiling *tiling, struct error *error);
void tiling_root(const struct tiling *tiling, struct hash *root);

#endif
