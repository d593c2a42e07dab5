// SPDX-License-Identifier: Apache-2.0
/* room/pending_blobs.h - blobs that are kept before an act names them, and how many of them there may be.
 *
 * How     pending_blobs_keep(&pending, state, &hash);  // before a blob is stored, and for each that is there at the start
 * Limits  PENDING_BLOBS_MAX.
 * Threads The room's writer. */
#ifndef ROOM_PENDING_BLOBS_H
#define ROOM_PENDING_BLOBS_H

#include "rules/state.h"

enum { PENDING_BLOBS_MAX = 1024 /* at most 32 GiB of disk */ };

struct pending_blobs {
    struct hash hashes[PENDING_BLOBS_MAX];
    size_t count;
};

/* The blob of that salted hash that an act names, or NULL. */
const struct blob *pending_blobs_find(const struct state *state, const struct hash *hash);
/* Whether the blob is named, or there is a place for one more that is not. */
bool pending_blobs_keep(struct pending_blobs *pending, const struct state *state, const struct hash *hash);

#endif
