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

/* What a byte stands for, and 64 for all that stand for nothing. */
static unsigned sextet(char byte)
{
    unsigned const letter = (unsigned)(unsigned char)byte;
    if (letter - 'A' < 26)
        return letter - 'A';
    if (letter - 'a' < 26)
        return letter - 'a' + 26;
    if (letter - '0' < 10)
        return letter - '0' + 52;
    return byte == '+' ? 62 : byte == '/' ? 63 : 64;
}

bool base64_read(struct slice text, unsigned char *bytes, size_t limit, size_t *count)
{
    if (text.length % 4 != 0)
        return false;
    size_t written = 0;
    for (size_t i = 0; i < text.length; i += 4) {
        bool const last = i + 4 == text.length;
        size_t const padding = !last || text.bytes[i + 3] != '=' ? 0 : text.bytes[i + 2] == '=' ? 2 : 1;
        unsigned word = 0;
        for (size_t j = 0; j < 4; j++) {
            unsigned const value = j < 4 - padding ? sextet(text.bytes[i + j]) : 0;
            if (value > 63)
                return false;
            word = word << 6 | value;
        }
        if ((padding == 1 && (word & 0xFFu) != 0) || (padding == 2 && (word & 0xFFFFu) != 0))
            return false;
        for (size_t j = 0; j < 3 - padding; j++) {
            if (written == limit)
                return false;
            bytes[written++] = (unsigned char)(word >> (16 - 8 * j));
        }
    }
    *count = written;
    return true;
}
