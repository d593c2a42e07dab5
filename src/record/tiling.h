/* record/tiling.h - every tile of a log as its leaves come in, in constant memory.
 *
 * What    Leaf hashes go in one after another; each tile of hashes comes out once, when it is full or at the end: tile/L/N as a
 *         log of that size has it (record/tile.h). What keeps a whole tree is struct merkle; this keeps one open tile a level.
 * How     struct tiling tiling = { .crypto = crypto, .take = compare_with_the_copy, .context = context };
 *         tiling_push(&tiling, &leaf, &error) ... tiling_end(&tiling, &error); tiling_root(&tiling, &root);
 * Holds   tiles_at[l] tiles of level l were full; `frontier` is the tree. */
#ifndef RECORD_TILING_H
#define RECORD_TILING_H

#include "record/merkle.h"
#include "record/tile.h"

enum { TILING_LEVELS = 8 /* of height 8: all that a 63-bit size has */ };

struct tiling {
    const struct crypto *crypto;
    /* Is given each tile; false ends the work (it fills the error). */
    bool (*take)(void *context, const struct tile *tile, const struct hash *hashes, struct error *error);
    void *context;
    struct merkle_frontier frontier;
    uint64_t tiles_at[TILING_LEVELS];
    unsigned counts[TILING_LEVELS];
    struct hash hashes[TILING_LEVELS][TILE_WIDTH];
};

bool tiling_push(struct tiling *tiling, const struct hash *leaf, struct error *error);
/* Gives the tiles that are not full. Nothing is pushed after it. */
bool tiling_end(struct tiling *tiling, struct error *error);
void tiling_root(const struct tiling *tiling, struct hash *root);

#endif
