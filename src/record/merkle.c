// SPDX-License-Identifier: Apache-2.0
#include "record/merkle.h"

#include <string.h>

enum {
    CHUNK_HASHES = 1024 /* 32 KiB: not too much for a small record, not too many for a large one */,
    CHUNKS_FIRST = 16
};

void merkle_hash_leaf(struct slice entry, const struct crypto *crypto, struct hash *out)
{
    struct slice const parts[] = { { "\0", 1 }, entry };
    crypto->sha256(parts, 2, out);
}

void merkle_hash_node(const struct hash *left, const struct hash *right, const struct crypto *crypto, struct hash *out)
{
    char bytes[1 + 2 * HASH_BYTES] = { 1 };
    memcpy(bytes + 1, left->bytes, HASH_BYTES);
    memcpy(bytes + 1 + HASH_BYTES, right->bytes, HASH_BYTES);
    crypto->sha256(&(struct slice){ bytes, sizeof bytes }, 1, out);
}

static unsigned merkle_count_ones(uint64_t bits)
{
    unsigned ones = 0;
    for (; bits != 0; bits &= bits - 1)
        ones++;
    return ones;
}

static unsigned merkle_lowest_one(uint64_t bits)
{
    unsigned at = 0;
    for (; (bits & 1) == 0; bits >>= 1)
        at++;
    return at;
}

/* The number of hashes in a tree of that size: every leaf and every complete subtree. */
static uint64_t merkle_hashes_of(uint64_t size)
{
    return 2 * size - merkle_count_ones(size);
}

static struct hash *merkle_hash_at(const struct merkle *tree, uint64_t place)
{
    return &tree->chunks[place / CHUNK_HASHES].hashes[place % CHUNK_HASHES];
}

const struct hash *merkle_hash(const struct merkle *tree, unsigned level, uint64_t index)
{
    uint64_t const last_leaf = ((index + 1) << level) - 1;
    return merkle_hash_at(tree, merkle_hashes_of(last_leaf) + level);
}

bool merkle_reserve(struct merkle *tree, struct arena *arena)
{
    unsigned const more =
        1 + merkle_lowest_one(tree->size + 1); /* the leaf, and a node for each subtree that it ends */
    if (tree->hash_count + more <= tree->chunk_count * (uint64_t)CHUNK_HASHES)
        return true;
    if (tree->chunk_count == tree->chunk_capacity) {
        size_t const capacity = tree->chunk_capacity > 0 ? 2 * tree->chunk_capacity : CHUNKS_FIRST;
        struct merkle_chunk *const chunks = arena_take_many(arena, capacity, sizeof *chunks);
        if (chunks == NULL)
            return false;
        if (tree->chunk_count > 0)
            memcpy(chunks, tree->chunks, tree->chunk_count * sizeof *chunks);
        tree->chunks = chunks;
        tree->chunk_capacity = capacity;
    }
    struct hash *const hashes = arena_take_unset(arena, CHUNK_HASHES * sizeof *hashes);
    if (hashes == NULL)
        return false;
    tree->chunks[tree->chunk_count++].hashes = hashes;
    return true;
}

bool merkle_append(struct merkle *tree, const struct hash *leaf, const struct crypto *crypto, struct arena *arena)
{
    if (!merkle_reserve(tree, arena))
        return false;
    *merkle_hash_at(tree, tree->hash_count++) = *leaf;
    for (unsigned level = 0; (tree->size >> level & 1) != 0; level++) {
        /* The right subtree has just been written and has 2^(level + 1) - 1 hashes; the left one's root stands before them. */
        const struct hash *const left = merkle_hash_at(tree, tree->hash_count - ((uint64_t)2 << level));
        merkle_hash_node(left, merkle_hash_at(tree, tree->hash_count - 1), crypto,
                         merkle_hash_at(tree, tree->hash_count));
        tree->hash_count++;
    }
    tree->size++;
    return true;
}

