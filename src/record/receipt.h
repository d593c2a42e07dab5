// SPDX-License-Identifier: Apache-2.0
/* record/receipt.h - a person's proof that their message was counted, which says nothing to anybody else.
 *
 * What    commitment = SHA-256("plenary/receipt/1" LF origin LF campaign LF place LF secret in hex LF address LF)
 *         secret     = SHA-256("plenary/receipt-secret/1" LF token)
 *         The token is that of the person's private page; the address is the one they confirmed, ASCII letters in lower case. The
 *         commitment stands in a count.commit of the public log. The address is in it so that two people cannot be given one and
 *         the same receipt: each looks for a different one.
 *         The file that a person keeps:
 *             plenary/receipt/1
 *             conference: HOST/NAME
 *             campaign: CODE
 *             place: CODE
 *             secret: 64 hex digits
 *             address: their own, which they write in themselves
 * How     receipt_secret(token, crypto, &secret);
 *         receipt_commit(&receipt, crypto, &commitment);
 * Holds   receipt_parse takes nothing that receipt_write would not give back.
 * Owns    Nothing: slices point into the bytes that were parsed. */
#ifndef RECORD_RECEIPT_H
#define RECORD_RECEIPT_H

#include "base/error.h"
#include "record/crypto.h"

enum { RECEIPT_ADDRESS_BYTES_MAX = 320 /* RFC 5321: 64, "@" and 255 */, RECEIPT_BYTES_MAX = 1024 };

struct receipt {
    struct slice origin, campaign, place, address;
    struct hash secret;
};

void receipt_secret(struct slice token, const struct crypto *crypto, struct hash *secret);
/* False when the address is too long or empty. */
bool receipt_commit(const struct receipt *receipt, const struct crypto *crypto, struct hash *commitment);
/* Takes any bytes. FAULT_RECEIPT. */
bool receipt_parse(struct slice bytes, struct receipt *receipt, struct error *error);
/* An empty address leaves its line to be filled in. */
void receipt_write(const struct receipt *receipt, struct buffer *out);

#endif
