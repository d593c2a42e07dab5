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

/* The six bits that a letter stands for, or -1. */
static int base64_sextet(char letter)
{
    if (letter >= 'A' && letter <= 'Z')
        return letter - 'A';
    if (letter >= 'a' && letter <= 'z')
        return letter - 'a' + 26;
    if (letter >= '0' && letter <= '9')
        return letter - '0' + 52;
    return letter == '+' ? 62 : letter == '/' ? 63 : -1;
}

/* Reads four letters, of which the last `padding` are "="; the bits that these leave over must be zero. */
static bool base64_read_quad(const char *quad, size_t padding, unsigned char bytes[3])
{
    unsigned word = 0;
    for (size_t i = 0; i < 4; i++) {
        int const sextet = i < 4 - padding ? base64_sextet(quad[i]) : 0;
        if (sextet < 0)
            return false;
        word = word << 6 | (unsigned)sextet;
    }
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
