#include "room/unnamed.h"

#include "base/hex.h"

struct blob *unnamed_find(const struct state *state, const struct hash *hash)
{
    char memory[2 * HASH_BYTES];
    struct buffer hex = BUFFER(memory);
    hex_write(&hex, hash->bytes, HASH_BYTES);
    return blob_find(state, buffer_slice(&hex));
}

static void forget_named(struct unnamed *unnamed, const struct state *state)
{
    size_t kept = 0;
    for (size_t i = 0; i < unnamed->count; i++)
        if (unnamed_find(state, &unnamed->hashes[i]) == NULL)
            unnamed->hashes[kept++] = unnamed->hashes[i];
    unnamed->count = kept;
}

bool unnamed_keep(struct unnamed *unnamed, const struct state *state, const struct hash *hash)
{
    if (unnamed_find(state, hash) != NULL)
        return true;
    for (size_t i = 0; i < unnamed->count; i++)
        if (hash_equal(&unnamed->hashes[i], hash))
            return true;
    if (unnamed->count == UNNAMED_MAX)
        forget_named(unnamed, state);
    if (unnamed->count == UNNAMED_MAX)
        return false;
    unnamed->hashes[unnamed->count++] = *hash;
    return true;
}
