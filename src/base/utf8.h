// SPDX-License-Identifier: Apache-2.0
/* base/utf8.h - which bytes are text.
 *
 * What    UTF-8 (RFC 3629) and the characters that an act may hold: docs/format.md, "char".
 * Not     Normalization and word boundaries: room/unicode.h. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "base/slice.h"

/* Reads the scalar at `offset` and says how many bytes it took; 0 when no well-formed one stands there. */
size_t utf8_read(struct slice slice, size_t offset, uint32_t *scalar);
/* Whether a line of an act may hold the scalar: no control, no line separator, no bidirectional override or isolate, no
 * byte order mark, no noncharacter. */
bool utf8_is_plain(uint32_t scalar);
/* Length of the longest prefix that is well-formed and plain: slice.length when all of it is. */
size_t utf8_plain_length(struct slice slice);
bool utf8_is_ascii(struct slice slice);
/* Whether all of it is well-formed, plain or not. */
bool utf8_is_valid(struct slice slice);

#endif
