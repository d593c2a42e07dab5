// SPDX-License-Identifier: Apache-2.0
/* record/crypto.h - the cryptography that the core needs from outside: hashing and signature checks.
 *
 * What    A table of two functions. log/crypto.c fills it from libsodium and libcrypto; a browser would use WebCrypto. The core
 *         refuses weak keys itself before it calls them (record/key.h), so that all implementations give the same answer.
 * Threads Every function may be called from several threads at once. */
#ifndef RECORD_CRYPTO_H
#define RECORD_CRYPTO_H

#include "base/slice.h"

enum { HASH_BYTES = 32, ED25519_KEY_BYTES = 32, ED25519_SIGNATURE_BYTES = 64 };

struct hash {
    unsigned char bytes[HASH_BYTES];
};

struct crypto {
    /* SHA-256 (FIPS 180-4) of the parts, concatenated. */
    void (*sha256)(const struct slice *parts, size_t count, struct hash *out);
    /* Ed25519 (RFC 8032) over `message`. */
    bool (*ed25519_check)(const unsigned char key[ED25519_KEY_BYTES],
                          const unsigned char signature[ED25519_SIGNATURE_BYTES], struct slice message);
};

bool hash_equal(const struct hash *a, const struct hash *b);
static inline struct slice hash_slice(const struct hash *hash)
{
    return (struct slice){ (const char *)hash->bytes, HASH_BYTES };
}

#endif
