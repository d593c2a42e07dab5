// SPDX-License-Identifier: Apache-2.0
/* record/checkpoint.h - the signed state of a log: origin, size, root (C2SP tlog-checkpoint), as a signed note.
 *
 * How     checkpoint_write_text(origin, size, &root, &text);             // log/signer.h signs it
 *         if (!checkpoint_parse(bytes, &checkpoint, &error) || !checkpoint_check(&checkpoint, &key, crypto, &error))
 *             return false;
 * Holds   The name of the log's key is the origin. Our checkpoints have no extension lines; those of other logs are kept
 *         unchanged. What checkpoint_parse accepts, checkpoint_write gives back.
 * Owns    Nothing: slices point into the bytes that were parsed. */
#ifndef RECORD_CHECKPOINT_H
#define RECORD_CHECKPOINT_H

#include "record/note.h"

struct checkpoint {
    struct slice origin;
    uint64_t size;
    struct hash root;
    struct slice extensions; /* whole lines; usually empty */
    struct note note;
};

/* Accepts any bytes. FAULT_CHECKPOINT, and the faults of note_parse. */
bool checkpoint_parse(struct slice bytes, struct checkpoint *checkpoint, struct error *error);
/* Writes the whole note. */
void checkpoint_write(const struct checkpoint *checkpoint, struct buffer *out);
/* Writes the text to be signed. */
void checkpoint_write_text(struct slice origin, uint64_t size, const struct hash *root, struct buffer *out);
/* Checks the origin, the signature, and that an empty tree has the empty root. FAULT_CHECKPOINT_ORIGIN,
 * FAULT_CHECKPOINT_EMPTY, FAULT_SIGNATURE_*. */
bool checkpoint_check(const struct checkpoint *checkpoint, const struct key *log, const struct crypto *crypto,
                      struct error *error);

#endif
