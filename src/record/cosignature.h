/* record/cosignature.h - what a witness adds to a checkpoint (C2SP tlog-cosignature, cosignature/v1, type 0x04).
 *
 * What    A cosignature says: at this time, this is the largest tree of this log that I saw, and it goes on from all that I
 *         saw before. Its bytes are the time, eight of them with the highest first, and an Ed25519 signature.
 * How     if (!cosigner_read(vkey, &cosigner, &error)) ...
 *         switch (cosignature_check(&checkpoint, &cosigner, crypto, &time)) ...
 * Not     ML-DSA-44 (type 0x06): known by name, not checked; no library of the house has it. Whether the time is in the
 *         future is the reader's to judge. */
#ifndef RECORD_COSIGNATURE_H
#define RECORD_COSIGNATURE_H

#include "record/checkpoint.h"

enum cosignature { COSIGNATURE_ABSENT, COSIGNATURE_GOOD, COSIGNATURE_BAD };

/* Reads a witness's verifier key of type 0x04 and checks its ID. FAULT_COSIGNER_KEY, FAULT_COSIGNER_TYPE for a type that is
 * not checked here, FAULT_KEY_ID, FAULT_SIGNATURE_WEAK. */
bool cosigner_read(struct slice text, const struct crypto *crypto, struct key *cosigner, struct error *error);
/* Whether that witness cosigned, and when: seconds since 1970, set where it is good. */
enum cosignature cosignature_check(const struct checkpoint *checkpoint, const struct key *cosigner,
                                   const struct crypto *crypto, int64_t *time);
/* The text that a witness signs. */
void cosignature_write_text(struct slice checkpoint_text, int64_t time, struct buffer *out);

#endif
