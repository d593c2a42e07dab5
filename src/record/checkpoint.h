/* record/checkpoint.h - what a log says of itself: origin, size, root (C2SP tlog-checkpoint), as a signed note.
 *
 * How     checkpoint_write_text(origin, size, &root, &text);             log/signer.h signs it
 *         if (!checkpoint_parse(bytes, &checkpoint, &error) || !checkpoint_check(&checkpoint, &key, crypto, &error)) ...
 * Holds   The log's key has the origin as its name. Ours has no extension lines; those of others are kept as they stand.
 *         checkpoint_write gives back what checkpoint_parse took.
 * Owns    Nothing: slices point into the bytes that were parsed. */
#ifndef RECORD_CHECKPOINT_H
#define RECORD_CHECKPOINT_H

#include "record/note.h"

struct checkpoint {
    struct slice origin;
    uint64_t size;
    struct hash root;
    struct slice extensions; /* whole lines; empty as a rule */
    struct note note;
};

/* Takes any bytes. FAULT_CHECKPOINT, and those of note_parse. */
bool checkpoint_parse(struct slice bytes, struct checkpoint *checkpoint, struct error *error);
/* The whole note again. */
void checkpoint_write(const struct checkpoint *checkpoint, struct buffer *out);
/* The text to be signed. */
void checkpoint_write_text(struct slice origin, uint64_t size, const struct hash *root, struct buffer *out);
/* Whether it is of that log and well signed, and an empty tree has the empty root. FAULT_CHECKPOINT_ORIGIN,
 * FAULT_CHECKPOINT_EMPTY, FAULT_SIGNATURE_*. */
bool checkpoint_check(const struct checkpoint *checkpoint, const struct key *log, const struct crypto *crypto,
                      struct error *error);

#endif
