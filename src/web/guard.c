// SPDX-License-Identifier: Apache-2.0
#include "web/guard.h"

#include <string.h>

#include "web/client.h"

static size_t guard_slot(const unsigned char address[GUARD_ADDRESS_BYTES])
{
    uint32_t hash = 2166136261u; /* FNV-1a; a deliberate collision only evicts a slot */
    for (size_t i = 0; i < GUARD_ADDRESS_BYTES; i++)
        hash = (hash ^ address[i]) * 16777619u;
    return hash % GUARD_PLACES;
}

static bool guard_is_current(const struct guard_place *place, const unsigned char *address, int64_t now_ms)
{
    return place->refused > 0 && now_ms - place->since_ms < GUARD_WINDOW_MS &&
           memcmp(place->address, address, GUARD_ADDRESS_BYTES) == 0;
}

bool guard_allows(const struct guard *guard, const unsigned char address[GUARD_ADDRESS_BYTES], int64_t now_ms)
{
    const struct guard_place *place = &guard->places[guard_slot(address)];
    return !guard_is_current(place, address, now_ms) || place->refused < GUARD_REFUSED_MAX;
}

void guard_note(struct guard *guard, const unsigned char address[GUARD_ADDRESS_BYTES], int64_t now_ms)
{
    struct guard_place *place = &guard->places[guard_slot(address)];
    if (client_is_local(address))
        return;
    if (!guard_is_current(place, address, now_ms)) {
        memcpy(place->address, address, GUARD_ADDRESS_BYTES);
        place->since_ms = now_ms;
        place->refused = 0;
    }
    place->refused++;
}
