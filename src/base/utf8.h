/* base/utf8.h - which bytes are text.
 *
 * What    UTF-8 (RFC 3629) and the characters that an act may hold: docs/format.md, "char".
 * Not     Normalization and word boundaries: they come in through record/crypto.h's neighbour, the Unicode table. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "base/slice.h"

/* Reads the scalar at `offset` and says how many bytes it took; 0 where no well-formed one stands. */
size_t utf8_read(struct slice slice, size_t offset, uint32_t *scalar);
/* A scalar that may stand in an act's line: no control, no line separator, no bidirectional override or isolate, no
 * byte order mark, no noncharacter. */
bool utf8_is_plain(uint32_t scalar);
/* Length of the longest beginning that is well-formed and plain; equal to slice.length when all is. Lines of ASCII are
 * read eight bytes at a time. */
size_t utf8_plain_length(struct slice slice);
/* Whether it is lines of printable ASCII alone, as most acts are: then no line of it holds a character that it may not. */
bool utf8_is_ascii_lines(struct slice slice);
/* Whether all of it is well-formed, whatever the scalars. */
bool utf8_is_valid(struct slice slice);

#endif
