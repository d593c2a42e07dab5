// SPDX-License-Identifier: Apache-2.0
/* record/cosignature.h - a witness's signature on a checkpoint (C2SP tlog-cosignature, cosignature/v1, type 0x04).
 *
 * What    A cosignature states that at its time this was the largest tree of this log that the witness had seen, and that it is
 *         consistent with every earlier one it saw. It holds the time, as eight bytes in big-endian order, and an Ed25519
 *         signature.
 * How     if (!cosigner_read(text, crypto, &cosigner, &error)) return false;
 *         if (cosignature_check(&checkpoint, &cosigner, crypto, &time) == COSIGNATURE_GOOD) ...
 * Not     ML-DSA-44 (type 0x06): recognised but not checked, since none of our libraries has it. Whether the time is in the
 *         future: the caller decides. */
#ifndef RECORD_COSIGNATURE_H
#define RECORD_COSIGNATURE_H

#include "record/checkpoint.h"

enum cosignature { COSIGNATURE_ABSENT, COSIGNATURE_GOOD, COSIGNATURE_BAD };

/* Reads a witness's verifier key of type 0x04 and checks its ID. FAULT_COSIGNER_KEY, FAULT_COSIGNER_TYPE for another type,
 * FAULT_KEY_ID, FAULT_SIGNATURE_WEAK. */
bool cosigner_read(struct slice text, const struct crypto *crypto, struct key *cosigner, struct error *error);
/* Whether that witness cosigned. When the signature is good, *time is set, in seconds since 1970. */
enum cosignature cosignature_check(const struct checkpoint *checkpoint, const struct key *cosigner,
                                   const struct crypto *crypto, int64_t *time);
/* Writes the text that a witness signs. */
void cosignature_write_text(struct slice checkpoint_text, int64_t time, struct buffer *out);

#endif
