// SPDX-License-Identifier: Apache-2.0
/* record/merkle.h - the log's Merkle tree (RFC 6962, section 2.1).
 *
 * What    The hash of a leaf is SHA-256(00 || entry), of a node SHA-256(01 || left || right), of the empty tree SHA-256("").
 *         `struct merkle` keeps every leaf and every complete subtree, so it can give the root and any proof for every earlier
 *         size. `struct merkle_frontier` keeps only what the next append and the root need.
 * How     merkle_hash_leaf(entry, crypto, &leaf);
 *         if (!merkle_append(&tree, &leaf, crypto, arena)) return false;
 *         merkle_root(&tree, tree.size, crypto, &root);
 * Holds   Hashes are stored in the order in which they become known, so the place of a subtree never changes, and neither does
 *         a hash once it is written.
 * Owns    Its hashes, in the arena. To go back, restore a copy of the struct and the arena's mark.
 * Limits  64 bytes per entry. Appending takes constant time on average, a root logarithmic time, a proof its square. */
#ifndef RECORD_MERKLE_H
#define RECORD_MERKLE_H

#include "base/arena.h"
#include "record/crypto.h"

enum {
    MERKLE_LEVELS = 63,   /* sizes stay below 2^63 */
    MERKLE_PROOF_MAX = 64 /* hashes of the longest proof */
};

struct merkle_chunk {
    struct hash *hashes; /* CHUNK_HASHES of them */
};

struct merkle {
    uint64_t size;       /* leaves */
    uint64_t hash_count; /* leaves and complete subtrees */
    struct merkle_chunk *chunks;
    size_t chunk_count, chunk_capacity;
};

/* A tree that can only grow: it keeps the complete subtrees whose sizes add up to its own. {0} is the empty tree. */
struct merkle_frontier {
    uint64_t size;
    struct hash hashes[MERKLE_LEVELS]; /* at level l where bit l of size is set */
};

/* The hashes of a proof in the order of RFC 6962: from the leaves to the root. */
struct merkle_proof {
    struct hash hashes[MERKLE_PROOF_MAX];
    size_t count;
};

void merkle_hash_leaf(struct slice entry, const struct crypto *crypto, struct hash *out);
void merkle_hash_node(const struct hash *left, const struct hash *right, const struct crypto *crypto, struct hash *out);

/* Makes room for one more leaf: the next append cannot fail. False when the arena is full. */
bool merkle_reserve(struct merkle *tree, struct arena *arena);
/* False when the arena is full; the tree is then unchanged. */
bool merkle_append(struct merkle *tree, const struct hash *leaf, const struct crypto *crypto, struct arena *arena);
/* The complete subtree over the 2^level leaves from index * 2^level on. (index + 1) << level <= tree->size. */
const struct hash *merkle_hash(const struct merkle *tree, unsigned level, uint64_t index);
/* The root of the tree at that size, at most tree->size. */
void merkle_root(const struct merkle *tree, uint64_t size, const struct crypto *crypto, struct hash *out);
/* Proves that leaf `index` is in the tree of that size: PATH of RFC 6962, 2.1.1. index < size <= tree->size. */
void merkle_prove_inclusion(const struct merkle *tree, uint64_t index, uint64_t size, const struct crypto *crypto,
                            struct merkle_proof *proof);
/* Proves that the tree of `old_size` is a prefix of the tree of `size`: PROOF of RFC 6962, 2.1.2. The proof is empty when
 * old_size is 0 or both are the same. old_size <= size <= tree->size. */
void merkle_prove_consistency(const struct merkle *tree, uint64_t old_size, uint64_t size, const struct crypto *crypto,
                              struct merkle_proof *proof);

void merkle_frontier_append(struct merkle_frontier *frontier, const struct hash *leaf, const struct crypto *crypto);
void merkle_frontier_root(const struct merkle_frontier *frontier, const struct crypto *crypto, struct hash *out);

#endif
