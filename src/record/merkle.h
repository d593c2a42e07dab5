/* record/merkle.h - the log's Merkle tree (RFC 6962, section 2.1).
 *
 * What    A leaf's hash is SHA-256(00 || entry), a node's SHA-256(01 || left || right), the empty tree's SHA-256("").
 *         `struct merkle` keeps every leaf and every complete subtree, so that the root and any proof of any earlier size
 *         are put together from what is there; `struct merkle_frontier` keeps only what the next append and the root need.
 * How     merkle_hash_leaf(act.bytes, crypto, &leaf);
 *         if (!merkle_append(&tree, &leaf, crypto, arena)) ...     the arena is full, the tree as it was
 *         merkle_root(&tree, tree.size, crypto, &root);
 * Holds   The hash of the complete subtree `index` at `level` stands at a place that never moves: all in the order in
 *         which they become known. Nothing that was written changes.
 * Owns    Its hashes are in the arena. A copy of the struct beside the arena's mark is enough to go back.
 * Limits  64 bytes an entry; time of append constant on average, of a root logarithmic, of a proof its square. */
#ifndef RECORD_MERKLE_H
#define RECORD_MERKLE_H

#include "base/arena.h"
#include "record/crypto.h"

enum {
    MERKLE_LEVELS = 63,   /* sizes stay below 2^63 */
    MERKLE_PROOF_MAX = 64 /* hashes of the longest proof */
};

struct merkle_chunk {
    struct hash *hashes; /* a fixed number */
};

struct merkle {
    uint64_t size;       /* leaves */
    uint64_t hash_count; /* hashes that are kept */
    struct merkle_chunk *chunks;
    size_t chunk_count, chunk_capacity;
};

/* A tree that can only grow: the complete subtrees that its size is the sum of. {0} is the empty one. */
struct merkle_frontier {
    uint64_t size;
    struct hash hashes[MERKLE_LEVELS]; /* at level l where bit l of size is set */
};

/* Hashes of a proof in the order of RFC 6962: nearest to the leaves first. */
struct merkle_proof {
    struct hash hashes[MERKLE_PROOF_MAX];
    size_t count;
};

void merkle_hash_leaf(struct slice entry, const struct crypto *crypto, struct hash *out);
void merkle_hash_node(const struct hash *left, const struct hash *right, const struct crypto *crypto, struct hash *out);

/* Makes room for one more leaf, so that the next append cannot fail. False when the arena is full. */
bool merkle_reserve(struct merkle *tree, struct arena *arena);
/* False when the arena is full; the tree is then as it was. */
bool merkle_append(struct merkle *tree, const struct hash *leaf, const struct crypto *crypto, struct arena *arena);
/* The complete subtree over leaves index * 2^level and on; it must be there: (index + 1) << level <= tree->size. */
const struct hash *merkle_hash(const struct merkle *tree, unsigned level, uint64_t index);
/* The root that the tree had at that size (at most tree->size). */
void merkle_root(const struct merkle *tree, uint64_t size, const struct crypto *crypto, struct hash *out);
/* That leaf `index` is in the tree of that size: PATH of RFC 6962, 2.1.1. index < size <= tree->size. */
void merkle_prove_inclusion(const struct merkle *tree, uint64_t index, uint64_t size, const struct crypto *crypto,
                            struct merkle_proof *proof);
/* That the tree of `size` goes on from that of `old_size`: PROOF of RFC 6962, 2.1.2; empty when one of them is
 * empty or both are the same. old_size <= size <= tree->size. */
void merkle_prove_consistency(const struct merkle *tree, uint64_t old_size, uint64_t size, const struct crypto *crypto,
                              struct merkle_proof *proof);

void merkle_frontier_append(struct merkle_frontier *frontier, const struct hash *leaf, const struct crypto *crypto);
void merkle_frontier_root(const struct merkle_frontier *frontier, const struct crypto *crypto, struct hash *out);

#endif
