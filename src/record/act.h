// SPDX-License-Identifier: Apache-2.0
/* record/act.h - an act: readable text in one canonical form (docs/format.md; docs/acts.md lists the types).
 *
 * What    act     = text LF sigline
 *         text    = "plenary/1 " type LF 1*field
 *         field   = name ": " value LF; further lines of the value begin with one space
 *         sigline = dash SP keyname SP base64 LF
 * How     if (!act_parse(bytes, arena, &act, &error)) return false;
 *         if (!act_parse_text(bytes, arena, &act, &error)) return false;
 *         struct slice const title = act_value(&act, FIELD_TITLE);
 * Holds   What act_parse accepts, act_write gives back byte for byte. Any bytes give an act, or an error with its line. The
 *         fields stand in the order of the table: the envelope first, then the type's own.
 * Owns    The array of fields, in the arena. Every slice points into the bytes that were parsed.
 * Limits  ACT_BYTES_MAX, ACT_FIELDS_MAX, and the limit of each field.
 * Not     Whether the act is lawful: rules/. Whether its signature is valid: record/note.h, room/precheck.h. Unicode normalization
 *         (NFC) is checked where an act enters (room/precheck.h), never here, so that no verdict depends on a Unicode version. */
#ifndef RECORD_ACT_H
#define RECORD_ACT_H

#include "base/arena.h"
#include "base/error.h"
#include "record/act_type.h"

enum basis { BASIS_SIGNED, BASIS_MINUTED, BASIS_REPORTED };
enum certainty { CERTAINTY_NONE, CERTAINTY_CONFIRMED, CERTAINTY_CORROBORATED, CERTAINTY_REPORTED, CERTAINTY_DOUBTFUL };

/* 16 bytes: an act has about ten, and a record has millions. */
struct act_field {
    const char *bytes; /* the value as it stands in the act, folded: act_field_value */
    uint32_t length;
    uint16_t line;
    uint8_t field; /* enum field_id */
    int8_t word;   /* FIELD_KIND_WORD: index among the field's words */
};

struct act {
    const struct act_type *type;
    struct slice bytes;               /* the whole act as it is logged; only the text when it is not signed */
    struct slice text;                /* what is signed and hashed, with its last LF */
    struct slice key_name, signature; /* of the signature line; empty when not signed */
    struct slice signer;              /* the code in key_name: the owner of the key */
    uint32_t key_id;                  /* the first four bytes of the signature */
    struct act_field *fields;
    size_t count;
    size_t envelope_count;                           /* the first so many fields are the envelope */
    struct slice conference, by, time, seen, id, in; /* from the envelope; the last three may be empty */
    enum basis basis;
    enum certainty certainty;
};

/* Parses a signed act. */
bool act_parse(struct slice bytes, struct arena *arena, struct act *act, struct error *error);
/* Parses the text of an act, without a signature line. */
bool act_parse_text(struct slice text, struct arena *arena, struct act *act, struct error *error);
/* Writes the text from type and fields. */
void act_write_text(const struct act *act, struct buffer *out);
/* Writes the whole act, with its signature line if it has one. */
void act_write(const struct act *act, struct buffer *out);
static inline struct slice act_field_value(const struct act_field *field)
{
    return (struct slice){ field->bytes, field->length };
}
/* The first value of that field; empty when the field is absent. */
struct slice act_value(const struct act *act, enum field_id field);
/* The next value of a field that repeats: start with *at = 0; false at the end. */
bool act_next_value(const struct act *act, enum field_id field, size_t *at, struct slice *value);
/* Index of the field's word in the table, or -1 when it is absent. */
int act_word(const struct act *act, enum field_id field);
const char *basis_name(enum basis basis);
const char *certainty_name(enum certainty certainty);

#endif
