/* base/base64.h - RFC 4648 base64: standard alphabet, padded, and canonical: stray low bits and anything that
 * base64_write would not write are refused, so that a signature line has one spelling (C2SP signed-note allows more). */
#ifndef BASE_BASE64_H
#define BASE_BASE64_H

#include "base/buffer.h"

/* Adds all of it or nothing. */
void base64_write(struct buffer *out, const unsigned char *bytes, size_t count);
/* Reads the first `wanted` bytes at most of a text that is looked at whole; *count is how many bytes it holds. False when it
 * is not canonical. */
bool base64_read_start(struct slice text, unsigned char *bytes, size_t wanted, size_t *count);
/* Reads into `bytes`, at most `limit`; *count is how many. False when not canonical or more than `limit`. */
bool base64_read(struct slice text, unsigned char *bytes, size_t limit, size_t *count);

#endif
