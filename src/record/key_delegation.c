// SPDX-License-Identifier: Apache-2.0
#include "record/key_delegation.h"

#include "record/fault.h"

static const struct slice conference_words = { "plenary/public-log/1\nconference: ", 33 };
static const struct slice key_words = { "\nkey: ", 6 };
static const struct slice log_words = { "log", 3 }, public_log_words = { "public-log", 10 };

void key_delegation_write_text(struct slice origin, const struct key *public_log, struct buffer *text)
{
    buffer_add(text, conference_words);
    buffer_add(text, origin);
    buffer_add(text, key_words);
    key_write(public_log, text);
    buffer_add_byte(text, '\n');
}

/* HOST/NAME/ of the log's key, and so of the public log's. */
static bool names_fit(const struct key *log, const struct key *public_log, struct slice origin)
{
    struct slice const stem = slice_part(public_log->name, 0, public_log->name.length - public_log_words.length);
    return slice_ends(log->name, log_words) && slice_ends(public_log->name, public_log_words) &&
           slice_equal(stem, slice_part(log->name, 0, log->name.length - log_words.length)) &&
           stem.length == origin.length + 1 && slice_begins(stem, origin);
}

bool key_delegation_read(struct slice bytes, const struct key *log, const struct crypto *crypto, struct key *public_log,
                         struct error *error)
{
    char memory[KEY_DELEGATION_BYTES_MAX];
    struct buffer again = BUFFER(memory);
    struct note note;
    if (!note_parse(bytes, &note, error) || !note_check(&note, log, 1, crypto, error))
        return false;
    size_t const line = slice_find(note.text, '\n', conference_words.length);
    struct slice const origin = slice_part(note.text, conference_words.length, line);
    if (!key_read(slice_part(note.text, line + key_words.length, note.text.length - 1), public_log) ||
        !key_has_id(public_log, crypto) || key_is_weak(public_log) || !names_fit(log, public_log, origin))
        return fail(error, FAULT_KEY_DELEGATION, 0);
    key_delegation_write_text(origin, public_log, &again);
    return slice_equal(buffer_slice(&again), note.text) || fail(error, FAULT_KEY_DELEGATION, 0);
}