/* The root over the leaves from `start` up to `end`. `start` must be a multiple of a power of two that is at least their number:
 * then they are complete subtrees, the smallest at the right. */
static void merkle_hash_range(const struct merkle *tree, uint64_t start, uint64_t end, const struct crypto *crypto,
                              struct hash *out)
{
    unsigned level = merkle_lowest_one(end - start);
    *out = *merkle_hash(tree, level, (end >> level) - 1);
    for (end -= (uint64_t)1 << level; end > start; end -= (uint64_t)1 << level) {
        level = merkle_lowest_one(end - start);
        merkle_hash_node(merkle_hash(tree, level, (end >> level) - 1), out, crypto, out);
    }
}

void merkle_root(const struct merkle *tree, uint64_t size, const struct crypto *crypto, struct hash *out)
{
    if (size == 0)
        crypto->sha256(NULL, 0, out);
    else
        merkle_hash_range(tree, 0, size, crypto, out);
}

/* The largest power of two below `count`, which is at least 2. */
static uint64_t merkle_split(uint64_t count)
{
    uint64_t power = 1;
    while (power < count - power)
        power *= 2;
    return power;
}

static void merkle_add_range(struct merkle_proof *proof, const struct merkle *tree, uint64_t start, uint64_t end,
                             const struct crypto *crypto)
{
    merkle_hash_range(tree, start, end, crypto, &proof->hashes[proof->count++]);
}

/* A proof is found from the root down and written from the leaves up: reverses it. */
static void merkle_turn_round(struct merkle_proof *proof)
{
    for (size_t i = 0; i < proof->count / 2; i++) {
        struct hash const first = proof->hashes[i];
        proof->hashes[i] = proof->hashes[proof->count - 1 - i];
        proof->hashes[proof->count - 1 - i] = first;
    }
}

void merkle_prove_inclusion(const struct merkle *tree, uint64_t index, uint64_t size, const struct crypto *crypto,
                            struct merkle_proof *proof)
{
    uint64_t start = 0, end = size;
    proof->count = 0;
    while (end - start > 1) {
        uint64_t const middle = start + merkle_split(end - start);
        if (index < middle) {
            merkle_add_range(proof, tree, middle, end, crypto);
            end = middle;
        } else {
            merkle_add_range(proof, tree, start, middle, crypto);
            start = middle;
        }
    }
    merkle_turn_round(proof);
}

void merkle_prove_consistency(const struct merkle *tree, uint64_t old_size, uint64_t size, const struct crypto *crypto,
                              struct merkle_proof *proof)
{
    uint64_t start = 0, end = size;
    proof->count = 0;
    if (old_size == 0)
        return;
    while (old_size < end) {
        uint64_t const middle = start + merkle_split(end - start);
        if (old_size <= middle) {
            merkle_add_range(proof, tree, middle, end, crypto);
            end = middle;
        } else {
            merkle_add_range(proof, tree, start, middle, crypto);
            start = middle;
        }
    }
    if (start > 0) /* else it is the whole old tree, and the reader has its root */
        merkle_add_range(proof, tree, start, end, crypto);
    merkle_turn_round(proof);
}

void merkle_frontier_append(struct merkle_frontier *frontier, const struct hash *leaf, const struct crypto *crypto)
{
    struct hash hash = *leaf;
    unsigned level = 0;
    for (; (frontier->size >> level & 1) != 0; level++)
        merkle_hash_node(&frontier->hashes[level], &hash, crypto, &hash);
    frontier->hashes[level] = hash;
    frontier->size++;
}

void merkle_frontier_root(const struct merkle_frontier *frontier, const struct crypto *crypto, struct hash *out)
{
    uint64_t rest = frontier->size;
    if (rest == 0) {
        crypto->sha256(NULL, 0, out);
        return;
    }
    *out = frontier->hashes[merkle_lowest_one(rest)];
    for (rest &= rest - 1; rest != 0; rest &= rest - 1)
        merkle_hash_node(&frontier->hashes[merkle_lowest_one(rest)], out, crypto, out);
}
