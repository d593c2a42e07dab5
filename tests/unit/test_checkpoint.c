// SPDX-License-Identifier: Apache-2.0
/* Checkpoints and the cosignatures on them. */
#include "test.h"

#include "record/cosignature.h"
#include "log/signer.h"
#include "record/fault.h"
#include "vectors.h"

static struct signer log_signer(void *state)
{
    struct signer signer;
    struct error error;
    json_t *const row = json_array_get(vectors_get(state, "keys"), 2);
    assert_true(signer_read(vectors_slice(row, "skey"), &signer, &error));
    return signer;
}

static void checkpoints_of_every_size_are_read_written_and_checked(void **state)
{
    size_t i;
    json_t *row;
    struct signer const signer = log_signer(*state);
    struct key const log = signer_key(&signer);
    json_array_foreach(json_object_get(vectors_get(*state, "checkpoints"), "list"), i, row)
    {
        struct slice const bytes = vectors_slice(row, "checkpoint");
        struct hash const root = vectors_hash(vectors_slice(row, "root_hex"));
        struct checkpoint checkpoint;
        struct error error;
        char memory[1000], text_memory[500];
        struct buffer out = BUFFER(memory), text = BUFFER(text_memory);
        assert_true(checkpoint_parse(bytes, &checkpoint, &error));
        assert_int_equal(checkpoint.size, vectors_number(row, "size"));
        assert_true(hash_equal(&checkpoint.root, &root));
        assert_true(checkpoint_check(&checkpoint, &log, crypto_native(), &error));
        checkpoint_write(&checkpoint, &out);
        assert_slices(buffer_slice(&out), bytes);
        buffer_clear(&out);
        checkpoint_write_text(SLICE("plenary.example/wcit-12"), checkpoint.size, &root, &text);
        signer_sign(&signer, buffer_slice(&text), &out);
        assert_slices(buffer_slice(&out), bytes);
    }
    assert_int_equal(i, 19);
}

static const struct fault *fault_of(void *state, struct slice text)
{
    struct signer const signer = log_signer(state);
    struct key const log = signer_key(&signer);
    static char memory[20000];
    struct buffer out = BUFFER(memory);
    struct checkpoint checkpoint;
    struct error error = { 0 };
    signer_sign(&signer, text, &out);
    if (checkpoint_parse(buffer_slice(&out), &checkpoint, &error))
        checkpoint_check(&checkpoint, &log, crypto_native(), &error);
    return error.fault;
}

#define ROOT "MF31n5WQw8msY9KydDw4jjeSRJB4zr9/s9vmRxZDsrc=\n"

