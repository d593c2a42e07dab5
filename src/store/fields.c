// SPDX-License-Identifier: Apache-2.0
#include "store/fields.h"

void fields_add(struct buffer *out, const char *name, struct slice value)
{
    buffer_add_text(out, name);
    buffer_add_byte(out, ' ');
    buffer_add_number(out, value.length);
    buffer_add_byte(out, '\n');
    buffer_add(out, value);
    buffer_add_byte(out, '\n');
}

bool fields_next(struct slice *rest, struct slice *name, struct slice *value)
{
    uint64_t length;
    size_t const space = slice_find(*rest, ' ', 0), end = slice_find(*rest, '\n', 0);
    if (space >= end || end == rest->length || !slice_number(slice_part(*rest, space + 1, end), &length) ||
        length >= rest->length - end - 1 || rest->bytes[end + 1 + length] != '\n')
        return false;
    *name = slice_part(*rest, 0, space);
    *value = slice_part(*rest, end + 1, end + 1 + (size_t)length);
    *rest = slice_part(*rest, end + 2 + (size_t)length, rest->length);
    return true;
}

struct slice fields_get(struct slice text, const char *name)
{
    struct slice each, value;
    while (fields_next(&text, &each, &value))
        if (slice_equal(each, slice_of(name)))
            return value;
    return SLICE("");
}
