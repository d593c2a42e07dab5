// SPDX-License-Identifier: Apache-2.0
#include "store/diag.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/utf8.h"

/* Whether standard error is the very stream that the journal gave: it may have been turned elsewhere since. */
static bool diag_is_journal(void)
{
    unsigned long long device, inode;
    struct stat about;
    const char *const stream = getenv("JOURNAL_STREAM");
    return stream != NULL && sscanf(stream, "%llu:%llu", &device, &inode) == 2 && fstat(STDERR_FILENO, &about) == 0 &&
           about.st_dev == device && about.st_ino == inode;
}

const char *diag_prefix(enum diag_level level)
{
    static const char *const levels[] = { [DIAG_ERROR] = "<3>", [DIAG_WARNING] = "<4>", [DIAG_NOTICE] = "<5>" };
    return diag_is_journal() ? levels[level] : "plenary: ";
}

static bool diag_ends_word(char byte)
{
    return (unsigned char)byte <= ' ' || byte == 0x7f || strchr("<>()[]{},;:'\"=", byte) != NULL;
}

/* Adds one character where it is plain and fits, else a space; gives how many bytes of the text it took. */
static size_t diag_add(struct slice words, size_t at, struct buffer *out)
{
    uint32_t scalar;
    size_t const bytes = utf8_read(words, at, &scalar);
    bool const plain = bytes > 0 && utf8_is_plain(scalar);
    if (plain && bytes <= out->limit - out->length)
        buffer_add(out, slice_part(words, at, at + bytes));
    else if (out->length < out->limit)
        buffer_add_byte(out, ' ');
    return bytes > 0 ? bytes : 1;
}

void diag_write(struct slice words, struct buffer *out)
{
    for (size_t at = 0, end; at < words.length && out->length < out->limit; at = end) {
        end = at;
        while (end < words.length && !diag_ends_word(words.bytes[end]))
            end++;
        if (slice_find(slice_part(words, at, end), '@', 0) < end - at) {
            for (int i = 0; i < 2; i++)
                (void)diag_add(SLICE("."), 0, out);
            continue;
        }
        end += end == at;
        while (at < end)
            at += diag_add(words, at, out);
    }
    while (out->length > 0 && out->bytes[out->length - 1] == ' ')
        out->length--;
}

void diag_say(enum diag_level level, const char *before, struct slice words)
{
    char memory[DIAG_LINE_BYTES_MAX];
    struct buffer line = { memory, 0, sizeof memory - 1, false };
    buffer_add_text(&line, diag_prefix(level));
    buffer_add_text(&line, before);
    diag_write(words, &line);
    memory[line.length] = '\n';
    (void)!write(STDERR_FILENO, memory, line.length + 1); /* who cannot be told is not told */
}

void diag_say_number(enum diag_level level, const char *before, uint64_t number)
{
    char digits[24];
    struct buffer out = BUFFER(digits);
    buffer_add_number(&out, number);
    diag_say(level, before, buffer_slice(&out));
}

void diag_say_error(enum diag_level level, const char *before, const struct error *error)
{
    char memory[DIAG_LINE_BYTES_MAX];
    struct buffer words = BUFFER(memory);
    error_words(error, &words);
    diag_say(level, before, buffer_slice(&words));
}
