// SPDX-License-Identifier: Apache-2.0
/* formats/endpoint.h - the address of another program that receives webhooks.
 *
 * What    https://HOST[:PORT]/PATH[?QUERY] of RFC 3986. The port is 443 or at least 1024. No user or password, no fragment. The host
 *         contains a dot. Whether its network address is public is checked at each call (mail/public_address.h), because names
 *         change.
 * How     if (!endpoint_check(text, false, &error)) return false; */
#ifndef FORMATS_ENDPOINT_H
#define FORMATS_ENDPOINT_H

#include "base/error.h"

enum { ENDPOINT_BYTES_MAX = 1000 };

/* `near` also allows this machine and plain HTTP: for tests and demonstrations. FAULT_ENDPOINT with the reason. */
bool endpoint_check(struct slice text, bool near, struct error *error);

#endif
