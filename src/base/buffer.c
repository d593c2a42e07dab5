// SPDX-License-Identifier: Apache-2.0
#include "base/buffer.h"

#include <string.h>

void buffer_add_text(struct buffer *buffer, const char *text)
{
    buffer_add(buffer, slice_of(text));
}

void buffer_add_number(struct buffer *buffer, uint64_t number)
{
    buffer_add_padded(buffer, number, 1);
}

void buffer_add_padded(struct buffer *buffer, uint64_t number, unsigned width)
{
    char digits[32];
    size_t at = sizeof digits;
    do {
        digits[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    while (sizeof digits - at < width && at > 0)
        digits[--at] = '0';
    buffer_add(buffer, (struct slice){ digits + at, sizeof digits - at });
}

struct slice buffer_slice(const struct buffer *buffer)
{
    return (struct slice){ buffer->bytes, buffer->length };
}

void buffer_clear(struct buffer *buffer)
{
    buffer->length = 0;
    buffer->full = false;
}
