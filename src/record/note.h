/* record/note.h - a signed note (C2SP signed-note): a text and the signatures under it.
 *
 * What    note    = text LF 1*line            the text ends in LF; the last empty line of all parts it from the lines
 *         line    = dash SP name SP base64 LF the bytes are a key ID of four and a signature
 * How     if (!note_parse(bytes, &note, &error) || !note_check(&note, keys, count, crypto, &error)) ...
 * Holds   Stricter than C2SP, so that a note has one spelling: canonical base64, characters as in an act (base/utf8.h), names
 *         of printable ASCII, no two lines of the same name and key ID. note_write gives back what note_parse took.
 * Owns    Nothing: slices point into the bytes that were parsed.
 * Limits  NOTE_SIGNATURES_MAX lines; NOTE_SIGNATURE_BYTES_MAX each; the length of the text is the caller's to bound. */
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
    struct slice text; /* what is signed, its last LF included */
    struct note_line lines[NOTE_SIGNATURES_MAX];
    size_t count; /* at least one */
};

/* Takes any bytes. FAULT_NOTE_*. */
bool note_parse(struct slice bytes, struct note *note, struct error *error);
void note_write(const struct note *note, struct buffer *out);
/* Checks the lines of the keys that are given; others are unknown and passed over. A bad line of a known key refuses the
 * note, whatever else is good; so does having none that is known. FAULT_SIGNATURE_*. */
bool note_check(const struct note *note, const struct key *keys, size_t count, const struct crypto *crypto,
                struct error *error);
/* Whether the line says that it is of that key: name and key ID. */
bool note_line_is_of(const struct note_line *line, const struct key *key);
/* The line's bytes after the key ID, when there are exactly `count`. */
bool note_line_read(const struct note_line *line, unsigned char *bytes, size_t count);
/* An act is a note with one line: whether that is the key's, and good over the act's text. FAULT_SIGNATURE_*. */
bool note_check_act(const struct act *act, const struct key *key, const struct crypto *crypto, struct error *error);

#endif
