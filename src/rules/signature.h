// SPDX-License-Identifier: Apache-2.0
/* rules/signature.h - intent, signature, consent and entry into force.
 *
 * What    One record for a member and an instrument, from the first act about it on (docs/rules.md, signing; VCLT 10 to 25).
 *         Intent never changes the state. Not signing is not an act.
 * How     const struct signature *signature = signature_find(instrument, actor);
 *         if (signature_is_given(signature)) ... */
#ifndef RULES_SIGNATURE_H
#define RULES_SIGNATURE_H

#include "rules/instrument.h"

enum signature_state {
    SIGNATURE_NONE,
    SIGNATURE_AD_REFERENDUM,
    SIGNATURE_SIGNED,
    SIGNATURE_CONSENTED,
    SIGNATURE_DECLINED,
    SIGNATURE_DENOUNCED
};
enum intent { INTENT_NONE = -1, INTENT_WILL_SIGN, INTENT_WILL_NOT_SIGN, INTENT_CONSULTING, INTENT_UNDECIDED };

struct signature {
    const struct actor *actor;
    const struct instrument *instrument;
    uint32_t seq; /* of the act that made it */
    enum signature_state state;
    bool acceded, provisional;
    const struct entry *signed_by, *consented_by, *state_by;
    enum intent intent;
    const struct entry *intent_by;
    struct signature *next;   /* of the instrument */
    struct signature *before; /* of the actor */
};

/* NULL: no act is about the two. */
struct signature *signature_find(const struct instrument *instrument, const struct actor *actor);
/* Whether the member signed, in any manner. False for NULL. */
bool signature_is_given(const struct signature *signature);
uint64_t signature_count(const struct instrument *instrument);
/* Whether the consents so far reach what the instrument's own clause on entry into force asks for. */
bool signature_force_reached(const struct instrument *instrument);
const char *signature_state_name(enum signature_state state);

#endif
