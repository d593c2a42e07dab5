// SPDX-License-Identifier: Apache-2.0
/* record/note.h - a signed note (C2SP signed-note): a text and its signatures.
 *
 * What    note = text LF 1*line            the text ends in LF; the last empty line separates it from the signature lines
 *         line = dash SP name SP base64 LF the base64 holds a key ID of four bytes and a signature
 * How     if (!note_parse(bytes, &note, &error) || !note_check(&note, keys, count, crypto, &error)) return false;
 * Holds   Stricter than C2SP, so that a note has one spelling: canonical base64, the characters of an act (base/utf8.h), names
 *         of printable ASCII, no two lines with the same name and key ID. What note_parse accepts, note_write gives back.
 * Owns    Nothing: slices point into the bytes that were parsed.
 * Limits  NOTE_SIGNATURES_MAX lines of NOTE_SIGNATURE_BYTES_MAX. The caller limits the length of the text. */
#ifndef RECORD_NOTE_H
#define RECORD_NOTE_H

#include "base/error.h"
#include "base/limits.h"
#include "record/act.h"
#include "record/key.h"

struct note_line {
    struct slice name;
    struct slice signature; /* base64: key ID and signature */
    uint32_t id;
};

struct note {
    struct slice text; /* what is signed, with its last LF */
    struct note_line lines[NOTE_SIGNATURES_MAX];
    size_t count; /* at least one */
};

/* Accepts any bytes. FAULT_NOTE_*. */
bool note_parse(struct slice bytes, struct note *note, struct error *error);
void note_write(const struct note *note, struct buffer *out);
/* Checks the lines of the given keys and ignores all others. The note is refused when a line of a given key is bad, and when no
 * line is of a given key. FAULT_SIGNATURE_*. */
bool note_check(const struct note *note, const struct key *keys, size_t count, const struct crypto *crypto,
                struct error *error);
/* Whether the line has the name and the ID of that key. */
bool note_line_is_of(const struct note_line *line, const struct key *key);
/* Reads the bytes after the key ID; false when there are not exactly `count`. */
bool note_line_read(const struct note_line *line, unsigned char *bytes, size_t count);
/* Checks the signature line of an act, which is a note with one line, against that key. FAULT_SIGNATURE_*. */
bool note_check_act(const struct act *act, const struct key *key, const struct crypto *crypto, struct error *error);

#endif
