// SPDX-License-Identifier: Apache-2.0
/* mail/public_address.h - whether a network address is public, so that nobody can make this machine call its own network.
 *
 * What    The check is on the address of the connection itself, when it is made, so DNS changes, redirects and odd spellings do not
 *         matter. Follows IANA's registries of special-purpose addresses (RFC 6890). Of IPv6 only global unicast (2000::/3) is
 *         public, without addresses that contain an IPv4 address. */
#ifndef MAIL_PUBLIC_ADDRESS_H
#define MAIL_PUBLIC_ADDRESS_H

#include <stdbool.h>

struct sockaddr;

bool public_address_is(const struct sockaddr *address);
/* 127.0.0.0/8 and ::1. */
bool public_address_is_loopback(const struct sockaddr *address);

#endif
