#include "base/error.h"

#include <string.h>

const struct fault_row fault_rows[FAULT_COUNT] = {
#define FAULT(id, name, class, source, words, mending) \
    [FAULT_##id] = { name, FAULT_CLASS_##class, source, words, mending },
#include "base/fault.def"
};

/* Copies the text, cut at a character where it is too long. */
static void error_set_about(struct error *error, size_t index, struct slice text)
{
    size_t length = text.length;
    if (length > ERROR_ABOUT_BYTES_MAX)
        for (length = ERROR_ABOUT_BYTES_MAX; length > 0 && ((unsigned char)text.bytes[length] & 0xC0) == 0x80; length--)
            continue;
    if (length > 0)
        memcpy(error->about[index], text.bytes, length);
    error->lengths[index] = (uint16_t)length;
}

void error_set(struct error *error, enum fault fault, uint32_t line, struct slice first, struct slice second)
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
    error_add_filled(error, fault_rows[error->fault].words, out);
}

void error_mending(const struct error *error, struct buffer *out)
{
    error_add_filled(error, fault_rows[error->fault].mending, out);
}

void error_words(const struct error *error, struct buffer *out)
{
    if (error->line > 0) {
        buffer_add_text(out, "line ");
        buffer_add_number(out, error->line);
        buffer_add_text(out, ": ");
    }
    error_reason(error, out);
    if (fault_rows[error->fault].mending[0] != '\0') {
        buffer_add_text(out, "; ");
        error_mending(error, out);
    }
}

enum fault_class fault_class_of(enum fault fault)
{
    return fault_rows[fault].class;
}
