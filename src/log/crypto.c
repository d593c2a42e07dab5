// SPDX-License-Identifier: Apache-2.0
#define OPENSSL_SUPPRESS_DEPRECATED /* the low-level SHA-256 is deprecated in OpenSSL 3, but faster */
#include "log/crypto.h"

#include <assert.h>
#include <openssl/sha.h>
#include <sodium.h>

static_assert(HASH_BYTES == SHA256_DIGEST_LENGTH, "a hash is SHA-256's");
static_assert(ED25519_KEY_BYTES == crypto_sign_ed25519_PUBLICKEYBYTES, "a key is Ed25519's");
static_assert(ED25519_SIGNATURE_BYTES == crypto_sign_ed25519_BYTES, "a signature is Ed25519's");

static void crypto_sha256(const struct slice *parts, size_t count, struct hash *out)
{
    SHA256_CTX context;
    SHA256_Init(&context);
    for (size_t i = 0; i < count; i++)
        SHA256_Update(&context, parts[i].bytes, parts[i].length);
    SHA256_Final(out->bytes, &context);
}

static bool crypto_check_ed25519(const unsigned char key[ED25519_KEY_BYTES],
                                 const unsigned char signature[ED25519_SIGNATURE_BYTES], struct slice message)
{
    return crypto_sign_ed25519_verify_detached(signature, (const unsigned char *)message.bytes, message.length, key) ==
           0;
}

const struct crypto *crypto_native(void)
{
    static const struct crypto table = { crypto_sha256, crypto_check_ed25519 };
    return sodium_init() >= 0 ? &table : NULL;
}
