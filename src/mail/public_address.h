/* mail/public_address.h - whether a network address is a public one, so that nobody can have this machine call its own network.
 *
 * What    Asked of the very address that a connection goes to, when it goes there: a name that has changed, a redirect or an
 *         odd spelling changes nothing. From the registers of special-purpose addresses (IANA, RFC 6890), and of IPv6 only
 *         what is given out for the world (2000::/3), without what carries an IPv4 address within it. */
#ifndef MAIL_PUBLIC_ADDRESS_H
#define MAIL_PUBLIC_ADDRESS_H

#include <stdbool.h>

struct sockaddr;

bool public_address_is(const struct sockaddr *address);
/* This machine's own: 127.0.0.0/8, ::1. */
bool public_address_is_loopback(const struct sockaddr *address);

#endif
