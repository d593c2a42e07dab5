// SPDX-License-Identifier: Apache-2.0
#include "base/slice.h"

#include <string.h>

#include "base/limits.h"

struct slice slice_of(const char *text)
{
    return (struct slice){ text != NULL ? text : "", text != NULL ? strlen(text) : 0 };
}

bool slice_is_empty(struct slice slice)
{
    return slice.length == 0;
}

int slice_compare(struct slice a, struct slice b)
{
    size_t const common = a.length < b.length ? a.length : b.length;
    int const order = common > 0 ? memcmp(a.bytes, b.bytes, common) : 0;
    if (order != 0)
        return order;
    return a.length < b.length ? -1 : a.length > b.length;
}

bool slice_number(struct slice slice, uint64_t *number)
{
    if (slice.length == 0 || slice.length > NUMBER_DIGITS_MAX || (slice.bytes[0] == '0' && slice.length > 1))
        return false;
    uint64_t value = 0;
    for (size_t i = 0; i < slice.length; i++) {
        if (slice.bytes[i] < '0' || slice.bytes[i] > '9')
            return false;
        value = value * 10 + (uint64_t)(slice.bytes[i] - '0');
    }
    *number = value;
    return true;
}
