// SPDX-License-Identifier: Apache-2.0
/* web/client.h - the network address of whoever sends.
 *
 * What    The other end of the connection, IPv4 mapped into IPv6. Where that is this machine itself, a reverse proxy stands
 *         before the server: then the last address of X-Forwarded-For, which the proxy added, is the sender's. From any
 *         other end the header is not believed.
 * Threads Any. */
#ifndef WEB_CLIENT_H
#define WEB_CLIENT_H

#include "base/slice.h"

enum { CLIENT_ADDRESS_BYTES = 16 };

struct MHD_Connection;

void client_address(struct MHD_Connection *connection, unsigned char address[CLIENT_ADDRESS_BYTES]);
/* The last of a list of addresses: of "203.0.113.9, 2001:db8::1" the second. False, and nothing written, where it is none. */
bool client_forwarded(struct slice list, unsigned char address[CLIENT_ADDRESS_BYTES]);
bool client_is_local(const unsigned char address[CLIENT_ADDRESS_BYTES]);

#endif