static void what_is_no_checkpoint_is_refused(void **state)
{
    static const char *const texts[] = {
        "\n1\n" ROOT,
        "plenary.example/wcit-12\n",
        "plenary.example/wcit-12\n1\n",
        "plenary.example/wcit-12\n\n" ROOT,
        "plenary.example/wcit-12\n+1\n" ROOT,
        "plenary.example/wcit-12\n 1\n" ROOT,
        "plenary.example/wcit-12\n01\n" ROOT,
        "plenary.example/wcit-12\n-1\n" ROOT,
        "plenary.example/wcit-12\n1\nMF31\n",
        "plenary.example/wcit-12\n1\nMF31n5WQw8msY9KydDw4jjeSRJB4zr9/s9vmRxZDsrd=\n",
        "plenary.example/wcit-12\n1\n" ROOT "\n",
        "plenary.example/wcit-12\n1\n" ROOT "more\n\nmore\n",
        "plenary.example/wcit-12\n99999999999999999999\n" ROOT,
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        assert_ptr_equal(fault_of(*state, slice_of(texts[i])), FAULT_CHECKPOINT);
    assert_ptr_equal(fault_of(*state, SLICE("plenary.example/wcit-12\n1\n" ROOT)), FAULT_NONE);
    assert_ptr_equal(fault_of(*state, SLICE("plenary.example/wcit-12\n1\n" ROOT "of another\n")), FAULT_NONE);
    assert_ptr_equal(fault_of(*state, SLICE("plenary.example/other\n1\n" ROOT)), FAULT_CHECKPOINT_ORIGIN);
    assert_ptr_equal(fault_of(*state, SLICE("plenary.example/wcit-12\n0\n" ROOT)), FAULT_CHECKPOINT_EMPTY);
}

static void a_checkpoint_of_endless_lines_is_refused(void **state)
{
    static char memory[CHECKPOINT_TEXT_BYTES_MAX + 2];
    memset(memory, 'x', sizeof memory);
    memory[sizeof memory - 1] = '\n';
    assert_ptr_equal(fault_of(*state, (struct slice){ memory, sizeof memory }), FAULT_CHECKPOINT);
}

static void both_witnesses_of_the_vectors_cosigned(void **state)
{
    json_t *const vector = vectors_get(*state, "cosignature");
    struct checkpoint checkpoint;
    struct error error;
    size_t i;
    json_t *row;
    assert_true(checkpoint_parse(vectors_slice(vector, "checkpoint_cosigned_by_both"), &checkpoint, &error));
    json_array_foreach(json_object_get(vector, "keys"), i, row)
    {
        struct key cosigner;
        int64_t time = 0;
        assert_true(cosigner_read(vectors_slice(row, "cosignature_vkey"), crypto_native(), &cosigner, &error));
        assert_int_equal(cosignature_check(&checkpoint, &cosigner, crypto_native(), &time), COSIGNATURE_GOOD);
        assert_int_equal(time, 1679315147 + (int)i);
        /* Over other bytes it is bad; under another name or ID it is not there. */
        struct checkpoint other = checkpoint;
        other.note.text.length--;
        assert_int_equal(cosignature_check(&other, &cosigner, crypto_native(), &time), COSIGNATURE_BAD);
        cosigner.id++;
        assert_int_equal(cosignature_check(&checkpoint, &cosigner, crypto_native(), &time), COSIGNATURE_ABSENT);
    }
    assert_int_equal(i, 2);
    char memory[500];
    struct buffer message = BUFFER(memory);
    cosignature_write_text(checkpoint.note.text, 1679315147, &message);
    assert_slices(buffer_slice(&message), vectors_slice(vector, "signed_message"));
}

static void a_witness_of_others_cosigned(void **state)
{
    json_t *const row = json_array_get(json_object_get(vectors_get(*state, "cosignature"), "of_others"), 0);
    struct checkpoint checkpoint;
    struct error error;
    struct key cosigner;
    int64_t time = 0;
    assert_true(checkpoint_parse(vectors_slice(row, "checkpoint"), &checkpoint, &error));
    assert_true(cosigner_read(vectors_slice(row, "vkey"), crypto_native(), &cosigner, &error));
    assert_int_equal(cosignature_check(&checkpoint, &cosigner, crypto_native(), &time), COSIGNATURE_GOOD);
    assert_int_equal(time, vectors_number(row, "time"));
}

static void a_post_quantum_witness_is_known_as_unknown(void **state)
{
    json_t *const vector = vectors_get(*state, "ml_dsa_44_cosignature");
    static char memory[20000];
    struct buffer out = BUFFER(memory);
    struct checkpoint checkpoint;
    struct error error;
    struct key cosigner;
    struct signer const signer = log_signer(*state);
    struct key const log = signer_key(&signer);
    assert_false(cosigner_read(vectors_slice(vector, "vkey"), crypto_native(), &cosigner, &error));
    assert_ptr_equal(error.fault, FAULT_COSIGNER_TYPE);
    /* Its line stands in a checkpoint and is passed over. */
    signer_sign(&signer, SLICE("plenary.example/wcit-12\n1\n" ROOT), &out);
    buffer_add(&out, vectors_slice(vector, "line"));
    if (!slice_ends(buffer_slice(&out), SLICE("\n")))
        buffer_add_byte(&out, '\n');
    assert_true(checkpoint_parse(buffer_slice(&out), &checkpoint, &error));
    assert_int_equal(checkpoint.note.count, 2);
    assert_true(checkpoint_check(&checkpoint, &log, crypto_native(), &error));
}

static void odd_witness_keys_are_refused(void **state)
{
    struct key cosigner;
    struct error error;
    json_t *const row = json_array_get(json_object_get(vectors_get(*state, "cosignature"), "keys"), 0);
    assert_false(cosigner_read(vectors_slice(row, "vkey"), crypto_native(), &cosigner, &error));
    assert_ptr_equal(error.fault, FAULT_COSIGNER_TYPE);
    assert_false(cosigner_read(SLICE("name"), crypto_native(), &cosigner, &error));
    assert_ptr_equal(error.fault, FAULT_COSIGNER_KEY);
    assert_false(cosigner_read(SLICE("witness.example/w3+40ed3f8f+BK8y2MLSVqCiXD+kKkPk8yDRJ+3pbEVy/F40oUYkzujY"),
                               crypto_native(), &cosigner, &error));
    assert_ptr_equal(error.fault, FAULT_KEY_ID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(checkpoints_of_every_size_are_read_written_and_checked),
        cmocka_unit_test(what_is_no_checkpoint_is_refused),
        cmocka_unit_test(a_checkpoint_of_endless_lines_is_refused),
        cmocka_unit_test(both_witnesses_of_the_vectors_cosigned),
        cmocka_unit_test(a_witness_of_others_cosigned),
        cmocka_unit_test(a_post_quantum_witness_is_known_as_unknown),
        cmocka_unit_test(odd_witness_keys_are_refused),
    };
    return cmocka_run_group_tests(tests, vectors_open, vectors_close);
}
