/* base/slice.h - a stretch of bytes that somebody else owns.
 *
 * What    A pointer and a length; nothing in the core needs a NUL at the end.
 * How     slice_equal(act.by, SLICE("chair"))
 * Owns    Nothing: a slice is good as long as what it points into.
 * Not     Writing: buffer.h. Keeping: arena.h. */
#ifndef BASE_SLICE_H
#define BASE_SLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct slice {
    const char *bytes;
    size_t length;
};

/* The smallest functions are inline: all reading is made of them. */

/* A slice of a string literal. */
#define SLICE(literal) ((struct slice){ "" literal, sizeof(literal) - 1 })
/* For printf("%.*s"): length and pointer of a slice whose length is below INT_MAX. */
#define SLICE_ARGS(slice) (int)(slice).length, (slice).bytes

/* Whether two stretches of that many bytes are the same. Most names and codes are short, and a call takes longer than comparing:
 * their first bytes and their last are compared as words, of which some may be compared twice. */
static inline bool bytes_equal(const char *a, const char *b, size_t length)
{
    if (length > 32)
        return memcmp(a, b, length) == 0;
    if (length > 16)
        return memcmp(a, b, 16) == 0 && memcmp(a + length - 16, b + length - 16, 16) == 0;
    if (length >= 8)
        return memcmp(a, b, 8) == 0 && memcmp(a + length - 8, b + length - 8, 8) == 0;
    if (length >= 4)
        return memcmp(a, b, 4) == 0 && memcmp(a + length - 4, b + length - 4, 4) == 0;
    return length == 0 || (a[0] == b[0] && a[length / 2] == b[length / 2] && a[length - 1] == b[length - 1]);
}

/* Copies that many bytes; short ones in the same way, some twice. */
static inline void bytes_copy(char *to, const char *from, size_t length)
{
    if (length > 32) {
        memcpy(to, from, length);
    } else if (length > 16) {
        memcpy(to, from, 16);
        memcpy(to + length - 16, from + length - 16, 16);
    } else if (length >= 8) {
        memcpy(to, from, 8);
        memcpy(to + length - 8, from + length - 8, 8);
    } else if (length >= 4) {
        memcpy(to, from, 4);
        memcpy(to + length - 4, from + length - 4, 4);
    } else if (length > 0) {
        to[0] = from[0];
        to[length / 2] = from[length / 2];
        to[length - 1] = from[length - 1];
    }
}

/* A slice of a NUL-terminated string; of NULL an empty one. */
struct slice slice_of(const char *text);
bool slice_is_empty(struct slice slice);
static inline bool slice_equal(struct slice a, struct slice b)
{
    return a.length == b.length && bytes_equal(a.bytes, b.bytes, a.length);
}
/* Order by byte, a shorter one before the longer that it begins: below, equal to or above 0. */
int slice_compare(struct slice a, struct slice b);
/* The part from `from` up to but not including `to`, each cut back to the slice's length. */
static inline struct slice slice_part(struct slice slice, size_t from, size_t to)
{
    size_t const end = to < slice.length ? to : slice.length;
    size_t const start = from < end ? from : end;
    return (struct slice){ slice.bytes != NULL ? slice.bytes + start : "", end - start };
}
static inline bool slice_begins(struct slice slice, struct slice with)
{
    return slice.length >= with.length && slice_equal(slice_part(slice, 0, with.length), with);
}
static inline bool slice_ends(struct slice slice, struct slice with)
{
    return slice.length >= with.length &&
           slice_equal(slice_part(slice, slice.length - with.length, slice.length), with);
}
/* Index of the first `byte` at or after `from`, or the slice's length when there is none. */
static inline size_t slice_find(struct slice slice, char byte, size_t from)
{
    if (from >= slice.length)
        return slice.length;
    const char *const found = memchr(slice.bytes + from, byte, slice.length - from);
    return found != NULL ? (size_t)(found - slice.bytes) : slice.length;
}
/* Cuts the next piece up to `byte` off `rest` (piece without it). False when nothing was left. "a\n" gives "a" once. */
static inline bool slice_next(struct slice *rest, char byte, struct slice *piece)
{
    *piece = *rest;
    if (rest->length == 0)
        return false;
    size_t const end = slice_find(*rest, byte, 0);
    *piece = slice_part(*rest, 0, end);
    *rest = slice_part(*rest, end + 1, rest->length);
    return true;
}
/* The small letter of a capital one of ASCII; any other byte as it is. */
static inline char ascii_lower(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte;
}
/* Whether they are one text, capital letters of ASCII and small ones being the same. */
static inline bool slice_equal_caseless(struct slice a, struct slice b)
{
    bool equal = a.length == b.length;
    for (size_t i = 0; equal && i < a.length; i++)
        equal = ascii_lower(a.bytes[i]) == ascii_lower(b.bytes[i]);
    return equal;
}
/* Decimal digits alone, no sign, no leading zero, at most NUMBER_DIGITS_MAX; false on anything else. */
bool slice_number(struct slice slice, uint64_t *number);

#endif
