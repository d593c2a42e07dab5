// SPDX-License-Identifier: Apache-2.0
/* web/guard.h - a rate limit on refused acts.
 *
 * What    Counts refused acts by address in windows of a minute. Checking a bad signature costs as much as checking a good one,
 *         so an address over the limit gets 429 before any check. Accepted acts are not counted.
 * How     if (!guard_allows(&guard, address, now_ms)) ...  // 429
 *         guard_note(&guard, address, now_ms);  // after a refusal
 * Holds   Addresses of this machine are not counted: behind a reverse proxy all clients would share one, and the proxy has its own
 *         limit.
 * Limits  GUARD_PLACES addresses at a time. Two that hash to the same slot replace each other, so a flood from very many addresses
 *         must be stopped by the proxy. Addresses are kept in memory only, and used for a minute.
 * Threads Not thread-safe: the server holds a lock. */
#ifndef WEB_GUARD_H
#define WEB_GUARD_H

#include "base/slice.h"

enum {
    GUARD_PLACES = 1024,
    GUARD_REFUSED_MAX = 120, /* in a window: far more than a delegation that corrects an act by trial and error */
    GUARD_WINDOW_MS = 60000,
    GUARD_ADDRESS_BYTES = 16 /* IPv6, or IPv4 mapped into it */
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
