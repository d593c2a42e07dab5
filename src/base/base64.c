#include "base/base64.h"

void base64_write(struct buffer *out, const unsigned char *bytes, size_t count)
{
    static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < count; i += 3) {
        size_t const left = count - i;
        unsigned const word = (unsigned)bytes[i] << 16 | (left > 1 ? (unsigned)bytes[i + 1] << 8 : 0u) |
                              (left > 2 ? (unsigned)bytes[i + 2] : 0u);
        buffer_add_byte(out, alphabet[word >> 18]);
        buffer_add_byte(out, alphabet[word >> 12 & 63u]);
        buffer_add_byte(out, left > 1 ? alphabet[word >> 6 & 63u] : '=');
        buffer_add_byte(out, left > 2 ? alphabet[word & 63u] : '=');
    }
}

/* One more than what a byte stands for; 0 for all that stand for nothing. */
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

/* Above 63 when the byte stands for nothing. */
static unsigned sextet(char byte)
{
    return sextets[(unsigned char)byte] - 1u;
}

/* All quads but the last have four letters and give three bytes. False where one has not. */
static bool read_whole_quads(struct slice text, unsigned char *bytes)
{
    unsigned bad = 0;
    for (size_t i = 0; i < text.length; i += 4, bytes += 3) {
        unsigned const a = sextet(text.bytes[i]), b = sextet(text.bytes[i + 1]), c = sextet(text.bytes[i + 2]),
                       d = sextet(text.bytes[i + 3]);
        unsigned const word = a << 18 | b << 12 | c << 6 | d;
        bad |= a | b | c | d;
        bytes[0] = (unsigned char)(word >> 16);
        bytes[1] = (unsigned char)(word >> 8);
        bytes[2] = (unsigned char)word;
    }
    return bad < 64;
}

bool base64_read(struct slice text, unsigned char *bytes, size_t limit, size_t *count)
{
    *count = 0;
    if (text.length == 0)
        return true;
    size_t const whole = text.length - 4;
    if (text.length % 4 != 0 || whole / 4 * 3 > limit || !read_whole_quads(slice_part(text, 0, whole), bytes))
        return false;
    const char *const last = text.bytes + whole;
    size_t const padding = last[3] != '=' ? 0 : last[2] == '=' ? 2 : 1;
    size_t written = whole / 4 * 3;
    unsigned word = 0;
    for (size_t j = 0; j < 4; j++) {
        unsigned const value = j < 4 - padding ? sextet(last[j]) : 0;
        if (value > 63)
            return false;
        word = word << 6 | value;
    }
    if ((padding == 1 && (word & 0xFFu) != 0) || (padding == 2 && (word & 0xFFFFu) != 0) ||
        written + 3 - padding > limit)
        return false;
    for (size_t j = 0; j < 3 - padding; j++)
        bytes[written++] = (unsigned char)(word >> (16 - 8 * j));
    *count = written;
    return true;
}
