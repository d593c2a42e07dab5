// SPDX-License-Identifier: Apache-2.0
#include "cmd/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include "base/utf8.h"
#include "cmd/option.h"
#include "store/diag.h"

static int terminal_status_of(const struct error *error)
{
    return fault_class_of(error->fault) == FAULT_CLASS_USAGE ? STATUS_USAGE : STATUS_FAILED;
}

int terminal_error(const struct error *error)
{
    char memory[2048];
    struct buffer words = BUFFER(memory);
    error_words(error, &words);
    fputs(diag_prefix(DIAG_ERROR), stderr);
    terminal_print(stderr, buffer_slice(&words));
    fputc('\n', stderr);
    return terminal_status_of(error);
}

int terminal_error_in(struct slice file, const struct error *error)
{
    char memory[2048], mending_memory[1024];
    struct buffer words = BUFFER(memory), mending = BUFFER(mending_memory);
    error_reason(error, &words);
    error_mending(error, &mending);
    terminal_print(stderr, file);
    fprintf(stderr, ":%u: ", error->line);
    terminal_print(stderr, buffer_slice(&words));
    fprintf(stderr, "; ");
    terminal_print(stderr, buffer_slice(&mending));
    fputc('\n', stderr);
    return terminal_status_of(error);
}

bool terminal_is_live(void)
{
    return isatty(STDERR_FILENO) == 1;
}

unsigned terminal_width(void)
{
    enum { WIDTH_MIN = 20, WIDTH_USUAL = 80 };
    struct winsize size = { 0 };
    if (isatty(STDOUT_FILENO) != 1)
        return 0;
    return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= WIDTH_MIN ? size.ws_col : WIDTH_USUAL;
}

void terminal_print(FILE *out, struct slice text)
{
    while (text.length > 0) {
        size_t const plain = utf8_plain_length(text);
        (void)fwrite(text.bytes, 1, plain, out);
        if (plain < text.length)
            putc('?', out);
        text = slice_part(text, plain + 1, text.length);
    }
}

void terminal_json(FILE *out, struct slice text)
{
    size_t plain = utf8_plain_length(text);
    putc('"', out);
    for (size_t i = 0; i < text.length; i++) {
        unsigned char const byte = (unsigned char)text.bytes[i];
        if (i > plain)
            plain = i + utf8_plain_length(slice_part(text, i, text.length));
        if (i == plain)
            fprintf(out, "\\u%04x", byte < 0x80 ? byte : 0xFFFDu);
        else if (byte == '"' || byte == '\\')
            fprintf(out, "\\%c", byte);
        else
            putc(byte, out);
    }
    putc('"', out);
}
