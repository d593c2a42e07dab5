// SPDX-License-Identifier: Apache-2.0
/* web/page/standing.h - the standing of a member towards a text open for signature, and its rights, in words.
 *
 * What    Not signing is not an act. "No signature recorded" has the three cases below; a member that the report on credentials
 *         does not name is STANDING_UNKNOWN. */
#ifndef WEB_PAGE_STANDING_H
#define WEB_PAGE_STANDING_H

#include "rules/instrument.h"
#include "rules/party.h"
#include "rules/signature.h"
#include "web/page/page.h"

enum standing {
    STANDING_SIGNED,
    STANDING_ENTITLED,     /* may sign; no signature recorded */
    STANDING_NOT_ENTITLED, /* lost its right, or its credentials were not in order */
    STANDING_UNKNOWN,      /* its right or its presence is not established */
    STANDING_COUNT
};

enum standing standing_of(const struct instrument *instrument, const struct actor *actor);
/* "signed", "entitled", "not-entitled", "not-established": as a class, an id, and in JSON. */
const char *standing_name(enum standing standing);
/* "yes", "no", "not decided", "not established". */
const char *standing_right(const struct actor *actor, enum right right);
/* "signed ad referendum", "no signature recorded", "declined to sign". */
struct slice standing_words(const struct signature *signature);
/* The texts that were opened for signature; `chosen` by its code, else the one opened last. NULL: none. */
const struct instrument *standing_instrument(const struct state *state, struct slice chosen);
/* "will not sign". */
struct slice intent_words(const struct gather *from, enum intent intent);

#endif
