// SPDX-License-Identifier: Apache-2.0
/* base/slice.h - a pointer and a length: bytes that somebody else owns.
 *
 * What    Nothing in the core needs a NUL at the end.
 * How     bool const same = slice_equal(text, SLICE("chair"));
 * Owns    Nothing: a slice is valid as long as the memory it points into.
 * Not     Writing: base/buffer.h. Keeping: base/arena.h. */
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

/* A slice of a string literal. */
#define SLICE(literal) ((struct slice){ "" literal, sizeof(literal) - 1 })
/* For printf("%.*s"): length and pointer of a slice whose length fits an int. */
#define SLICE_ARGS(slice) (int)(slice).length, (slice).bytes

/* A slice of a NUL-terminated string; NULL gives an empty one. */
struct slice slice_of(const char *text);
bool slice_is_empty(struct slice slice);
static inline bool slice_equal(struct slice a, struct slice b)
{
    return a.length == b.length && (a.length == 0 || memcmp(a.bytes, b.bytes, a.length) == 0);
}
/* Below, equal to or above 0: compares byte by byte; a prefix comes before what it is a prefix of. */
int slice_compare(struct slice a, struct slice b);
/* The part from index `from` up to but not including `to`; both are cut back to the slice's length. */
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
/* Cuts the next piece off the front of `rest`, up to `byte` and without it. False when nothing is left: "a\n" gives "a" once. */
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
/* An ASCII capital as its small letter; any other byte unchanged. */
static inline char ascii_lower(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte;
}
/* Whether two texts are equal when the case of ASCII letters is ignored. */
static inline bool slice_equal_caseless(struct slice a, struct slice b)
{
    bool equal = a.length == b.length;
    for (size_t i = 0; equal && i < a.length; i++)
        equal = ascii_lower(a.bytes[i]) == ascii_lower(b.bytes[i]);
    return equal;
}
/* Reads a decimal number: digits only, no sign, no leading zero, at most NUMBER_DIGITS_MAX. False on anything else. */
bool slice_number(struct slice slice, uint64_t *number);

#endif
