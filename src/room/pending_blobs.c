// SPDX-License-Identifier: Apache-2.0
#include "room/pending_blobs.h"

#include "base/hex.h"

const struct blob *pending_blobs_find(const struct state *state, const struct hash *hash)
{
    char memory[2 * HASH_BYTES];
    struct buffer hex = BUFFER(memory);
    hex_write(&hex, hash->bytes, HASH_BYTES);
    return state_find_blob(state, buffer_slice(&hex));
}

static void pending_blobs_forget_named(struct pending_blobs *pending, const struct state *state)
{
    size_t kept = 0;
    for (size_t i = 0; i < pending->count; i++)
        if (pending_blobs_find(state, &pending->hashes[i]) == NULL)
            pending->hashes[kept++] = pending->hashes[i];
    pending->count = kept;
}

bool pending_blobs_keep(struct pending_blobs *pending, const struct state *state, const struct hash *hash)
{
    if (pending_blobs_find(state, hash) != NULL)
        return true;
    for (size_t i = 0; i < pending->count; i++)
        if (hash_equal(&pending->hashes[i], hash))
            return true;
    if (pending->count == PENDING_BLOBS_MAX)
        pending_blobs_forget_named(pending, state);
    if (pending->count == PENDING_BLOBS_MAX)
        return false;
    pending->hashes[pending->count++] = *hash;
    return true;
}
