// SPDX-License-Identifier: Apache-2.0
/* base/base64.h - RFC 4648 base64, canonical: one spelling for each value.
 *
 * What    The standard alphabet with padding. What base64_write would not write is refused, stray low bits included, so that a
 *         signature line has one spelling (C2SP signed-note allows more). */
#ifndef BASE_BASE64_H
#define BASE_BASE64_H

#include "base/buffer.h"

/* Adds all of it or nothing. */
void base64_write(struct buffer *out, const unsigned char *bytes, size_t count);
/* The same in the alphabet for addresses, without padding (RFC 4648, 5). */
void base64_write_url(struct buffer *out, const unsigned char *bytes, size_t count);
/* Reads into `bytes`; *count is how many there are. False when the text is not canonical or holds more than `limit`. */
bool base64_read(struct slice text, unsigned char *bytes, size_t limit, size_t *count);

#endif
