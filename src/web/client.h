// SPDX-License-Identifier: Apache-2.0
/* web/client.h - the network address of the sender.
 *
 * What    The peer address of the connection, IPv4 mapped into IPv6. If the peer is this machine, it is a reverse proxy: the
 *         sender is then the last address in X-Forwarded-For, which the proxy added. The header is ignored from any other
 *         peer.
 * Threads Any. */
#ifndef WEB_CLIENT_H
#define WEB_CLIENT_H

#include "base/slice.h"

enum { CLIENT_ADDRESS_BYTES = 16 };

struct MHD_Connection;

void client_address(struct MHD_Connection *connection, unsigned char address[CLIENT_ADDRESS_BYTES]);
/* Reads the last address of a list: the second of "203.0.113.9, 2001:db8::1". Returns false and writes nothing if it is not one. */
bool client_forwarded(struct slice list, unsigned char address[CLIENT_ADDRESS_BYTES]);
bool client_is_local(const unsigned char address[CLIENT_ADDRESS_BYTES]);

#endif
