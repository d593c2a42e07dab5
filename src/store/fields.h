// SPDX-License-Identifier: Apache-2.0
/* store/fields.h - named values in one text: for sealed data, and for values that no query looks at.
 *
 * What    Each value is "name LENGTH\n", then LENGTH bytes, then "\n". The bytes may be anything.
 * How     fields_add(&out, "email", address);
 *         struct slice const email = fields_get(text, "email");
 * Holds   fields_get works on any bytes: it gives a part of them, or nothing. */
#ifndef STORE_FIELDS_H
#define STORE_FIELDS_H

#include "base/buffer.h"

/* Adds a value; sets `full` when it does not fit. `name`: lower-case letters and underscores. */
void fields_add(struct buffer *out, const char *name, struct slice value);
/* The first value with that name, as a part of `text`; empty when there is none. */
struct slice fields_get(struct slice text, const char *name);
/* Cuts the next pair off `rest`. False at the end, or when the text is malformed. */
bool fields_next(struct slice *rest, struct slice *name, struct slice *value);

#endif
