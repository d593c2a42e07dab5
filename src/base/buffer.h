// SPDX-License-Identifier: Apache-2.0
/* base/buffer.h - text that grows up to a fixed limit.
 *
 * How     char memory[256];
 *         struct buffer out = BUFFER(memory);
 *         buffer_add(&out, SLICE("DOC "));
 *         buffer_add_number(&out, 27);
 *         if (out.full) return false;
 *         struct slice const text = buffer_slice(&out);
 * Holds   length <= limit. `full` is sticky: write a whole page, then check once.
 * Owns    Nothing: the memory is the caller's.
 * Not     HTML and JSON: web/html.h and web/json.h, which write through this. */
#ifndef BASE_BUFFER_H
#define BASE_BUFFER_H

#include "base/slice.h"

struct buffer {
    char *bytes;
    size_t length, limit;
    bool full; /* something did not fit; it and all that followed was left out */
};

/* An empty buffer over an array. */
#define BUFFER(array) ((struct buffer){ (array), 0, sizeof(array), false })

/* Adds all of it or nothing, so that no word is cut. */
static inline void buffer_add(struct buffer *buffer, struct slice more)
{
    if (buffer->full || more.length > buffer->limit - buffer->length) {
        buffer->full = true;
        return;
    }
    if (more.length > 0)
        memcpy(buffer->bytes + buffer->length, more.bytes, more.length);
    buffer->length += more.length;
}
void buffer_add_text(struct buffer *buffer, const char *text);
static inline void buffer_add_byte(struct buffer *buffer, char byte)
{
    if (buffer->full || buffer->length == buffer->limit)
        buffer->full = true;
    else
        buffer->bytes[buffer->length++] = byte;
}
void buffer_add_number(struct buffer *buffer, uint64_t number);
/* At least `width` digits, with leading zeros. */
void buffer_add_padded(struct buffer *buffer, uint64_t number, unsigned width);
struct slice buffer_slice(const struct buffer *buffer);
void buffer_clear(struct buffer *buffer);

#endif
