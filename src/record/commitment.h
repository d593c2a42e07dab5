/* record/commitment.h - naming bytes by a salted hash, so that they can be struck, or shown later.
 *
 * What    SHA-256 of "plenary/blob/1" LF, a salt of 32 random bytes, and the bytes. Without the salt nobody can try guesses
 *         against the name; struck are salt and bytes together (docs/format.md, blobs). */
#ifndef RECORD_COMMITMENT_H
#define RECORD_COMMITMENT_H

#include "record/crypto.h"

enum { COMMITMENT_SALT_BYTES = 32 };

void commitment_make(const unsigned char salt[COMMITMENT_SALT_BYTES], struct slice bytes, const struct crypto *crypto,
                     struct hash *out);
/* Whether salt and bytes are what the name was made from. */
bool commitment_is_of(const struct hash *name, const unsigned char salt[COMMITMENT_SALT_BYTES], struct slice bytes,
                      const struct crypto *crypto);

#endif
