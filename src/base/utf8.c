#include "base/utf8.h"

#include <string.h>

enum { BLOCK = 128 };

static bool is_tail(struct slice slice, size_t at)
{
    return at < slice.length && ((unsigned char)slice.bytes[at] & 0xC0u) == 0x80u;
}

static uint32_t tail(struct slice slice, size_t at)
{
    return (unsigned char)slice.bytes[at] & 0x3Fu;
}

size_t utf8_read(struct slice slice, size_t offset, uint32_t *scalar)
{
    if (offset >= slice.length)
        return 0;
    unsigned char const lead = (unsigned char)slice.bytes[offset];
    if (lead < 0x80u) {
        *scalar = lead;
        return 1;
    }
    if (lead >= 0xC2u && lead <= 0xDFu && is_tail(slice, offset + 1)) {
        *scalar = ((lead & 0x1Fu) << 6) | tail(slice, offset + 1);
        return 2;
    }
    if (lead >= 0xE0u && lead <= 0xEFu && is_tail(slice, offset + 1) && is_tail(slice, offset + 2)) {
        *scalar = ((lead & 0x0Fu) << 12) | (tail(slice, offset + 1) << 6) | tail(slice, offset + 2);
        return *scalar < 0x800u || (*scalar >= 0xD800u && *scalar <= 0xDFFFu) ? 0 : 3;
    }
    if (lead >= 0xF0u && lead <= 0xF4u && is_tail(slice, offset + 1) && is_tail(slice, offset + 2) &&
        is_tail(slice, offset + 3)) {
        *scalar = ((lead & 0x07u) << 18) | (tail(slice, offset + 1) << 12) | (tail(slice, offset + 2) << 6) |
                  tail(slice, offset + 3);
        return *scalar < 0x10000u || *scalar > 0x10FFFFu ? 0 : 4;
    }
    return 0;
}

bool utf8_is_plain(uint32_t scalar)
{
    if (scalar < 0x20u || (scalar >= 0x7Fu && scalar <= 0x9Fu))
        return false;
    if (scalar < 0x2028u)
        return true;
    bool const bidirectional = (scalar >= 0x202Au && scalar <= 0x202Eu) || (scalar >= 0x2066u && scalar <= 0x2069u);
    bool const separator = scalar == 0x2028u || scalar == 0x2029u;
    bool const noncharacter = (scalar & 0xFFFEu) == 0xFFFEu || (scalar >= 0xFDD0u && scalar <= 0xFDEFu);
    return !bidirectional && !separator && !noncharacter && scalar != 0xFEFFu;
}

/* Zero when eight bytes are all printable ASCII: none below 0x20, none 0x7F, none above. */
static uint64_t not_plain(const char *bytes)
{
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    uint64_t const high = 0x8080808080808080u;
    uint64_t const below_space = word - 0x2020202020202020u; /* borrows where a byte is below 0x20 */
    uint64_t const above_tilde = word + 0x0101010101010101u; /* carries into the high bit at 0x7F */
    return (word | below_space | above_tilde) & high;
}

size_t utf8_plain_length(struct slice slice)
{
    size_t at = 0;
    while (at < slice.length) {
        const char *const bytes = slice.bytes;
        while (slice.length - at >= 32 && (not_plain(bytes + at) | not_plain(bytes + at + 8) |
                                           not_plain(bytes + at + 16) | not_plain(bytes + at + 24)) == 0)
            at += 32;
        while (slice.length - at >= 8 && not_plain(bytes + at) == 0)
            at += 8;
        /* The last few bytes with some that were seen: most lines are ASCII to their end. */
        if (at == slice.length ||
            (slice.length >= 8 && slice.length - at < 8 && not_plain(bytes + slice.length - 8) == 0))
            return slice.length;
        uint32_t scalar;
        size_t const taken = utf8_read(slice, at, &scalar);
        if (taken == 0 || !utf8_is_plain(scalar))
            break;
        at += taken;
    }
    return at;
}

/* One more than a printable byte is above a space; one more than 0x7F and all after it is negative, or zero. */
static inline bool is_ascii(signed char byte)
{
    return ((signed char)(byte + 1) > ' ') | (byte == '\n');
}

/* BLOCK bytes: one rule for each and a count that is known, which compilers make vectors of. */
static bool block_is_ascii(const char *bytes)
{
    signed char good = -1;
    for (size_t i = 0; i < BLOCK; i++)
        good &= (signed char)-is_ascii((signed char)bytes[i]);
    return good != 0;
}

bool utf8_is_ascii_lines(struct slice slice)
{
    size_t at = 0;
    for (; slice.length - at >= BLOCK; at += BLOCK)
        if (!block_is_ascii(slice.bytes + at))
            return false;
    if (slice.length >= BLOCK) /* the end, with some that was seen */
        return block_is_ascii(slice.bytes + slice.length - BLOCK);
    while (at < slice.length && is_ascii((signed char)slice.bytes[at]))
        at++;
    return at == slice.length;
}

bool utf8_is_valid(struct slice slice)
{
    uint32_t scalar;
    for (size_t at = 0, taken; at < slice.length; at += taken) {
        taken = utf8_read(slice, at, &scalar);
        if (taken == 0)
            return false;
    }
    return true;
}
