// SPDX-License-Identifier: Apache-2.0
/* cmd/mirror_sync.h - brings a copy of a record into a directory, in the served layout, and keeps it up to date.
 *
 * What    First the hashes alone: that they give the root that was signed, and that the tree goes on from the one that the
 *         directory has. Then what is missing: bundles, tiles, the checkpoint, last the blobs. What stands there is not
 *         fetched again; what an interrupted run left is used where it is right, and replaced where it is not.
 * How     struct mirror_sync sync = { .from = ..., .directory = SLICE("copy"), .key = ... };
 *         if (!mirror_sync_run(&sync, &error)) ...
 * Holds   The directory's checkpoint is replaced only by one that extends it and whose every part stands there. Each file is put
 *         in place whole.
 * Limits  Constant memory, whatever the size. One at a time a directory: it is locked.
 * Not     Acts and rules: that is what plenary verify is for. */
#ifndef CMD_MIRROR_SYNC_H
#define CMD_MIRROR_SYNC_H

#include "record/key.h"
#include "log/log_source.h"

struct mirror_sync {
    struct log_source *from;
    struct slice directory;
    struct slice key;            /* verifier key that both checkpoints must be signed by */
    struct slice key_delegation; /* of a public log: what names its key, kept beside it; else empty */
    void (*show)(void *context, uint64_t done, uint64_t total);
    void *context;

    /* What it did. */
    uint64_t old_size, size;
    uint64_t files, blobs, blobs_missing;
    bool at_entry;  /* it was refused because of ... */
    uint64_t entry; /* ... this one */
};

/* False with the error: refused (PROOF, KEY, SYNTAX) or not done (SYSTEM). */
bool mirror_sync_run(struct mirror_sync *sync, struct error *error);

#endif
