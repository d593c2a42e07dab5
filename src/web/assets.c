// SPDX-License-Identifier: Apache-2.0
#include "web/assets.h"

const struct asset *asset_find(struct slice name)
{
    for (size_t i = 0; i < asset_count; i++)
        if (slice_equal(slice_of(assets[i].name), name))
            return &assets[i];
    return NULL;
}
