// SPDX-License-Identifier: Apache-2.0
/* Proofs: those of the vectors hold; none holds for another place, size, leaf or root; the file of a receipt. */
#include "test.h"

#include "record/fault.h"
#include "record/proof.h"
#include "vectors.h"

static unsigned char memory[8 << 20];

enum { SMALL = 40 };

static void every_small_proof_holds_and_only_for_what_it_is_of(void **state)
{
    (void)state;
    struct arena arena = { memory, 0, sizeof memory };
    struct merkle const tree = vectors_tree(SMALL, &arena);
    const struct crypto *const crypto = crypto_native();
    for (uint64_t size = 1; size <= SMALL; size++) {
        struct hash root;
        merkle_root(&tree, size, crypto, &root);
        for (uint64_t index = 0; index < size; index++) {
            struct merkle_proof proof;
            const struct hash *const leaf = merkle_hash(&tree, 0, index);
            merkle_prove_inclusion(&tree, index, size, crypto, &proof);
            assert_true(proof_leads_to(&proof, index, size, leaf, &root, crypto));
            assert_false(proof_leads_to(&proof, index + 1, size, leaf, &root, crypto));
            assert_false(
                proof_leads_to(&proof, index, size, merkle_hash(&tree, 0, (index + 1) % SMALL), &root, crypto));
            proof.hashes[proof.count++] = root;
            assert_false(proof_leads_to(&proof, index, size, leaf, &root, crypto));
            proof.count -= 2;
            if (size > 1)
                assert_false(proof_leads_to(&proof, index, size, leaf, &root, crypto));
        }
    }
}

static void every_small_tree_goes_on_from_every_earlier_one(void **state)
{
    (void)state;
    struct arena arena = { memory, 0, sizeof memory };
    struct merkle const tree = vectors_tree(SMALL, &arena);
    const struct crypto *const crypto = crypto_native();
    for (uint64_t size = 0; size <= SMALL; size++)
        for (uint64_t old_size = 0; old_size <= size; old_size++) {
            struct hash root, old_root;
            struct merkle_proof proof;
            merkle_root(&tree, size, crypto, &root);
            merkle_root(&tree, old_size, crypto, &old_root);
            merkle_prove_consistency(&tree, old_size, size, crypto, &proof);
            assert_true(proof_connects(&proof, old_size, size, &old_root, &root, crypto));
            assert_int_equal(proof_connects(&proof, size, old_size, &root, &old_root, crypto), size == old_size);
            struct hash other = old_root;
            other.bytes[31] ^= 1;
            assert_false(proof_connects(&proof, old_size, size, &other, &root, crypto));
            other = root;
            other.bytes[0] ^= 1;
            assert_int_equal(proof_connects(&proof, old_size, size, &old_root, &other, crypto),
                             old_size == 0 && size > 0); /* from nothing, any tree goes on */
            proof.hashes[proof.count++] = root;
            assert_false(proof_connects(&proof, old_size, size, &old_root, &root, crypto));
            if (proof.count > 1) {
                proof.count -= 2;
                assert_false(proof_connects(&proof, old_size, size, &old_root, &root, crypto));
            }
        }
}

static void proofs_of_the_vectors_hold(void **state)
{
    struct arena arena = { memory, 0, sizeof memory };
    struct merkle const tree = vectors_tree(70000, &arena);
    const struct crypto *const crypto = crypto_native();
    size_t i;
    json_t *row;
    json_array_foreach(vectors_get(*state, "inclusion"), i, row)
    {
        struct merkle_proof const proof = vectors_proof(json_object_get(row, "proof_hex"));
        uint64_t const index = vectors_number(row, "index"), size = vectors_number(row, "size");
        struct hash root;
        merkle_root(&tree, size, crypto, &root);
        assert_true(proof_leads_to(&proof, index, size, merkle_hash(&tree, 0, index), &root, crypto));
    }
    assert_int_equal(i, 15);
    json_array_foreach(vectors_get(*state, "consistency"), i, row)
    {
        struct merkle_proof const proof = vectors_proof(json_object_get(row, "proof_hex"));
        uint64_t const old_size = vectors_number(row, "old"), size = vectors_number(row, "size");
        struct hash root, old_root;
        merkle_root(&tree, size, crypto, &root);
        merkle_root(&tree, old_size, crypto, &old_root);
        assert_true(proof_connects(&proof, old_size, size, &old_root, &root, crypto));
    }
    assert_int_equal(i, 16);
}

