// SPDX-License-Identifier: Apache-2.0
/* Sealing: with the public half alone one can seal but not open; tokens and named values. */
#include "folder.h"

#include <sys/stat.h>

#include "store/fault.h"
#include "store/fields.h"
#include "store/os.h"
#include "store/sealed.h"

static unsigned char memory[8192];

static mode_t mode_of(const char *name)
{
    struct os_path path;
    struct stat about;
    os_path_join(&path, slice_of(folder), SLICE("keys/campaign"), slice_of(name));
    assert_int_equal(stat(path.text, &about), 0);
    return about.st_mode & 0777;
}

static void sealed_opens_with_its_key_alone(void **state)
{
    struct arena arena = { memory, 0, sizeof memory };
    struct seal seal;
    struct seal_key key;
    struct slice sealed, text;
    struct error error;
    (void)state;
    assert_true(sealed_make_keys(slice_of(folder), &error));
    assert_true(sealed_read_seal(slice_of(folder), &seal, &error));
    assert_true(sealed_read_key(slice_of(folder), &key, &error));
    assert_true(sealed_close(&seal, SLICE("somebody@example.org"), &arena, &sealed, &error));
    assert_int_equal(sealed.length, 20 + SEAL_EXTRA_BYTES);
    assert_true(sealed_open(&key, sealed, &arena, &text, &error));
    assert_slice(text, "somebody@example.org");
    ((char *)(uintptr_t)sealed.bytes)[40] ^= 1;
    assert_false(sealed_open(&key, sealed, &arena, &text, &error));
    assert_ptr_equal(error.fault, FAULT_SEALED);
    assert_false(sealed_open(&key, SLICE("short"), &arena, &text, &error));
}

static void keys_are_made_once(void **state)
{
    struct seal first, second;
    struct error error;
    (void)state;
    assert_true(sealed_make_keys(slice_of(folder), &error));
    assert_true(sealed_read_seal(slice_of(folder), &first, &error));
    assert_true(sealed_make_keys(slice_of(folder), &error));
    assert_true(sealed_read_seal(slice_of(folder), &second, &error));
    assert_memory_equal(&first, &second, sizeof first);
    assert_int_equal(mode_of("seal.key"), 0600);
    assert_int_equal(mode_of("secret"), 0600);
    assert_int_equal(mode_of("seal.pub"), 0644);
}

/* The server runs without the secret half: it seals, and there is nothing that it could open with. */
static void the_secret_half_may_be_elsewhere(void **state)
{
    struct arena arena = { memory, 0, sizeof memory };
    struct seal seal;
    struct seal_key key;
    struct slice sealed;
    struct os_path path;
    struct error error;
    (void)state;
    assert_true(sealed_make_keys(slice_of(folder), &error));
    os_path_join(&path, slice_of(folder), SLICE("keys/campaign/seal.key"), SLICE(""));
    assert_int_equal(remove(path.text), 0);
    assert_true(sealed_make_keys(slice_of(folder), &error));
    assert_true(sealed_read_seal(slice_of(folder), &seal, &error));
    assert_true(sealed_close(&seal, SLICE("x"), &arena, &sealed, &error));
    assert_false(sealed_read_key(slice_of(folder), &key, &error));
    assert_ptr_equal(error.fault, FAULT_FILE);
}

static void hashes_have_a_purpose(void **state)
{
    struct seal seal, other;
    struct hash a, b;
    struct error error;
    folder_make(state);
    assert_true(sealed_make_keys(slice_of(folder), &error));
    assert_true(sealed_read_seal(slice_of(folder), &other, &error));
    folder_take(state);
    folder_make(state);
    assert_true(sealed_make_keys(slice_of(folder), &error));
    assert_true(sealed_read_seal(slice_of(folder), &seal, &error));
    folder_take(state);
    sealed_hash(&seal, "address", SLICE("a@example.org"), &a);
    sealed_hash(&seal, "address", SLICE("a@example.org"), &b);
    assert_true(hash_equal(&a, &b));
    sealed_hash(&seal, "network", SLICE("a@example.org"), &b);
    assert_false(hash_equal(&a, &b));
    sealed_hash(&other, "address", SLICE("a@example.org"), &b);
    assert_false(hash_equal(&a, &b));
}

static void a_token_is_found_by_its_hash(void **state)
{
    struct token token, other;
    struct hash hash;
    (void)state;
    token_new(&token);
    token_new(&other);
    assert_true(token_hash(token_slice(&token), &hash));
    assert_true(hash_equal(&hash, &token.hash));
    assert_false(hash_equal(&other.hash, &token.hash));
    assert_false(token_hash(SLICE(""), &hash));
    assert_false(token_hash(SLICE("not a token"), &hash));
    assert_false(token_hash(SLICE("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="), &hash));
    assert_false(token_hash(SLICE("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB"), &hash)); /* stray bits */
    assert_true(token_hash(SLICE("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"), &hash));
}

static void fields_are_found_by_name(void **state)
{
    char text[256];
    struct buffer out = BUFFER(text);
    (void)state;
    fields_add(&out, "name", SLICE("A. Person"));
    fields_add(&out, "body", SLICE("email 3\nx@y\n"));
    fields_add(&out, "email", SLICE(""));
    struct slice const all = buffer_slice(&out);
    assert_slice(fields_get(all, "name"), "A. Person");
    assert_slice(fields_get(all, "body"), "email 3\nx@y\n");
    assert_slice(fields_get(all, "email"), "");
    assert_slice(fields_get(all, "token"), "");
    for (size_t cut = 0; cut < all.length; cut++)
        (void)fields_get(slice_part(all, 0, cut), "token");
    assert_slice(fields_get(SLICE("name 999999999999999999\nx\n"), "name"), "");
    assert_slice(fields_get(SLICE("name 2\nxy"), "name"), "");
    assert_slice(fields_get(SLICE("name\n"), "name"), "");
}

int main(void)
{
    struct CMUnitTest const tests[] = {
        cmocka_unit_test_setup_teardown(sealed_opens_with_its_key_alone, folder_make, folder_take),
        cmocka_unit_test_setup_teardown(keys_are_made_once, folder_make, folder_take),
        cmocka_unit_test_setup_teardown(the_secret_half_may_be_elsewhere, folder_make, folder_take),
        cmocka_unit_test(hashes_have_a_purpose),
        cmocka_unit_test(a_token_is_found_by_its_hash),
        cmocka_unit_test(fields_are_found_by_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
