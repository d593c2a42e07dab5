// SPDX-License-Identifier: Apache-2.0
#include "record/commitment.h"

void commitment_make(const unsigned char salt[COMMITMENT_SALT_BYTES], struct slice bytes, const struct crypto *crypto,
                     struct hash *out)
{
    struct slice const parts[] = { SLICE("plenary/blob/1\n"), { (const char *)salt, COMMITMENT_SALT_BYTES }, bytes };
    crypto->sha256(parts, 3, out);
}

bool commitment_is_of(const struct hash *name, const unsigned char salt[COMMITMENT_SALT_BYTES], struct slice bytes,
                      const struct crypto *crypto)
{
    struct hash made;
    commitment_make(salt, bytes, crypto, &made);
    return hash_equal(&made, name);
}
