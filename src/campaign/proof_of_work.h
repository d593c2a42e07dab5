// SPDX-License-Identifier: Apache-2.0
/* campaign/proof_of_work.h - a form's token, and the proof that a browser worked for it.
 *
 * What    The token says when its page was made, how many bits of work are asked, and for what; a keyed hash
 *         protects it. The work is a number that, appended to the token, gives a SHA-256 with that many leading zero bits.
 * How     proof_of_work_ask(seal, SLICE("campaign 7"), bits, now, &question);  // into the page
 *         proof_of_work_read(seal, SLICE("campaign 7"), token, number, now, &work, &error);  // from the form
 * Holds   A token is good for PROOF_OF_WORK_SECONDS, for its own purpose alone. The caller counts its uses, by
 *         work.key. A missing number is no fault; the caller decides what it means.
 * Threads Any. */
#ifndef CAMPAIGN_PROOF_OF_WORK_H
#define CAMPAIGN_PROOF_OF_WORK_H

#include "base/civil.h"
#include "base/error.h"
#include "record/crypto.h"

struct seal;

enum {
    PROOF_OF_WORK_SECONDS = DAY_SECONDS, /* a letter may be written over an evening */
    PROOF_OF_WORK_BITS_MIN = 16, /* some 65,000 hashes: a fifth of a second on a desk, a second on a cheap telephone */
    PROOF_OF_WORK_BITS_MAX = 21, /* half a minute on that telephone, which is told to wait while the person writes */
    PROOF_OF_WORK_TOKEN_BYTES_MAX = 96,
    PROOF_OF_WORK_NUMBER_BYTES_MAX = 20
};

struct proof_of_work {
    bool done;
    struct hash key; /* of the token, for counting its use ... */
    int64_t window;  /* ... in this window (store/rate_limits.h) */
};

/* How many bits to ask for now: more with each doubling of what waits for its turn and of what came from that network. */
unsigned proof_of_work_bits(size_t waiting, uint64_t from_network);
void proof_of_work_ask(const struct seal *seal, struct slice purpose, unsigned bits, int64_t now, struct buffer *token);
/* FAULT_FORM_OLD where the token is older, FAULT_FORM_TOKEN where it is none of ours, FAULT_PROOF_OF_WORK_WRONG. */
bool proof_of_work_read(const struct seal *seal, struct slice purpose, struct slice token, struct slice number,
                        int64_t now, struct proof_of_work *work, struct error *error);

#endif
