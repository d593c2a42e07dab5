// SPDX-License-Identifier: Apache-2.0
#include "base/utf8.h"

static bool utf8_is_tail(struct slice slice, size_t at)
{
    return at < slice.length && ((unsigned char)slice.bytes[at] & 0xC0u) == 0x80u;
}

static uint32_t utf8_tail(struct slice slice, size_t at)
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
    if (lead >= 0xC2u && lead <= 0xDFu && utf8_is_tail(slice, offset + 1)) {
        *scalar = ((lead & 0x1Fu) << 6) | utf8_tail(slice, offset + 1);
        return 2;
    }
    if (lead >= 0xE0u && lead <= 0xEFu && utf8_is_tail(slice, offset + 1) && utf8_is_tail(slice, offset + 2)) {
        *scalar = ((lead & 0x0Fu) << 12) | (utf8_tail(slice, offset + 1) << 6) | utf8_tail(slice, offset + 2);
        return *scalar < 0x800u || (*scalar >= 0xD800u && *scalar <= 0xDFFFu) ? 0 : 3;
    }
    if (lead >= 0xF0u && lead <= 0xF4u && utf8_is_tail(slice, offset + 1) && utf8_is_tail(slice, offset + 2) &&
        utf8_is_tail(slice, offset + 3)) {
        *scalar = ((lead & 0x07u) << 18) | (utf8_tail(slice, offset + 1) << 12) | (utf8_tail(slice, offset + 2) << 6) |
                  utf8_tail(slice, offset + 3);
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

size_t utf8_plain_length(struct slice slice)
{
    uint32_t scalar;
    size_t at = 0;
    for (size_t taken; at < slice.length; at += taken) {
        taken = utf8_read(slice, at, &scalar);
        if (taken == 0 || !utf8_is_plain(scalar))
            break;
    }
    return at;
}

bool utf8_is_ascii(struct slice slice)
{
    for (size_t i = 0; i < slice.length; i++)
        if ((unsigned char)slice.bytes[i] > 0x7Fu)
            return false;
    return true;
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
