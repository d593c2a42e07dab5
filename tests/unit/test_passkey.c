// SPDX-License-Identifier: Apache-2.0
/* Passkeys as a browser made them, and with every part tampered with. */
#include "test.h"

#include "campaign/fault.h"
#include "campaign/passkey.h"
#include "vectors.h"

enum { BYTES_MAX = 1024 };

struct sent {
    char memory[5][BYTES_MAX];
    struct hash challenge;
    struct passkey_asked asked;
    struct passkey passkey;
    struct slice created, auth, client, signature;
};

static int open_vectors(void **state)
{
    *state = json_load_file("tests/vectors/passkey.json", 0, NULL);
    return *state == NULL;
}

static struct slice read_bytes(json_t *row, const char *name, char memory[BYTES_MAX])
{
    size_t count = 0;
    assert_true(base64_read(vectors_slice(row, name), (unsigned char *)memory, BYTES_MAX, &count));
    return (struct slice){ memory, count };
}

/* An assertion of the vectors, with the passkey that made it. */
static void read_sent(json_t *all, const char *name, struct sent *sent)
{
    json_t *const row = json_object_get(all, name);
    struct slice const note = vectors_slice(row, "note");
    *sent = (struct sent){ 0 };
    crypto_native()->sha256(&note, 1, &sent->challenge);
    sent->asked = (struct passkey_asked){ { (const char *)sent->challenge.bytes, HASH_BYTES },
                                          vectors_slice(all, "origin"),
                                          vectors_slice(all, "host") };
    struct slice const info = read_bytes(row, "spki", sent->memory[0]);
    bool const is_p256 = info.length == 91;
    sent->passkey.key[0] = is_p256 ? 'E' : 'O';
    sent->passkey.key_length = is_p256 ? 65 : 33;
    memcpy(sent->passkey.key + 1, info.bytes + (is_p256 ? 27 : 12), sent->passkey.key_length - 1);
    if (json_object_get(row, "created") != NULL)
        sent->created = read_bytes(row, "created", sent->memory[1]);
    sent->auth = read_bytes(row, "auth", sent->memory[2]);
    sent->client = read_bytes(row, "client", sent->memory[3]);
    sent->signature = read_bytes(row, "sig", sent->memory[4]);
}

static const struct fault *check(const struct sent *sent)
{
    struct error error = { 0 };
    uint32_t count = 0;
    bool const good =
        passkey_check(&sent->asked, &sent->passkey, sent->client, sent->auth, sent->signature, &count, &error);
    assert_int_equal(good, error.fault == FAULT_NONE);
    if (good)
        assert_int_equal(count, 2);
    return error.fault;
}

static void assertions_of_a_browser_are_good(void **state)
{
    struct sent sent;
    read_sent(*state, "es256", &sent);
    assert_ptr_equal(check(&sent), FAULT_NONE);
    read_sent(*state, "ed25519", &sent);
    assert_ptr_equal(check(&sent), FAULT_NONE);
}

static void every_byte_that_is_signed_counts(void **state)
{
    static const char *const names[] = { "es256", "ed25519" };
    struct sent sent;
    for (size_t i = 0; i < COUNT(names); i++) {
        read_sent(*state, names[i], &sent);
        for (size_t at = 0; at < sent.auth.length; at++) {
            sent.memory[2][at] ^= 1;
            assert_ptr_not_equal(check(&sent), FAULT_NONE);
            sent.memory[2][at] ^= 1;
        }
        for (size_t at = 0; at < sent.signature.length; at++) {
            sent.memory[4][at] ^= 1;
            assert_ptr_equal(check(&sent), FAULT_PASSKEY_SIGNATURE);
            sent.memory[4][at] ^= 1;
        }
        sent.signature.length--;
        assert_ptr_equal(check(&sent), FAULT_PASSKEY_SIGNATURE);
    }
}

static void what_was_not_asked_for_is_refused(void **state)
{
    struct sent sent;
    read_sent(*state, "es256", &sent);
    struct passkey_asked const asked = sent.asked;
    sent.asked.origin = SLICE("https://localhost:8931");
    assert_ptr_equal(check(&sent), FAULT_PASSKEY_ORIGIN);
    sent.asked = asked;
    sent.asked.host = SLICE("plenary.example");
    assert_ptr_equal(check(&sent), FAULT_PASSKEY_HOST);
    sent.asked = asked;
    sent.challenge.bytes[31] ^= 1;
    assert_ptr_equal(check(&sent), FAULT_PASSKEY_CHALLENGE);
    sent.challenge.bytes[31] ^= 1;
    sent.asked.challenge.length = 0;
    assert_ptr_equal(check(&sent), FAULT_PASSKEY_CHALLENGE);
    sent.asked = asked;
    sent.memory[2][32] = 0x01; /* present, not verified */
    assert_ptr_equal(check(&sent), FAULT_PASSKEY_VERIFIED);
    sent.memory[2][32] = 0x04; /* verified, not present */
    assert_ptr_equal(check(&sent), FAULT_PASSKEY_VERIFIED);
    sent.memory[2][32] = 0x45; /* with a key */
    assert_ptr_equal(check(&sent), FAULT_PASSKEY_DATA);
    sent.memory[2][32] = 0x05;
    sent.passkey.sign_count = 2;
    assert_ptr_equal(check(&sent), FAULT_PASSKEY_COUNT);
    sent.passkey.sign_count = 1;
    assert_ptr_equal(check(&sent), FAULT_NONE);
}

