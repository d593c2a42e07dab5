/* room/unnamed.h - blobs that are kept before an act names them, and how many of them there may be.
 *
 * How     unnamed_keep(&unnamed, state, &hash) before a blob is stored, and for each that is there at the start
 * Limits  UNNAMED_MAX.
 * Threads The room's writer. */
#ifndef ROOM_UNNAMED_H
#define ROOM_UNNAMED_H

#include "rules/state.h"

enum { UNNAMED_MAX = 1024 /* at most 32 GiB of disk */ };

struct unnamed {
    struct hash hashes[UNNAMED_MAX];
    size_t count;
};

/* The blob of that salted hash that an act names, or NULL. */
struct blob *unnamed_find(const struct state *state, const struct hash *hash);
/* Whether the blob is named, or there is a place for one more that is not. */
bool unnamed_keep(struct unnamed *unnamed, const struct state *state, const struct hash *hash);

#endif
