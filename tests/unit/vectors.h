// SPDX-License-Identifier: Apache-2.0
/* tests/unit/vectors.h - tests/vectors/log.json, for tests that are run from the project's root. */
#ifndef TESTS_VECTORS_H
#define TESTS_VECTORS_H

#include <jansson.h>

#include "base/base64.h"
#include "base/hex.h"
#include "record/merkle.h"
#include "log/crypto.h"
#include "test.h"

static inline int vectors_open(void **state)
{
    *state = json_load_file("tests/vectors/log.json", 0, NULL);
    return *state == NULL;
}

static inline int vectors_close(void **state)
{
    json_decref(*state);
    return 0;
}

static inline json_t *vectors_get(void *state, const char *name)
{
    return json_object_get(state, name);
}

/* The string of that name; fails a test by being empty when there is none. */
static inline struct slice vectors_slice(json_t *row, const char *name)
{
    json_t *const value = json_object_get(row, name);
    return (struct slice){ json_string_value(value), json_string_length(value) };
}

static inline uint64_t vectors_number(json_t *row, const char *name)
{
    return (uint64_t)json_integer_value(json_object_get(row, name));
}

static inline struct hash vectors_hash(struct slice hex)
{
    struct hash hash;
    assert_true(hex_read(hex, hash.bytes, HASH_BYTES));
    return hash;
}

static inline struct merkle_proof vectors_proof(json_t *hashes)
{
    struct merkle_proof proof = { .count = json_array_size(hashes) };
    for (size_t i = 0; i < proof.count; i++)
        proof.hashes[i] = vectors_hash(slice_of(json_string_value(json_array_get(hashes, i))));
    return proof;
}

/* "leaf-0" and so on, as the vectors' leaves are. */
static inline struct slice vectors_leaf(uint64_t index, char memory[32])
{
    struct buffer out = { memory, 0, 32, false };
    buffer_add(&out, SLICE("leaf-"));
    buffer_add_number(&out, index);
    return buffer_slice(&out);
}

static inline struct merkle vectors_tree(uint64_t size, struct arena *arena)
{
    struct merkle tree = { 0 };
    for (uint64_t i = 0; i < size; i++) {
        char memory[32];
        struct hash leaf;
        merkle_hash_leaf(vectors_leaf(i, memory), crypto_native(), &leaf);
        assert_true(merkle_append(&tree, &leaf, crypto_native(), arena));
    }
    return tree;
}

#endif