/* Client data as text, with a hole for the challenge. */
static struct slice client_data(const struct sent *sent, const char *form, char memory[BYTES_MAX])
{
    struct buffer out = { memory, 0, BYTES_MAX, false };
    for (; *form != '\0'; form++) {
        size_t const from = out.length;
        if (*form != '~') {
            buffer_add_byte(&out, *form);
            continue;
        }
        base64_write(&out, sent->challenge.bytes, HASH_BYTES);
        out.length--; /* the padding */
        for (size_t i = from; i < out.length; i++)
            memory[i] = memory[i] == '+' ? '-' : memory[i] == '/' ? '_' : memory[i];
    }
    return buffer_slice(&out);
}

static void a_new_passkey_is_read(void **state)
{
    static const char good[] =
        "{\"type\":\"webauthn.create\",\"challenge\":\"~\",\"origin\":\"http://localhost:8931\",\"crossOrigin\":false}";
    char memory[BYTES_MAX];
    struct sent sent;
    struct passkey passkey;
    struct error error;
    read_sent(*state, "es256", &sent);
    struct slice const data = client_data(&sent, good, memory);
    assert_true(passkey_register(&sent.asked, data, sent.created, &passkey, &error));
    assert_int_equal(passkey.id_length, 32);
    assert_int_equal(passkey.key_length, sent.passkey.key_length);
    assert_memory_equal(passkey.key, sent.passkey.key, passkey.key_length);
    assert_int_equal(passkey.sign_count, 1);
    for (size_t length = 0; length < sent.created.length; length++) /* cut anywhere */
        assert_false(passkey_register(&sent.asked, data, slice_part(sent.created, 0, length), &passkey, &error));
    sent.memory[1][sent.created.length - 1] ^= 1; /* no longer on the curve */
    assert_false(passkey_register(&sent.asked, data, sent.created, &passkey, &error));
    assert_ptr_equal(error.fault, FAULT_PASSKEY_DATA);
}

static void odd_client_data_are_refused(void **state)
{
    static const struct {
        const char *form;
        const struct fault *fault;
    } rows[] = {
        { "", FAULT_PASSKEY_CLIENT },
        { "[]", FAULT_PASSKEY_CLIENT },
        { "{\"type\":\"webauthn.get\",\"challenge\":\"~\",\"origin\":\"http://localhost:8931\"}",
          FAULT_PASSKEY_CLIENT },
        { "{\"type\":\"webauthn.create\",\"challenge\":\"~=\",\"origin\":\"http://localhost:8931\"}",
          FAULT_PASSKEY_CHALLENGE },
        { "{\"type\":\"webauthn.create\",\"challenge\":7,\"origin\":\"http://localhost:8931\"}",
          FAULT_PASSKEY_CHALLENGE },
        { "{\"type\":\"webauthn.create\",\"challenge\":\"~\",\"origin\":\"http://localhost:8931.evil.example\"}",
          FAULT_PASSKEY_ORIGIN },
        { "{\"type\":\"webauthn.create\",\"challenge\":\"~\",\"origin\":\"http://evil.example\",\"origin\":\"http://"
          "localhost:8931\"}",
          FAULT_PASSKEY_CLIENT },
        { "{\"type\":\"webauthn.create\",\"challenge\":\"~\",\"origin\":\"http://"
          "localhost:8931\",\"crossOrigin\":true}",
          FAULT_PASSKEY_CLIENT },
        { "{\"type\":\"webauthn.create\",\"challenge\":\"~\",\"origin\":\"http://"
          "localhost:8931\",\"topOrigin\":\"http://"
          "evil.example\"}",
          FAULT_PASSKEY_CLIENT },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        char memory[BYTES_MAX];
        struct sent sent;
        struct passkey passkey;
        struct error error = { 0 };
        read_sent(*state, "es256", &sent);
        assert_false(
            passkey_register(&sent.asked, client_data(&sent, rows[i].form, memory), sent.created, &passkey, &error));
        assert_ptr_equal(error.fault, rows[i].fault);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(assertions_of_a_browser_are_good),  cmocka_unit_test(every_byte_that_is_signed_counts),
        cmocka_unit_test(what_was_not_asked_for_is_refused), cmocka_unit_test(a_new_passkey_is_read),
        cmocka_unit_test(odd_client_data_are_refused),
    };
    return cmocka_run_group_tests(tests, open_vectors, vectors_close);
}
