// SPDX-License-Identifier: Apache-2.0
/* web/assets.h - the files of static/, compiled in (tool/assets.c).
 *
 * What    A file's name has the hash of its bytes, so it may be kept for ever; views say {@asset plenary.css}. */
#ifndef WEB_ASSETS_H
#define WEB_ASSETS_H

#include "base/slice.h"

struct asset {
    const char *name; /* "plenary.0123456789abcdef.css" */
    const char *type;
    struct slice bytes, packed; /* packed by gzip; empty where that gains nothing */
};

extern const struct asset assets[];
extern const size_t asset_count;

/* The file of that name, or NULL. */
const struct asset *asset_find(struct slice name);

#endif
