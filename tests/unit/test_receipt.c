// SPDX-License-Identifier: Apache-2.0
/* Receipts: what a person keeps, and what of it is public. */
#include "test.h"

#include "base/hex.h"
#include "record/fault.h"
#include "record/receipt.h"
#include "log/crypto.h"

static struct receipt receipt_of(const char *token, const char *address)
{
    struct receipt receipt = { .origin = SLICE("a.example/talks"),
                               .campaign = SLICE("open"),
                               .place = SLICE("NORTH"),
                               .address = slice_of(address) };
    receipt_secret(slice_of(token), crypto_native(), &receipt.secret);
    return receipt;
}

static struct hash commitment_of(struct receipt receipt)
{
    struct hash commitment;
    assert_true(receipt_commit(&receipt, crypto_native(), &commitment));
    return commitment;
}

/* printf 'plenary/receipt-secret/1\ntoken' | sha256sum; then the seven lines of the commitment. */
static void the_commitment_is_what_the_header_says(void **state)
{
    char memory[2 * HASH_BYTES];
    struct buffer hex = BUFFER(memory);
    struct hash const commitment = commitment_of(receipt_of("token", "Ada@A.example"));
    (void)state;
    hex_write(&hex, commitment.bytes, HASH_BYTES);
    assert_slice(buffer_slice(&hex), "dc323af18120e48f47e2d3571108da043a656802c17d35e793fecd683012a688");
}

static void two_people_never_have_the_same_even_by_one_secret(void **state)
{
    struct hash const ada = commitment_of(receipt_of("token", "ada@a.example"));
    struct hash const bob = commitment_of(receipt_of("token", "bob@a.example"));
    struct hash const other = commitment_of(receipt_of("another", "ada@a.example"));
    struct hash const shouted = commitment_of(receipt_of("token", "ADA@A.EXAMPLE"));
    struct receipt nobody = receipt_of("token", "");
    struct hash none;
    (void)state;
    assert_false(hash_equal(&ada, &bob));
    assert_false(hash_equal(&ada, &other));
    assert_true(hash_equal(&ada, &shouted));
    assert_false(receipt_commit(&nobody, crypto_native(), &none));
}

static void the_file_is_read_as_it_is_written(void **state)
{
    char memory[RECEIPT_BYTES_MAX], again_memory[RECEIPT_BYTES_MAX];
    struct buffer out = BUFFER(memory), again = BUFFER(again_memory);
    struct receipt const receipt = receipt_of("token", "ada@a.example");
    struct receipt read;
    struct error error;
    (void)state;
    receipt_write(&receipt, &out);
    assert_true(receipt_parse(buffer_slice(&out), &read, &error));
    receipt_write(&read, &again);
    assert_slices(buffer_slice(&again), buffer_slice(&out));
    struct hash const a = commitment_of(receipt), b = commitment_of(read);
    assert_true(hash_equal(&a, &b));
    for (size_t i = 0; i < out.length; i++)
        assert_false(receipt_parse(slice_part(buffer_slice(&out), 0, i), &read, &error));
    assert_ptr_equal(error.fault, FAULT_RECEIPT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_commitment_is_what_the_header_says),
        cmocka_unit_test(two_people_never_have_the_same_even_by_one_secret),
        cmocka_unit_test(the_file_is_read_as_it_is_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
