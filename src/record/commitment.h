// SPDX-License-Identifier: Apache-2.0
/* record/commitment.h - a name for bytes by salted hash, so that they can be deleted, or disclosed later.
 *
 * What    SHA-256 of "plenary/blob/1" LF, a random salt of 32 bytes, and the bytes. Without the salt nobody can test a guess
 *         against the name. Salt and bytes are deleted together (docs/format.md, blobs).
 * How     commitment_make(salt, bytes, crypto, &name);
 *         if (!commitment_is_of(&name, salt, bytes, crypto)) return false; */
#ifndef RECORD_COMMITMENT_H
#define RECORD_COMMITMENT_H

#include "record/crypto.h"

enum { COMMITMENT_SALT_BYTES = 32 };

void commitment_make(const unsigned char salt[COMMITMENT_SALT_BYTES], struct slice bytes, const struct crypto *crypto,
                     struct hash *out);
/* Whether the name was made from this salt and these bytes. */
bool commitment_is_of(const struct hash *name, const unsigned char salt[COMMITMENT_SALT_BYTES], struct slice bytes,
                      const struct crypto *crypto);

#endif
