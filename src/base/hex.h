// SPDX-License-Identifier: Apache-2.0
/* base/hex.h - bytes as lower-case hexadecimal digits, two per byte; upper case is refused. */
#ifndef BASE_HEX_H
#define BASE_HEX_H

#include "base/buffer.h"

void hex_write(struct buffer *out, const unsigned char *bytes, size_t count);
/* Reads exactly `count` bytes from 2 * count digits; false on anything else. */
bool hex_read(struct slice text, unsigned char *bytes, size_t count);

#endif
