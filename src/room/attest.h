/* room/attest.h - what a log vouches for: that it has so many entries, that one is among them, that it refused an act.
 *
 * How     attest_checkpoint(&signer, name, size, &root, &note);
 *         attest_proof(&tree, seq, size, crypto, buffer_slice(&note), &out)
 * Threads Any; the caller holds the tree still. */
#ifndef ROOM_ATTEST_H
#define ROOM_ATTEST_H

#include "base/error.h"
#include "record/merkle.h"
#include "room/signer.h"

/* A signed checkpoint (C2SP tlog-checkpoint). */
void attest_checkpoint(const struct signer *signer, struct slice log, uint64_t size, const struct hash *root,
                       struct buffer *note);
/* The proof that the entry `seq` is under the checkpoint of that size (C2SP tlog-proof). False when it is not, or when `out` is
 * too small. */
bool attest_proof(const struct merkle *tree, uint64_t seq, uint64_t size, const struct crypto *crypto,
                  struct slice checkpoint, struct buffer *out);
/* docs/format.md, keys and trust: so that the refused party can publish it. Nothing is written where no key and no rule
 * refused the act. */
void attest_refusal(const struct signer *signer, struct slice record, const struct hash *act, enum fault fault,
                    uint64_t size, struct buffer *note);

#endif
