// SPDX-License-Identifier: Apache-2.0
/* room/precheck.h - checks an act before it waits for the room's turn.
 *
 * What    On the submitter's own thread: size, syntax, NFC, whose record it is, and the signature, as far as the key is known
 *         here from an earlier act. In the room's turn: the clock, and the signature again only if the key that the state
 *         names is another.
 * How     struct precheck_passed pass;
 *         if (!precheck_act(precheck, bytes, &pass, &parsed, &error)) ...  // refused
 *         precheck_check_clock(state, &act, arrived, &error);  // in the turn
 *         precheck_check_key(precheck, entry, &pass, &error);
 * Holds   The signature counts only if it was checked with the key that the state names in the turn; else it is checked again.
 *         The keys kept here are a cache of keys that were seen. They give no right to sign.
 * Threads precheck_act: any. The rest: the room's writer. */
#ifndef ROOM_PRECHECK_H
#define ROOM_PRECHECK_H

#include "base/error.h"
#include "base/limits.h"
#include "record/crypto.h"
#include "rules/state.h"

struct precheck;

/* What an act carries from the precheck to the turn. */
struct precheck_passed {
    struct hash name; /* SHA-256 of its text */
    int64_t arrived;  /* seconds since 1970 */
    bool checked;     /* its signature is good under key_bytes */
    unsigned char key_bytes[ED25519_KEY_BYTES];
};

/* `origin` (HOST/NAME) must live as long as the precheck. FAULT_MEMORY. */
struct precheck *precheck_open(struct slice origin, const struct crypto *crypto, struct error *error);
void precheck_close(struct precheck *precheck);
/* FAULT_ACT_*, FAULT_FIELD_*, FAULT_VALUE_*, FAULT_NOT_NFC, FAULT_OTHER_CONFERENCE, FAULT_SIGNATURE_*. The pass has its
 * name as soon as the act can be parsed, even where it is refused; *parsed says so. */
bool precheck_act(struct precheck *precheck, struct slice bytes, struct precheck_passed *pass, bool *parsed,
                  struct error *error);
/* A signed time, or `entered`, against the clock at its arrival: CLOCK_SKEW_SECONDS_MAX in a run conference that is no
 * re-enactment (docs/format.md, envelope). FAULT_CLOCK_SKEW. */
bool precheck_check_clock(const struct state *state, const struct act *act, int64_t arrived, struct error *error);
/* The signature under the key that the state named for the entry. Remembers the key. FAULT_SIGNATURE_*. */
bool precheck_check_key(struct precheck *precheck, const struct entry *entry, const struct precheck_passed *pass,
                        struct error *error);

#endif
