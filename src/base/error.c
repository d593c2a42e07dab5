// SPDX-License-Identifier: Apache-2.0
#include "base/error.h"

/* Copies the text; one that is too long is cut at a character and ends with an ellipsis. */
static void error_set_about(struct error *error, size_t index, struct slice text)
{
    struct slice const ellipsis = SLICE("\xE2\x80\xA6");
    struct buffer out = { error->about[index], 0, ERROR_ABOUT_BYTES_MAX, false };
    size_t length = text.length;
    if (length > ERROR_ABOUT_BYTES_MAX) {
        length = ERROR_ABOUT_BYTES_MAX - ellipsis.length;
        while (length > 0 && ((unsigned char)text.bytes[length] & 0xC0u) == 0x80u)
            length--;
    }
    buffer_add(&out, slice_part(text, 0, length));
    if (length < text.length)
        buffer_add(&out, ellipsis);
    error->lengths[index] = (uint16_t)out.length;
}

void error_set(struct error *error, const struct fault *fault, uint32_t line, struct slice first, struct slice second)
{
    if (error == NULL)
        return;
    struct error set = { .fault = fault, .line = line };
    error_set_about(&set, 0, first);
    error_set_about(&set, 1, second);
    *error = set; /* last: the arguments may be parts of it */
}

struct slice error_about(const struct error *error, size_t index)
{
    return (struct slice){ error->about[index], error->lengths[index] };
}

static void error_add_filled(const struct error *error, const char *words, struct buffer *out)
{
    for (const char *at = words; *at != '\0'; at++) {
        if (at[0] == '{' && at[1] >= '0' && at[1] < '0' + ERROR_ABOUT && at[2] == '}') {
            buffer_add(out, error_about(error, (size_t)(at[1] - '0')));
            at += 2;
        } else {
            buffer_add_byte(out, *at);
        }
    }
}

void error_reason(const struct error *error, struct buffer *out)
{
    error_add_filled(error, fault_row(error->fault)->words, out);
}

void error_mending(const struct error *error, struct buffer *out)
{
    error_add_filled(error, fault_row(error->fault)->mending, out);
}

void error_words(const struct error *error, struct buffer *out)
{
    if (error->line > 0) {
        buffer_add_text(out, "line ");
        buffer_add_number(out, error->line);
        buffer_add_text(out, ": ");
    }
    error_reason(error, out);
    if (fault_row(error->fault)->mending[0] != '\0') {
        buffer_add_text(out, "; ");
        error_mending(error, out);
    }
}
