// SPDX-License-Identifier: Apache-2.0
/* Keys and signing, against the vectors and the verdicts of libsodium. */
#include "test.h"

#include "base/hex.h"
#include "log/crypto.h"
#include "log/fault.h"
#include "log/signer.h"
#include "record/fault.h"
#include "vectors.h"

static void public_keys_are_read_and_written(void **state)
{
    size_t i;
    json_t *row;
    json_array_foreach(vectors_get(*state, "keys"), i, row)
    {
        struct slice const text = vectors_slice(row, "vkey");
        struct key key;
        char memory[400];
        struct buffer out = BUFFER(memory);
        assert_true(key_read(text, &key));
        assert_true(key_has_id(&key, crypto_native()));
        assert_false(key_is_weak(&key));
        key_write(&key, &out);
        assert_slices(buffer_slice(&out), text);
    }
    assert_int_equal(i, 3);
}

static void odd_public_keys_are_refused(void **state)
{
    size_t i, refused = 0;
    json_t *row;
    json_array_foreach(vectors_get(*state, "vkeys"), i, row)
    {
        struct key key;
        bool const good = key_read(vectors_slice(row, "vkey"), &key) && key_has_id(&key, crypto_native());
        assert_int_equal(good, slice_equal(vectors_slice(row, "name"), SLICE("good")));
        refused += !good;
    }
    assert_int_equal(refused, 8);
}

static void private_keys_are_read_and_written(void **state)
{
    size_t i;
    json_t *row;
    json_array_foreach(vectors_get(*state, "keys"), i, row)
    {
        struct slice const text = vectors_slice(row, "skey");
        struct signer signer;
        struct error error;
        char memory[SIGNER_TEXT_BYTES_MAX];
        struct buffer out = BUFFER(memory);
        assert_true(signer_read(text, &signer, &error));
        signer_write(&signer, &out);
        assert_slices(buffer_slice(&out), text);
        struct key const key = signer_key(&signer);
        buffer_clear(&out);
        key_write(&key, &out);
        assert_slices(buffer_slice(&out), vectors_slice(row, "vkey"));
        memory[0] = 'p';
        assert_false(signer_read(buffer_slice(&out), &signer, &error));
    }
}

static void a_private_key_cannot_be_renamed(void **state)
{
    (void)state;
    struct signer signer;
    struct error error;
    assert_false(signer_read(
        SLICE("PRIVATE+KEY+example.com/beta+b49042ee+AWisEtqhpxcP5+zEl9XchlOuflC+pe1oTHBsfQOiF0RT"), &signer, &error));
    assert_ptr_equal(error.fault, FAULT_KEY_ID);
}

static void signing_gives_the_note_of_the_vectors(void **state)
{
    struct signer signer;
    struct error error;
    json_t *const note = json_array_get(vectors_get(*state, "notes"), 0);
    assert_true(signer_read(vectors_slice(json_array_get(vectors_get(*state, "keys"), 0), "skey"), &signer, &error));
    char memory[1000];
    struct buffer out = BUFFER(memory);
    signer_sign(&signer, vectors_slice(note, "text"), &out);
    assert_slices(buffer_slice(&out), vectors_slice(note, "note"));
}

static void new_keys_differ(void **state)
{
    (void)state;
    struct signer one, other;
    struct error error;
    assert_true(signer_new(SLICE("localhost/x/A"), &one, &error) && signer_new(SLICE("localhost/x/A"), &other, &error));
    assert_memory_not_equal(one.public_bytes, other.public_bytes, ED25519_KEY_BYTES);
    assert_false(signer_new(SLICE("with space"), &one, &error));
    assert_ptr_equal(error.fault, FAULT_KEY_NAME);
}

static void odd_signatures_have_the_strictest_verdict(void **state)
{
    size_t i, weak = 0;
    json_t *row;
    json_array_foreach(vectors_get(*state, "ed25519_edge"), i, row)
    {
        struct key key = { .name = SLICE("x") };
        unsigned char signature[ED25519_SIGNATURE_BYTES], message[256];
        struct slice const text = vectors_slice(row, "message");
        assert_true(hex_read(vectors_slice(row, "publicKey"), key.bytes, ED25519_KEY_BYTES));
        assert_true(hex_read(vectors_slice(row, "signature"), signature, sizeof signature));
        assert_true(hex_read(text, message, text.length / 2));
        bool const refused = key_is_weak(&key) || signature_is_weak(signature);
        bool const good = !refused && crypto_native()->ed25519_check(
                                          key.bytes, signature, (struct slice){ (char *)message, text.length / 2 });
        assert_int_equal(good, json_is_true(json_object_get(json_object_get(row, "accepted"), "libsodium_1_0_18")));
        weak += refused;
        /* With the weak ones out of the way the others agree. */
        assert_int_equal(good,
                         !refused && json_is_true(json_object_get(json_object_get(row, "accepted"), "openssl_3_0")));
    }
    assert_int_equal(i, 8);
    assert_int_equal(weak, 4);
}

static void every_point_of_small_order_is_weak(void **state)
{
    (void)state;
    static const char *const points[] = {
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    };
    struct key key = { .name = SLICE("x") };
    for (size_t i = 0; i < sizeof points / sizeof points[0]; i++) {
        assert_true(hex_read(slice_of(points[i]), key.bytes, ED25519_KEY_BYTES));
        assert_true(key_is_weak(&key));
    }
    assert_true(hex_read(SLICE("ebffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"), key.bytes, 32));
    assert_false(key_is_weak(&key));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(public_keys_are_read_and_written),
        cmocka_unit_test(odd_public_keys_are_refused),
        cmocka_unit_test(private_keys_are_read_and_written),
        cmocka_unit_test(a_private_key_cannot_be_renamed),
        cmocka_unit_test(signing_gives_the_note_of_the_vectors),
        cmocka_unit_test(new_keys_differ),
        cmocka_unit_test(odd_signatures_have_the_strictest_verdict),
        cmocka_unit_test(every_point_of_small_order_is_weak),
    };
    return cmocka_run_group_tests(tests, vectors_open, vectors_close);
}