static void a_receipt_is_read_written_and_checked(void **state)
{
    json_t *const vector = vectors_get(*state, "tlog_proof");
    struct slice const bytes = vectors_slice(vector, "proof");
    struct proof_file file;
    struct error error;
    struct key log;
    struct hash leaf, other = { { 0 } };
    char written[4000];
    struct buffer out = BUFFER(written);
    assert_true(key_read(vectors_slice(vector, "log_vkey"), &log));
    assert_true(proof_parse(bytes, &file, &error));
    assert_int_equal(file.index, 42);
    proof_write(&file, &out);
    assert_slices(buffer_slice(&out), bytes);
    merkle_hash_leaf(vectors_slice(vector, "leaf"), crypto_native(), &leaf);
    assert_true(proof_check(&file, &leaf, &log, crypto_native(), &error));
    assert_false(proof_check(&file, &other, &log, crypto_native(), &error));
    assert_ptr_equal(error.fault, FAULT_PROOF_FALSE);
    file.index = 43;
    assert_false(proof_check(&file, &leaf, &log, crypto_native(), &error));
}

#define FIRST "c2sp.org/tlog-proof@v1\n"

static void what_is_no_receipt_is_refused(void **state)
{
    static const struct {
        const char *text;
        const struct fault *fault;
        uint32_t line;
    } rows[] = {
        { "", FAULT_PROOF_LINE, 1 },
        { "c2sp.org/tlog-proof@v2\n", FAULT_PROOF_LINE, 1 },
        { FIRST, FAULT_PROOF_LINE, 2 },
        { FIRST "index 05\n\n", FAULT_PROOF_LINE, 2 },
        { FIRST "indexes\n\n", FAULT_PROOF_LINE, 2 },
        { FIRST "extra \nindex 5\n\n", FAULT_PROOF_LINE, 2 },
        { FIRST "extra AB==\nindex 5\n\n", FAULT_PROOF_LINE, 2 },
        { FIRST "extra AA==\n", FAULT_PROOF_LINE, 3 },
        { FIRST "extra AA==\nindex 5\nAA==\n\n", FAULT_PROOF_LINE, 4 },
        { FIRST "index 5\n", FAULT_PROOF_LINE, 3 },
        { FIRST "index 5\n\n", FAULT_NOTE_END, 0 },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct proof_file file;
        struct error error;
        assert_false(proof_parse(slice_of(rows[i].text), &file, &error));
        assert_ptr_equal(error.fault, rows[i].fault);
        assert_int_equal(error.line, rows[i].line);
    }
}

static void a_receipt_with_too_many_hashes_is_refused(void **state)
{
    (void)state;
    char text[8000];
    struct buffer out = BUFFER(text);
    struct proof_file file;
    struct error error;
    buffer_add(&out, SLICE(FIRST "index 5\n"));
    for (size_t i = 0; i < MERKLE_PROOF_MAX; i++)
        buffer_add(&out, SLICE("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"));
    assert_false(proof_parse(buffer_slice(&out), &file, &error));
    assert_ptr_equal(error.fault, FAULT_PROOF_LONG);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_small_proof_holds_and_only_for_what_it_is_of),
        cmocka_unit_test(every_small_tree_goes_on_from_every_earlier_one),
        cmocka_unit_test(proofs_of_the_vectors_hold),
        cmocka_unit_test(a_receipt_is_read_written_and_checked),
        cmocka_unit_test(what_is_no_receipt_is_refused),
        cmocka_unit_test(a_receipt_with_too_many_hashes_is_refused),
    };
    return cmocka_run_group_tests(tests, vectors_open, vectors_close);
}
