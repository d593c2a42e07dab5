// SPDX-License-Identifier: Apache-2.0
#include "room/unicode.h"

#include <stdlib.h>
#include <string.h>
#include <uninorm.h>

/* Below U+0300 every character is in NFC with whatever stands beside it: no byte of theirs is 0xCC or more. */
static bool unicode_is_plain(struct slice text)
{
    for (size_t i = 0; i < text.length; i++)
        if ((unsigned char)text.bytes[i] >= 0xCC)
            return false;
    return true;
}

static bool unicode_line_is_nfc(struct slice line)
{
    uint8_t memory[1024];
    size_t length = sizeof memory;
    if (unicode_is_plain(line))
        return true;
    uint8_t *const normal = u8_normalize(UNINORM_NFC, (const uint8_t *)line.bytes, line.length, memory, &length);
    if (normal == NULL)
        return false;
    bool const same = length == line.length && memcmp(normal, line.bytes, length) == 0;
    if (normal != memory)
        free(normal);
    return same;
}

/* Nothing composes across a line feed, so that lines can be asked one by one. */
bool unicode_is_nfc(struct slice text, uint32_t *line)
{
    struct slice rest = text, piece;
    for (uint32_t number = 1; slice_next(&rest, '\n', &piece); number++) {
        if (unicode_line_is_nfc(piece))
            continue;
        if (line != NULL)
            *line = number;
        return false;
    }
    return true;
}
