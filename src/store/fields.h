/* store/fields.h - named values in one text, for what is sealed and what a table need not look into.
 *
 * What    "name LENGTH\n" then LENGTH bytes and "\n", again and again. Values are any bytes.
 * How     fields_add(&out, "email", address); ... struct slice email = fields_get(text, "email");
 * Holds   fields_get is total: of any bytes it gives a part of them, or nothing. */
#ifndef STORE_FIELDS_H
#define STORE_FIELDS_H

#include "base/buffer.h"

/* Adds a value; the buffer is full where it does not fit. `name`: lower-case letters and underscores. */
void fields_add(struct buffer *out, const char *name, struct slice value);
/* The first value of that name, within `text`; empty where there is none. */
struct slice fields_get(struct slice text, const char *name);
/* Cuts the next pair off `rest`. False at the end or where the text is none of ours. */
bool fields_next(struct slice *rest, struct slice *name, struct slice *value);

#endif
