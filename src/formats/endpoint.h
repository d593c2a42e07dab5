/* formats/endpoint.h - an address to which programs of others want to be told: an https address and nothing odd.
 *
 * What    https://HOST[:PORT]/PATH[?QUERY] of RFC 3986; the port is 443 or at least 1024; no name or password, no fragment; a host
 *         with a dot. What it leads to is looked at when it is called (mail/public_address.h): names change.
 * How     if (!endpoint_check(text, false, &error)) ... */
#ifndef FORMATS_ENDPOINT_H
#define FORMATS_ENDPOINT_H

#include "base/error.h"

enum { ENDPOINT_BYTES_MAX = 1000 };

/* `near`: this machine may be called too, and without TLS: for tests and demonstrations. FAULT_ENDPOINT says what is wrong. */
bool endpoint_check(struct slice text, bool near, struct error *error);

#endif
