// SPDX-License-Identifier: Apache-2.0
#include "record/crypto.h"

#include <string.h>

bool hash_equal(const struct hash *a, const struct hash *b)
{
    return memcmp(a->bytes, b->bytes, HASH_BYTES) == 0;
}
