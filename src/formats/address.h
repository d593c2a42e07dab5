// SPDX-License-Identifier: Apache-2.0
/* formats/address.h - an e-mail address, as in a form, a list or an SMTP command.
 *
 * What    LOCAL@DOMAIN of RFC 5321, 4.1.2, with the characters of RFC 6531: a dotted or quoted local part, and a domain of at least
 *         two labels. Comments, folding, display names, [address] literals and surrounding spaces are refused, so that no address
 *         can add a header.
 * How     if (!address_read(text, &address, &error)) return false;
 * Holds   An accepted address contains no control character, no bidirectional override and no line end.
 * Owns    Nothing: the parts point into the text. */
#ifndef FORMATS_ADDRESS_H
#define FORMATS_ADDRESS_H

#include "base/error.h"

enum {
    ADDRESS_BYTES_MAX = 254, /* RFC 5321, 4.5.3.1.3, without the brackets */
    ADDRESS_LOCAL_BYTES_MAX = 64,
    ADDRESS_LABEL_BYTES_MAX = 63
};

struct address {
    struct slice text, local, domain; /* local: with its quotes */
    bool international;               /* the local part is beyond ASCII: only SMTPUTF8 (RFC 6531) can carry it */
};

/* FAULT_ADDRESS with the reason. */
bool address_read(struct slice text, struct address *address, struct error *error);
/* Whether two addresses are the same mailbox on nearly every host: ASCII letters match in either case. */
bool address_equal(struct slice a, struct slice b);

#endif
