// SPDX-License-Identifier: Apache-2.0
#include "record/note.h"

#include <string.h>

#include "base/base64.h"
#include "base/utf8.h"
#include "record/fault.h"

enum { ID_BYTES = 4 };

static const struct slice dash = { "\xE2\x80\x94 ", 4 };

static uint32_t note_read_id(const unsigned char bytes[ID_BYTES])
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

static uint32_t note_count_lines(struct slice text)
{
    uint32_t lines = 0;
    struct slice line;
    while (slice_next(&text, '\n', &line))
        lines++;
    return lines;
}

static bool note_text_is_plain(struct slice text, struct error *error)
{
    struct slice line;
    for (uint32_t number = 1; slice_next(&text, '\n', &line); number++)
        if (utf8_plain_length(line) != line.length)
            return fail(error, FAULT_CHARACTER, number, SLICE("the note"));
    return true;
}

static bool note_read_line(struct slice text, uint32_t number, struct note_line *line, struct error *error)
{
    unsigned char bytes[NOTE_SIGNATURE_BYTES_MAX];
    size_t count;
    size_t const space = slice_find(text, ' ', dash.length);
    line->name = slice_part(text, dash.length, space);
    line->signature = slice_part(text, space + 1, text.length);
    if (!slice_begins(text, dash) || !key_name_is_good(line->name) ||
        !base64_read(line->signature, bytes, sizeof bytes, &count) || count <= ID_BYTES)
        return fail(error, FAULT_NOTE_LINE, number);
    line->id = note_read_id(bytes);
    return true;
}

/* Where the text ends: after the first of the last two LF in a row; 0 when there are none. */
static size_t note_find_end_of_text(struct slice bytes)
{
    for (size_t end = bytes.length; end >= 2; end--)
        if (bytes.bytes[end - 1] == '\n' && bytes.bytes[end - 2] == '\n')
            return end - 1;
    return 0;
}

bool note_parse(struct slice bytes, struct note *note, struct error *error)
{
    note->count = 0;
    if (bytes.length == 0 || bytes.bytes[bytes.length - 1] != '\n')
        return fail(error, FAULT_NOTE_END, 0);
    size_t const end = note_find_end_of_text(bytes);
    note->text = slice_part(bytes, 0, end);
    if (end == 0 || end + 1 == bytes.length)
        return fail(error, FAULT_NOTE_UNSIGNED, 0);
    if (!note_text_is_plain(note->text, error))
        return false;
    struct slice rest = slice_part(bytes, end + 1, bytes.length), text;
    for (uint32_t number = note_count_lines(note->text) + 2; slice_next(&rest, '\n', &text); number++) {
        if (note->count == NOTE_SIGNATURES_MAX)
            return fail(error, FAULT_NOTE_SIGNATURES, number);
        struct note_line *const line = &note->lines[note->count];
        if (!note_read_line(text, number, line, error))
            return false;
        for (size_t i = 0; i < note->count; i++)
            if (note->lines[i].id == line->id && slice_equal(note->lines[i].name, line->name))
                return fail(error, FAULT_NOTE_TWICE, number, line->name);
        note->count++;
    }
    return true;
}

void note_write(const struct note *note, struct buffer *out)
{
    buffer_add(out, note->text);
    buffer_add_byte(out, '\n');
    for (size_t i = 0; i < note->count; i++) {
        buffer_add(out, dash);
        buffer_add(out, note->lines[i].name);
        buffer_add_byte(out, ' ');
        buffer_add(out, note->lines[i].signature);
        buffer_add_byte(out, '\n');
    }
}

bool note_line_is_of(const struct note_line *line, const struct key *key)
{
    return line->id == key->id && slice_equal(line->name, key->name);
}

bool note_line_read(const struct note_line *line, unsigned char *bytes, size_t count)
{
    unsigned char decoded[NOTE_SIGNATURE_BYTES_MAX];
    size_t length;
    if (!base64_read(line->signature, decoded, sizeof decoded, &length) || length != ID_BYTES + count)
        return false;
    memcpy(bytes, decoded + ID_BYTES, count);
    return true;
}

/* Whether the line, which is of that key, is a valid signature of the text. */
static bool note_line_is_good(const struct note_line *line, struct slice text, const struct key *key,
                              const struct crypto *crypto, struct error *error)
{
    unsigned char signature[ED25519_SIGNATURE_BYTES];
    if (key_is_weak(key))
        return fail(error, FAULT_SIGNATURE_WEAK, 0, key->name);
    if (!note_line_read(line, signature, sizeof signature))
        return fail(error, FAULT_SIGNATURE_BAD, 0, key->name);
    if (signature_is_weak(signature))
        return fail(error, FAULT_SIGNATURE_WEAK, 0, key->name);
    return crypto->ed25519_check(key->bytes, signature, text) || fail(error, FAULT_SIGNATURE_BAD, 0, key->name);
}

bool note_check(const struct note *note, const struct key *keys, size_t count, const struct crypto *crypto,
                struct error *error)
{
    size_t known = 0;
    for (size_t i = 0; i < note->count; i++)
        for (size_t j = 0; j < count; j++) {
            if (!note_line_is_of(&note->lines[i], &keys[j]))
                continue;
            if (!note_line_is_good(&note->lines[i], note->text, &keys[j], crypto, error))
                return false;
            known++;
        }
    return known > 0 || fail(error, FAULT_SIGNATURE_UNKNOWN, 0, note->count > 0 ? note->lines[0].name : SLICE(""));
}

bool note_check_act(const struct act *act, const struct key *key, const struct crypto *crypto, struct error *error)
{
    unsigned char bytes[ID_BYTES + ED25519_SIGNATURE_BYTES];
    size_t count;
    struct note_line line = { act->key_name, act->signature, 0 };
    if (!base64_read(act->signature, bytes, sizeof bytes, &count) || count != sizeof bytes)
        return fail(error, FAULT_SIGNATURE_BAD, 0, act->key_name);
    line.id = note_read_id(bytes);
    if (!note_line_is_of(&line, key))
        return fail(error, FAULT_SIGNATURE_UNKNOWN, 0, act->key_name);
    return note_line_is_good(&line, act->text, key, crypto, error);
}
