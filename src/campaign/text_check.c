#include "campaign/text_check.h"

#include "base/utf8.h"

static bool is_plain(struct slice text, bool lines)
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

bool text_check(struct slice text, const char *called, size_t bytes_max, const char *bytes_words, bool lines,
                struct error *error)
{
    if (text.length == 0)
        return fail(error, FAULT_WRITTEN_EMPTY, 0, slice_of(called));
    if (text.length > bytes_max)
        return fail(error, FAULT_WRITTEN_LONG, 0, slice_of(called), slice_of(bytes_words));
    return is_plain(text, lines) || fail(error, FAULT_WRITTEN_CHARACTER, 0, slice_of(called));
}
