#include "cmd/terminal.h"

#include <unistd.h>

#include "cmd/option.h"

static int status_of(const struct error *error)
{
    return fault_class_of(error->fault) == FAULT_CLASS_USAGE ? STATUS_USAGE : STATUS_FAILED;
}

int terminal_error(const struct error *error)
{
    char memory[2048];
    struct buffer words = BUFFER(memory);
    error_words(error, &words);
    fprintf(stderr, "plenary: %.*s\n", SLICE_ARGS(buffer_slice(&words)));
    return status_of(error);
}

int terminal_error_in(struct slice file, const struct error *error)
{
    char memory[2048], mending_memory[1024];
    struct buffer words = BUFFER(memory), mending = BUFFER(mending_memory);
    error_reason(error, &words);
    error_mending(error, &mending);
    fprintf(stderr, "%.*s:%u: %.*s; %.*s\n", SLICE_ARGS(file), error->line, SLICE_ARGS(buffer_slice(&words)),
            SLICE_ARGS(buffer_slice(&mending)));
    return status_of(error);
}

bool terminal_is_live(void)
{
    return isatty(STDERR_FILENO) == 1;
}

void terminal_print(FILE *out, struct slice text)
{
    for (size_t i = 0; i < text.length; i++) {
        unsigned char const byte = (unsigned char)text.bytes[i];
        putc(byte < 0x20 || byte == 0x7f ? '?' : byte, out);
    }
}

void terminal_json(FILE *out, struct slice text)
{
    putc('"', out);
    for (size_t i = 0; i < text.length; i++) {
        unsigned char const byte = (unsigned char)text.bytes[i];
        if (byte == '"' || byte == '\\')
            fprintf(out, "\\%c", byte);
        else if (byte < 0x20)
            fprintf(out, "\\u%04x", byte);
        else
            putc(byte, out);
    }
    putc('"', out);
}
