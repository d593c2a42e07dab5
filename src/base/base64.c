// SPDX-License-Identifier: Apache-2.0
#include "base/base64.h"

void base64_write(struct buffer *out, const unsigned char *bytes, size_t count)
{
    static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    if (out->full || (count + 2) / 3 * 4 > out->limit - out->length) {
        out->full = true;
        return;
    }
    for (size_t at = 0; at < count; at += 3) {
        size_t const left = count - at;
        unsigned const word = (unsigned)bytes[at] << 16 | (left > 1 ? (unsigned)bytes[at + 1] << 8 : 0u) |
                              (left > 2 ? bytes[at + 2] : 0u);
        buffer_add_byte(out, alphabet[word >> 18]);
        buffer_add_byte(out, alphabet[word >> 12 & 63u]);
        buffer_add_byte(out, left > 1 ? alphabet[word >> 6 & 63u] : '=');
        buffer_add_byte(out, left > 2 ? alphabet[word & 63u] : '=');
    }
}

void base64_write_url(struct buffer *out, const unsigned char *bytes, size_t count)
{
    size_t const start = out->length;
    base64_write(out, bytes, count);
    while (out->length > start && out->bytes[out->length - 1] == '=')
        out->length--;
    for (size_t i = start; i < out->length; i++)
        out->bytes[i] = out->bytes[i] == '+' ? '-' : out->bytes[i] == '/' ? '_' : out->bytes[i];
}

/* What each letter stands for, plus 1; 0 for every other byte. With comparisons in its place `plenary verify` takes more than
 * 2 % longer, because a processor cannot predict them. */
/* clang-format off */
static const unsigned char sextets[256] = {
     0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,
     0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,
     0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, 63,  0,  0,  0, 64,
    53, 54, 55, 56, 57, 58, 59, 60, 61, 62,  0,  0,  0,  0,  0,  0,
     0,  1,  2,  3,  4,  5,  6,  7,  8,  9, 10, 11, 12, 13, 14, 15,
    16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26,  0,  0,  0,  0,  0,
     0, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41,
    42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52,  0,  0,  0,  0,  0,
};
/* clang-format on */

/* Reads four letters, of which the last `padding` are "="; the bits that these leave over must be zero. */
static bool base64_read_quad(const char *quad, size_t padding, unsigned char bytes[3])
{
    unsigned word = 0;
    for (size_t i = 0; i < 4 - padding; i++) {
        unsigned const sextet = sextets[(unsigned char)quad[i]];
        if (sextet == 0)
            return false;
        word = word << 6 | (sextet - 1);
    }
    word <<= 6 * padding;
    bytes[0] = (unsigned char)(word >> 16);
    bytes[1] = (unsigned char)(word >> 8);
    bytes[2] = (unsigned char)word;
    return (padding < 1 || bytes[2] == 0) && (padding < 2 || bytes[1] == 0);
}

bool base64_read(struct slice text, unsigned char *bytes, size_t limit, size_t *count)
{
    *count = 0;
    for (size_t at = 0; at < text.length; at += 4) {
        const char *const quad = text.bytes + at;
        unsigned char three[3];
        if (text.length - at < 4)
            return false;
        bool const padded = at + 4 == text.length && quad[3] == '=';
        size_t const padding = !padded ? 0 : quad[2] == '=' ? 2 : 1, taken = 3 - padding;
        if (taken > limit - *count || !base64_read_quad(quad, padding, three))
            return false;
        memcpy(bytes + *count, three, taken);
        *count += taken;
    }
    return true;
}
