#include "base/error.h"

#include <string.h>

const struct fault_row fault_rows[FAULT_COUNT] = {
#define FAULT(id, name, class, source, words, mending) \
    [FAULT_##id] = { name, FAULT_CLASS_##class, source, words, mending },
#include "base/fault.def"
};

void error_set(struct error *error, enum fault fault, uint32_t line, struct slice first, struct slice second)
{
    if (error != NULL) {
        error->fault = fault;
        error->line = line;
        error->about[0] = first;
        error->about[1] = second;
    }
}

void error_keep(struct error *error)
{
    char copies[ERROR_KEPT_BYTES];
    size_t used = 0;
    size_t lengths[ERROR_ABOUT];
    for (size_t i = 0; i < ERROR_ABOUT; i++) {
        size_t const share = ERROR_KEPT_BYTES / ERROR_ABOUT;
        lengths[i] = error->about[i].length < share ? error->about[i].length : share;
        if (lengths[i] > 0)
            memcpy(copies + used, error->about[i].bytes, lengths[i]);
        used += lengths[i];
    }
    memcpy(error->kept, copies, used);
    used = 0;
    for (size_t i = 0; i < ERROR_ABOUT; i++) {
        error->about[i] = (struct slice){ error->kept + used, lengths[i] };
        used += lengths[i];
    }
}

static void add_filled(const struct error *error, const char *words, struct buffer *out)
{
    for (const char *at = words; *at != '\0'; at++) {
        if (at[0] == '{' && at[1] >= '0' && at[1] < '0' + ERROR_ABOUT && at[2] == '}') {
            buffer_add(out, error->about[at[1] - '0']);
            at += 2;
        } else {
            buffer_add_byte(out, *at);
        }
    }
}

void error_reason(const struct error *error, struct buffer *out)
{
    add_filled(error, fault_rows[error->fault].words, out);
}

void error_mending(const struct error *error, struct buffer *out)
{
    add_filled(error, fault_rows[error->fault].mending, out);
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
