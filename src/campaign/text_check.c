// SPDX-License-Identifier: Apache-2.0
#include "campaign/text_check.h"

#include "base/utf8.h"
#include "campaign/fault.h"

static bool text_check_plain(struct slice text, bool lines)
{
    struct slice piece;
    if (!lines)
        return utf8_plain_length(text) == text.length;
    while (slice_next(&text, '\n', &piece))
        for (size_t tab; piece.length > 0; piece = slice_part(piece, tab + 1, piece.length)) {
            tab = slice_find(piece, '\t', 0);
            if (utf8_plain_length(slice_part(piece, 0, tab)) != tab)
                return false;
        }
    return true;
}

/* "20,000". */
static void text_check_write_limit(size_t bytes, struct buffer *out)
{
    if (bytes >= 1000) {
        text_check_write_limit(bytes / 1000, out);
        buffer_add_byte(out, ',');
        buffer_add_padded(out, bytes % 1000, 3);
    } else {
        buffer_add_number(out, bytes);
    }
}

static bool text_check_one(const struct text_field *field, struct error *error)
{
    char memory[32];
    struct buffer limit = BUFFER(memory);
    struct slice const called = slice_of(field->called);
    text_check_write_limit(field->bytes_max, &limit);
    if (field->text.length == 0)
        return fail(error, FAULT_WRITTEN_EMPTY, 0, called);
    if (field->text.length > field->bytes_max)
        return fail(error, FAULT_WRITTEN_LONG, 0, called, buffer_slice(&limit));
    return text_check_plain(field->text, field->lines) || fail(error, FAULT_WRITTEN_CHARACTER, 0, called);
}

bool text_check(const struct text_field *fields, size_t count, struct slice *wrong, struct error *error)
{
    for (size_t i = 0; i < count; i++)
        if (!text_check_one(&fields[i], error)) {
            *wrong = slice_of(fields[i].name);
            return false;
        }
    return true;
}
