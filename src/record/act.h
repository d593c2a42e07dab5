/* record/act.h - an act: text that a person can read, in one canonical form (docs/format.md; docs/acts.md lists the types).
 *
 * What    act       = text LF sigline
 *         text      = "plenary/1 " type LF 1*field
 *         field     = name ": " value LF, further lines of the value begin with one space
 *         sigline   = dash SP keyname SP base64 LF
 * How     if (!act_parse(bytes, arena, &act, &error)) ...      a whole act, signed
 *         if (!act_parse_text(bytes, arena, &act, &error)) ... its text alone
 *         struct slice title = act_value(&act, FIELD_TITLE);   empty when absent
 * Holds   act_parse takes nothing that act_write would not give back, byte for byte; any bytes give an act or an error
 *         with its line. The fields stand in the order of the table: the envelope, then the type's own.
 * Owns    The fields' array is in the arena; every slice points into the bytes that were parsed.
 * Limits  ACT_BYTES_MAX, ACT_FIELDS_MAX, each field's own.
 * Not     Whether it may happen: rules/. Whether the signature is good: record/note.h, room/precheck.h. NFC is asked where an
 *         act enters (room/precheck.h), never here, so that a verdict does not hang on a Unicode version. */
#ifndef RECORD_ACT_H
#define RECORD_ACT_H

#include "base/arena.h"
#include "base/error.h"
#include "record/act_type.h"

enum basis { BASIS_SIGNED, BASIS_MINUTED, BASIS_REPORTED };
enum certainty { CERTAINTY_NONE, CERTAINTY_CONFIRMED, CERTAINTY_CORROBORATED, CERTAINTY_REPORTED, CERTAINTY_DOUBTFUL };

/* One of some ten that an act has: packed, since a record has millions. */
struct act_field {
    const char *bytes; /* of its value, folded, as it stands: act_field_value */
    uint32_t length;
    uint16_t line;
    uint8_t field; /* enum field_id */
    int8_t word;   /* of FIELD_KIND_WORD: its index among the field's words */
};

struct act {
    const struct act_type *type;
    struct slice bytes;               /* the whole act as it is logged; the text alone when it is not signed */
    struct slice text;                /* what is signed and hashed, its last LF included */
    struct slice key_name, signature; /* of the signature line: name, base64; empty when not signed */
    struct slice signer;              /* the code in key_name: who owns the key */
    uint32_t key_id;                  /* the first four bytes of what the base64 holds */
    struct act_field *fields;
    size_t count;
    size_t envelope_count; /* how many of them are the envelope's, which stand first; 0 when nobody counted */
    struct slice conference, by, time, seen, id, in; /* of the envelope; the last three may be empty */
    enum basis basis;
    enum certainty certainty;
};

bool act_parse(struct slice bytes, struct arena *arena, struct act *act, struct error *error);
bool act_parse_text(struct slice text, struct arena *arena, struct act *act, struct error *error);
/* Writes the text from type and fields: what act_parse read. */
void act_write_text(const struct act *act, struct buffer *out);
/* Writes the whole act, signature line included where it has one. */
void act_write(const struct act *act, struct buffer *out);
static inline struct slice act_field_value(const struct act_field *field)
{
    return (struct slice){ field->bytes, field->length };
}
/* The first value of that field, or an empty slice. */
struct slice act_value(const struct act *act, enum field_id field);
/* Walks a field that repeats: start with *at = 0; false at the end. */
bool act_next_value(const struct act *act, enum field_id field, size_t *at, struct slice *value);
/* Index of the field's word in the table, or -1 when it is absent. */
int act_word(const struct act *act, enum field_id field);
const char *basis_name(enum basis basis);
const char *certainty_name(enum certainty certainty);

#endif
