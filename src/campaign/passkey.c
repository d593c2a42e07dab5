// SPDX-License-Identifier: Apache-2.0
#include "campaign/passkey.h"

#include <jansson.h>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <string.h>

#include "base/base64.h"
#include "campaign/fault.h"
#include "record/key.h"
#include "log/crypto.h"

enum {
    FLAG_PRESENT = 0x01,
    FLAG_VERIFIED = 0x04,
    FLAG_ATTESTED = 0x40,   /* a key follows */
    FLAG_EXTENSIONS = 0x80, /* never asked for */
    AT_FLAGS = HASH_BYTES,
    AT_COUNT = AT_FLAGS + 1,
    AT_ATTESTED = AT_COUNT + 4,
    AAGUID_BYTES = 16,
    COORDINATE_BYTES = 32,
    KEY_ES256 = 'E',
    KEY_ED25519 = 'O'
};

/* --- client data ------------------------------------------------------------------------------------------------- */

static struct slice passkey_text_of(json_t *object, const char *name)
{
    json_t *const value = json_object_get(object, name);
    return (struct slice){ json_is_string(value) ? json_string_value(value) : "", json_string_length(value) };
}

static bool passkey_client_data_fit(json_t *data, const struct passkey_asked *asked, struct slice type,
                                    struct error *error)
{
    char memory[64];
    struct buffer challenge = BUFFER(memory);
    json_t *const crossed = json_object_get(data, "crossOrigin");
    base64_write_url(&challenge, (const unsigned char *)asked->challenge.bytes, asked->challenge.length);
    if (!slice_equal(passkey_text_of(data, "type"), type))
        return fail(error, FAULT_PASSKEY_CLIENT, 0, SLICE("they are of another ceremony"));
    if (asked->challenge.length != PASSKEY_CHALLENGE_BYTES ||
        !slice_equal(passkey_text_of(data, "challenge"), buffer_slice(&challenge)))
        return fail(error, FAULT_PASSKEY_CHALLENGE, 0);
    if (!slice_equal(passkey_text_of(data, "origin"), asked->origin))
        return fail(error, FAULT_PASSKEY_ORIGIN, 0, passkey_text_of(data, "origin"), asked->origin);
    if ((crossed != NULL && !json_is_false(crossed)) || json_object_get(data, "topOrigin") != NULL)
        return fail(error, FAULT_PASSKEY_CLIENT, 0, SLICE("they come from a frame of another site"));
    return true;
}

static bool passkey_check_client_data(struct slice client_data, const struct passkey_asked *asked, struct slice type,
                                      struct error *error)
{
    if (client_data.length > PASSKEY_DATA_BYTES_MAX)
        return fail(error, FAULT_PASSKEY_CLIENT, 0, SLICE("they are too long"));
    json_t *const data = json_loadb(client_data.bytes, client_data.length, JSON_REJECT_DUPLICATES, NULL);
    bool const good = json_is_object(data) ? passkey_client_data_fit(data, asked, type, error)
                                           : fail(error, FAULT_PASSKEY_CLIENT, 0, SLICE("they are no JSON object"));
    json_decref(data);
    return good;
}

/* --- authenticator data ------------------------------------------------------------------------------------------ */

static uint32_t passkey_count_of(struct slice data)
{
    uint32_t count = 0;
    for (size_t i = AT_COUNT; i < AT_ATTESTED; i++)
        count = count << 8 | (unsigned char)data.bytes[i];
    return count;
}

static bool passkey_check_authenticator_data(struct slice data, struct slice host, bool with_key, struct error *error)
{
    struct hash hash;
    if (data.length < AT_ATTESTED || data.length > PASSKEY_DATA_BYTES_MAX)
        return fail(error, FAULT_PASSKEY_DATA, 0, SLICE("they have the wrong length"));
    unsigned char const flags = (unsigned char)data.bytes[AT_FLAGS];
    crypto_native()->sha256(&host, 1, &hash);
    if (memcmp(data.bytes, hash.bytes, HASH_BYTES) != 0)
        return fail(error, FAULT_PASSKEY_HOST, 0, host);
    if ((flags & FLAG_PRESENT) == 0 || (flags & FLAG_VERIFIED) == 0)
        return fail(error, FAULT_PASSKEY_VERIFIED, 0);
    if ((flags & FLAG_EXTENSIONS) != 0 || ((flags & FLAG_ATTESTED) != 0) != with_key ||
        (!with_key && data.length != AT_ATTESTED))
        return fail(error, FAULT_PASSKEY_DATA, 0, SLICE("they hold what was not asked for"));
    return true;
}

/* The SubjectPublicKeyInfo of a point of P-256 (RFC 5480) begins so. */
static const unsigned char p256_head[] = { 0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48,
                                           0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86, 0x48,
                                           0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00, 0x04 };

/* The library's key; NULL when the point is not on the curve. */
static EVP_PKEY *passkey_p256_key(const struct passkey *passkey)
{
    unsigned char info[sizeof p256_head + 2 * COORDINATE_BYTES];
    const unsigned char *at = info;
    memcpy(info, p256_head, sizeof p256_head);
    memcpy(info + sizeof p256_head, passkey->key + 1, 2 * (size_t)COORDINATE_BYTES);
    return d2i_PUBKEY(NULL, &at, sizeof info);
}

