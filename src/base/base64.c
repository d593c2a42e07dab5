#include "base/base64.h"

enum { BLOCK = 32 };

static void write_quad(char *quad, unsigned word)
{
    static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    quad[0] = alphabet[word >> 18];
    quad[1] = alphabet[word >> 12 & 63u];
    quad[2] = alphabet[word >> 6 & 63u];
    quad[3] = alphabet[word & 63u];
}

void base64_write(struct buffer *out, const unsigned char *bytes, size_t count)
{
    size_t const length = (count + 2) / 3 * 4;
    if (out->full || length > out->limit - out->length) {
        out->full = true;
        return;
    }
    char *quad = out->bytes + out->length;
    out->length += length;
    for (; count >= 3; count -= 3, bytes += 3, quad += 4)
        write_quad(quad, (unsigned)bytes[0] << 16 | (unsigned)bytes[1] << 8 | bytes[2]);
    if (count == 0)
        return;
    write_quad(quad, (unsigned)bytes[0] << 16 | (count > 1 ? (unsigned)bytes[1] << 8 : 0u));
    memset(quad + 1 + count, '=', 3 - count);
}

/* What a letter stands for; 0 for all that is none, the padding among them. */
/* clang-format off */
static const unsigned char sextets[256] = {
     0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,
     0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,
     0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, 62,  0,  0,  0, 63,
    52, 53, 54, 55, 56, 57, 58, 59, 60, 61,  0,  0,  0,  0,  0,  0,
     0,  0,  1,  2,  3,  4,  5,  6,  7,  8,  9, 10, 11, 12, 13, 14,
    15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25,  0,  0,  0,  0,  0,
     0, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40,
    41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51,  0,  0,  0,  0,  0,
};
/* clang-format on */

static unsigned sextet(char byte)
{
    return sextets[(unsigned char)byte];
}

static inline bool is_letter(unsigned char byte)
{
    return ((unsigned char)((byte | 0x20u) - 'a') < 26) | ((unsigned char)(byte - '0') < 10) | (byte == '+') |
           (byte == '/');
}

/* BLOCK bytes: one rule for each and a count that is known, which compilers make vectors of. */
static bool block_is_letters(const char *bytes)
{
    unsigned char good = 0xFF;
    for (size_t i = 0; i < BLOCK; i++)
        good &= (unsigned char)-is_letter((unsigned char)bytes[i]);
    return good != 0;
}

static bool are_letters(struct slice text)
{
    size_t at = 0;
    for (; text.length - at >= BLOCK; at += BLOCK)
        if (!block_is_letters(text.bytes + at))
            return false;
    if (text.length >= BLOCK) /* the end, with some that was seen */
        return block_is_letters(text.bytes + text.length - BLOCK);
    while (at < text.length && is_letter((unsigned char)text.bytes[at]))
        at++;
    return at == text.length;
}

/* Whether the text is canonical; *count is how many bytes it holds. */
static bool is_canonical(struct slice text, size_t *count)
{
    *count = text.length / 4 * 3;
    if (text.length == 0)
        return true;
    if (text.length % 4 != 0)
        return false;
    const char *const last = text.bytes + text.length - 4;
    size_t const padding = last[3] != '=' ? 0 : last[2] == '=' ? 2 : 1;
    *count -= padding;
    if (!are_letters(slice_part(text, 0, text.length - padding)))
        return false;
    return padding == 0 || (padding == 1 ? (sextet(last[2]) & 3u) == 0 : (sextet(last[1]) & 15u) == 0);
}

/* Reads `count` bytes of a text that is canonical and holds as many. */
static void read_quads(struct slice text, unsigned char *bytes, size_t count)
{
    const char *quad = text.bytes;
    for (size_t at = 0; at < count; at += 3, quad += 4) {
        unsigned const word = sextet(quad[0]) << 18 | sextet(quad[1]) << 12 | sextet(quad[2]) << 6 | sextet(quad[3]);
        bytes[at] = (unsigned char)(word >> 16);
        if (at + 1 < count)
            bytes[at + 1] = (unsigned char)(word >> 8);
        if (at + 2 < count)
            bytes[at + 2] = (unsigned char)word;
    }
}

bool base64_read_start(struct slice text, unsigned char *bytes, size_t wanted, size_t *count)
{
    if (!is_canonical(text, count))
        return false;
    read_quads(text, bytes, wanted < *count ? wanted : *count);
    return true;
}

bool base64_read(struct slice text, unsigned char *bytes, size_t limit, size_t *count)
{
    if (!is_canonical(text, count) || *count > limit)
        return false;
    read_quads(text, bytes, *count);
    return true;
}
