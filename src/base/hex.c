// SPDX-License-Identifier: Apache-2.0
#include "base/hex.h"

void hex_write(struct buffer *out, const unsigned char *bytes, size_t count)
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < count; i++) {
        buffer_add_byte(out, digits[bytes[i] >> 4]);
        buffer_add_byte(out, digits[bytes[i] & 0x0Fu]);
    }
}

static bool hex_read_digit(char byte, unsigned *value)
{
    if (byte >= '0' && byte <= '9')
        *value = (unsigned)(byte - '0');
    else if (byte >= 'a' && byte <= 'f')
        *value = (unsigned)(byte - 'a') + 10;
    else
        return false;
    return true;
}

bool hex_read(struct slice text, unsigned char *bytes, size_t count)
{
    if (text.length != 2 * count)
        return false;
    for (size_t i = 0; i < count; i++) {
        unsigned high, low;
        if (!hex_read_digit(text.bytes[2 * i], &high) || !hex_read_digit(text.bytes[2 * i + 1], &low))
            return false;
        bytes[i] = (unsigned char)(high << 4 | low);
    }
    return true;
}
