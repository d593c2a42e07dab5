// SPDX-License-Identifier: Apache-2.0
/* log/crypto.h - the core's table of functions, from libsodium (Ed25519) and OpenSSL (SHA-256).
 *
 * What    Ed25519 is libsodium's: the strictest of the libraries on points of small order. SHA-256 is OpenSSL's low-level
 *         one: no look-up of the algorithm and no memory on each call, which on a tree's nodes is twice as fast.
 * Threads Any. */
#ifndef LOG_CRYPTO_H
#define LOG_CRYPTO_H

#include "record/crypto.h"

/* The table; NULL when libsodium cannot start. */
const struct crypto *crypto_native(void);

#endif