static bool passkey_key_is_sound(const struct passkey *passkey)
{
    if (passkey->key[0] == KEY_ED25519) {
        struct key key = { 0 };
        memcpy(key.bytes, passkey->key + 1, ED25519_KEY_BYTES);
        return !key_is_weak(&key);
    }
    EVP_PKEY *const key = passkey_p256_key(passkey);
    EVP_PKEY_free(key);
    return key != NULL;
}

/* A COSE key in its one spelling: {1:2, 3:-7, -1:1, -2:x, -3:y} or {1:1, 3:-8, -1:6, -2:key} (RFC 9053). */
static bool passkey_read_key(struct slice cose, struct passkey *passkey)
{
    static const char es256[] = "\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20", between[] = "\x22\x58\x20",
                      ed25519[] = "\xa4\x01\x01\x03\x27\x20\x06\x21\x58\x20";
    size_t const head = sizeof es256 - 1, gap = sizeof between - 1;
    if (cose.length == head + 2 * COORDINATE_BYTES + gap && memcmp(cose.bytes, es256, head) == 0 &&
        memcmp(cose.bytes + head + COORDINATE_BYTES, between, gap) == 0) {
        passkey->key[0] = KEY_ES256;
        memcpy(passkey->key + 1, cose.bytes + head, COORDINATE_BYTES);
        memcpy(passkey->key + 1 + COORDINATE_BYTES, cose.bytes + head + COORDINATE_BYTES + gap, COORDINATE_BYTES);
        passkey->key_length = 1 + 2 * COORDINATE_BYTES;
    } else if (cose.length == head + ED25519_KEY_BYTES && memcmp(cose.bytes, ed25519, head) == 0) {
        passkey->key[0] = KEY_ED25519;
        memcpy(passkey->key + 1, cose.bytes + head, ED25519_KEY_BYTES);
        passkey->key_length = 1 + ED25519_KEY_BYTES;
    } else {
        return false;
    }
    return passkey_key_is_sound(passkey);
}

bool passkey_register(const struct passkey_asked *asked, struct slice client_data, struct slice authenticator_data,
                      struct passkey *passkey, struct error *error)
{
    *passkey = (struct passkey){ 0 };
    if (!passkey_check_client_data(client_data, asked, SLICE("webauthn.create"), error) ||
        !passkey_check_authenticator_data(authenticator_data, asked->host, true, error))
        return false;
    struct slice const rest = slice_part(authenticator_data, AT_ATTESTED + AAGUID_BYTES, authenticator_data.length);
    size_t const length =
        rest.length >= 2 ? (size_t)(unsigned char)rest.bytes[0] << 8 | (unsigned char)rest.bytes[1] : 0;
    if (length == 0 || length > PASSKEY_ID_BYTES_MAX || rest.length < 2 + length)
        return fail(error, FAULT_PASSKEY_DATA, 0, SLICE("the key has no name, or too long a one"));
    memcpy(passkey->id, rest.bytes + 2, length);
    passkey->id_length = length;
    passkey->sign_count = passkey_count_of(authenticator_data);
    return passkey_read_key(slice_part(rest, 2 + length, rest.length), passkey) ||
           fail(error, FAULT_PASSKEY_DATA, 0, SLICE("the key is no sound ES256 or Ed25519 key"));
}

static bool passkey_check_es256(const struct passkey *passkey, struct slice signature, struct slice message)
{
    EVP_PKEY *const key = passkey_p256_key(passkey);
    EVP_MD_CTX *const context = EVP_MD_CTX_new();
    bool const good = key != NULL && context != NULL &&
                      EVP_DigestVerifyInit(context, NULL, EVP_sha256(), NULL, key) == 1 &&
                      EVP_DigestVerify(context, (const unsigned char *)signature.bytes, signature.length,
                                       (const unsigned char *)message.bytes, message.length) == 1;
    EVP_MD_CTX_free(context);
    EVP_PKEY_free(key);
    return good;
}

static bool passkey_check_ed25519(const struct passkey *passkey, struct slice signature, struct slice message)
{
    const unsigned char *const bytes = (const unsigned char *)signature.bytes;
    return signature.length == ED25519_SIGNATURE_BYTES && !signature_is_weak(bytes) &&
           crypto_native()->ed25519_check(passkey->key + 1, bytes, message);
}

bool passkey_check(const struct passkey_asked *asked, const struct passkey *passkey, struct slice client_data,
                   struct slice authenticator_data, struct slice signature, uint32_t *count, struct error *error)
{
    char message[PASSKEY_DATA_BYTES_MAX + HASH_BYTES];
    struct buffer signed_bytes = BUFFER(message);
    struct hash hash;
    if (!passkey_check_client_data(client_data, asked, SLICE("webauthn.get"), error) ||
        !passkey_check_authenticator_data(authenticator_data, asked->host, false, error))
        return false;
    crypto_native()->sha256(&client_data, 1, &hash);
    buffer_add(&signed_bytes, authenticator_data);
    buffer_add(&signed_bytes, (struct slice){ (const char *)hash.bytes, HASH_BYTES });
    bool const good = signature.length <= PASSKEY_SIGNATURE_BYTES_MAX && passkey_key_is_sound(passkey) &&
                      (passkey->key[0] == KEY_ED25519 ? passkey_check_ed25519 : passkey_check_es256)(
                          passkey, signature, buffer_slice(&signed_bytes));
    if (!good)
        return fail(error, FAULT_PASSKEY_SIGNATURE, 0);
    *count = passkey_count_of(authenticator_data);
    if ((*count != 0 || passkey->sign_count != 0) && *count <= passkey->sign_count)
        return fail(error, FAULT_PASSKEY_COUNT, 0);
    return true;
}
