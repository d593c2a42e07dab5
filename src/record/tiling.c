// SPDX-License-Identifier: Apache-2.0
#include "record/tiling.h"

static bool tiling_give(struct tiling *tiling, unsigned level, struct error *error)
{
    struct tile const tile = { (int)level, tiling->tiles_at[level], tiling->counts[level] };
    return tiling->take(tiling->context, &tile, tiling->hashes[level], error);
}

/* The root of a full tile: a hash of the next level. */
static struct hash tiling_subtree(const struct tiling *tiling, unsigned level)
{
    struct hash row[TILE_WIDTH / 2];
    const struct hash *from = tiling->hashes[level];
    for (unsigned count = TILE_WIDTH / 2; count > 0; count /= 2) {
        for (unsigned i = 0; i < count; i++) {
            struct hash const left = from[2 * i], right = from[2 * i + 1];
            merkle_hash_node(&left, &right, tiling->crypto, &row[i]);
        }
        from = row;
    }
    return row[0];
}

bool tiling_push(struct tiling *tiling, const struct hash *leaf, struct error *error)
{
    struct hash hash = *leaf;
    merkle_frontier_append(&tiling->frontier, leaf, tiling->crypto);
    for (unsigned level = 0; level < TILING_LEVELS; level++) {
        tiling->hashes[level][tiling->counts[level]++] = hash;
        if (tiling->counts[level] < TILE_WIDTH)
            return true;
        if (!tiling_give(tiling, level, error))
            return false;
        hash = tiling_subtree(tiling, level);
        tiling->counts[level] = 0;
        tiling->tiles_at[level]++;
    }
    return true;
}

bool tiling_end(struct tiling *tiling, struct error *error)
{
    for (unsigned level = 0; level < TILING_LEVELS; level++)
        if (tiling->counts[level] > 0 && !tiling_give(tiling, level, error))
            return false;
    return true;
}

void tiling_root(const struct tiling *tiling, struct hash *root)
{
    merkle_frontier_root(&tiling->frontier, tiling->crypto, root);
}
