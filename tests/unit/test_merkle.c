// SPDX-License-Identifier: Apache-2.0
/* The tree against the published vectors of RFC 6962, roots and proofs that Go made, and a frontier. */
#include "test.h"

#include "vectors.h"

static unsigned char memory[32 << 20];

static void assert_hash(const struct hash *hash, struct slice hex)
{
    char text[2 * HASH_BYTES];
    struct buffer out = BUFFER(text);
    hex_write(&out, hash->bytes, HASH_BYTES);
    assert_slices(buffer_slice(&out), hex);
}

static void assert_proof(const struct merkle_proof *proof, json_t *expected)
{
    size_t i;
    json_t *hash;
    assert_int_equal(proof->count, json_array_size(expected));
    json_array_foreach(expected, i, hash)
        assert_hash(&proof->hashes[i], (struct slice){ json_string_value(hash), json_string_length(hash) });
}

static void check_proofs(const struct merkle *tree, json_t *inclusion, json_t *consistency)
{
    size_t i;
    json_t *row;
    struct merkle_proof proof;
    json_array_foreach(inclusion, i, row)
    {
        merkle_prove_inclusion(tree, vectors_number(row, "index"), vectors_number(row, "size"), crypto_native(),
                               &proof);
        assert_proof(&proof, json_object_get(row, "proof_hex"));
    }
    json_array_foreach(consistency, i, row)
    {
        merkle_prove_consistency(tree, vectors_number(row, "old"), vectors_number(row, "size"), crypto_native(),
                                 &proof);
        assert_proof(&proof, json_object_get(row, "proof_hex"));
    }
    assert_true(json_array_size(inclusion) > 0 && json_array_size(consistency) > 0);
}

static void rfc_6962_leaves_give_its_roots_and_proofs(void **state)
{
    struct arena arena = { memory, 0, sizeof memory };
    json_t *const classic = vectors_get(*state, "rfc6962");
    json_t *const roots = json_object_get(classic, "roots_hex_by_size");
    struct merkle tree = { 0 };
    size_t i;
    json_t *leaf;
    json_array_foreach(json_object_get(classic, "leaves_hex"), i, leaf)
    {
        unsigned char bytes[64];
        struct hash hash;
        assert_true(hex_read(slice_of(json_string_value(leaf)), bytes, json_string_length(leaf) / 2));
        merkle_hash_leaf((struct slice){ (char *)bytes, json_string_length(leaf) / 2 }, crypto_native(), &hash);
        assert_true(merkle_append(&tree, &hash, crypto_native(), &arena));
    }
    assert_int_equal(tree.size, 8);
    for (size_t size = 0; size <= 8; size++) {
        char name[2] = { (char)('0' + size), 0 };
        struct hash root;
        merkle_root(&tree, size, crypto_native(), &root);
        json_t *const expected = json_is_array(roots) ? json_array_get(roots, size) : json_object_get(roots, name);
        assert_hash(&root, slice_of(json_string_value(expected)));
    }
    check_proofs(&tree, json_object_get(classic, "inclusion"), json_object_get(classic, "consistency"));
}

static void a_large_tree_has_every_earlier_root_and_proof(void **state)
{
    struct arena arena = { memory, 0, sizeof memory };
    struct merkle const tree = vectors_tree(70000, &arena);
    json_t *row;
    size_t i;
    json_array_foreach(json_object_get(vectors_get(*state, "checkpoints"), "list"), i, row)
    {
        struct hash root;
        merkle_root(&tree, vectors_number(row, "size"), crypto_native(), &root);
        assert_hash(&root, vectors_slice(row, "root_hex"));
    }
    assert_int_equal(i, 19);
    check_proofs(&tree, vectors_get(*state, "inclusion"), vectors_get(*state, "consistency"));
    assert_true(arena.used < 70000 * 64 + 200000);
}

static void a_frontier_gives_the_same_root_at_every_size(void **state)
{
    (void)state;
    struct arena arena = { memory, 0, sizeof memory };
    struct merkle const tree = vectors_tree(600, &arena);
    struct merkle_frontier frontier = { 0 };
    for (uint64_t size = 0; size <= 600; size++) {
        struct hash root, same;
        merkle_root(&tree, size, crypto_native(), &root);
        merkle_frontier_root(&frontier, crypto_native(), &same);
        assert_true(hash_equal(&root, &same));
        if (size < 600)
            merkle_frontier_append(&frontier, merkle_hash(&tree, 0, size), crypto_native());
    }
}

static void a_full_arena_leaves_the_tree_as_it_was(void **state)
{
    (void)state;
    struct arena arena = { memory, 0, 70000 };
    struct merkle tree = { 0 };
    struct hash const leaf = { { 7 } };
    struct hash before, after;
    while (merkle_append(&tree, &leaf, crypto_native(), &arena))
        merkle_root(&tree, tree.size, crypto_native(), &before);
    assert_int_equal(tree.size, 1025); /* two chunks hold 2,048 hashes: those of 1,025 leaves, but not of 1,026 */
    merkle_root(&tree, tree.size, crypto_native(), &after);
    assert_true(hash_equal(&before, &after));
    arena.limit = sizeof memory;
    assert_true(merkle_append(&tree, &leaf, crypto_native(), &arena));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rfc_6962_leaves_give_its_roots_and_proofs),
        cmocka_unit_test(a_large_tree_has_every_earlier_root_and_proof),
        cmocka_unit_test(a_frontier_gives_the_same_root_at_every_size),
        cmocka_unit_test(a_full_arena_leaves_the_tree_as_it_was),
    };
    return cmocka_run_group_tests(tests, vectors_open, vectors_close);
}
