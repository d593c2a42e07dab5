// SPDX-License-Identifier: Apache-2.0
/* web/guard.h - who sends too much that is refused has to wait.
 *
 * What    Counts refused acts for each address in windows of a minute. Checking a bad signature costs as much as a good one, so
 *         whoever sends only noise is told 429 without any check. What is taken is never counted.
 * How     if (!guard_allows(&guard, address, now_ms)) ...  // 429
 *         guard_note(&guard, address, now_ms);  // after a refusal
 * Holds   An address of this machine is not counted: behind a reverse proxy it is everybody's, and the proxy counts.
 * Limits  GUARD_PLACES addresses at a time; one that falls on another's place takes it, so a flood from very many addresses
 *         is the proxy's to stop. Addresses are kept in memory alone, for a minute of use.
 * Threads Not by itself: the server holds a lock. */
#ifndef WEB_GUARD_H
#define WEB_GUARD_H

#include "base/slice.h"

enum {
    GUARD_PLACES = 1024,
    GUARD_REFUSED_MAX = 120, /* in a window: a delegation that mends an act by trying stays far below */
    GUARD_WINDOW_MS = 60000,
    GUARD_ADDRESS_BYTES = 16 /* IPv6; of IPv4 mapped into it */
};

struct guard_place {
    unsigned char address[GUARD_ADDRESS_BYTES];
    int64_t since_ms;
    uint32_t refused;
};

struct guard {
    struct guard_place places[GUARD_PLACES];
};

bool guard_allows(const struct guard *guard, const unsigned char address[GUARD_ADDRESS_BYTES], int64_t now_ms);
void guard_note(struct guard *guard, const unsigned char address[GUARD_ADDRESS_BYTES], int64_t now_ms);

#endif
