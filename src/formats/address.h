/* formats/address.h - an e-mail address, as it may stand in a form, a list or an SMTP command.
 *
 * What    LOCAL@DOMAIN of RFC 5321, 4.1.2, with the characters of RFC 6531: a dotted or quoted local part and a domain of at least
 *         two labels. No comment, no folding, no name before it, no [address], no space beside it: what is not an address
 *         and nothing else is refused, so that none can carry a header.
 * Holds   An address that was read holds no control character, no bidirectional override, no line end. */
#ifndef FORMATS_ADDRESS_H
#define FORMATS_ADDRESS_H

#include "base/error.h"

enum {
    ADDRESS_BYTES_MAX = 254, /* RFC 5321, 4.5.3.1.3, without the brackets */
    ADDRESS_LOCAL_BYTES_MAX = 64,
    ADDRESS_LABEL_BYTES_MAX = 63
};

struct address {
    struct slice text, local, domain; /* local with its quotes */
    bool international; /* the local part is beyond ASCII: only SMTPUTF8 (RFC 6531) carries it. A domain has a form in
                                         ASCII always (RFC 5891) */
};

/* FAULT_ADDRESS, which says what is wrong. */
bool address_read(struct slice text, struct address *address, struct error *error);
/* Whether two are one mailbox as nearly every host takes it: letters of ASCII in either case. */
bool address_equal(struct slice a, struct slice b);

#endif
