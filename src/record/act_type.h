// SPDX-License-Identifier: Apache-2.0
/* record/act_type.h - the table of act types, from record/acts.def.
 *
 * How     const struct act_type *const type = act_type_find(SLICE("decision.open"));
 *         for (size_t i = 0; i < type->count; i++)
 *             field_types[type->places[i].field].name;
 * Holds   act_types[i].id == i and field_types[i].id == i. The envelope's places come before a type's own.
 * Owns    Constant data. */
#ifndef RECORD_ACT_TYPE_H
#define RECORD_ACT_TYPE_H

#include "base/slice.h"

enum field_id {
#define FIELD(id, name, kind, refers, max, words, meaning) FIELD_##id,
#include "record/acts.def"
    FIELD_COUNT
};

enum act_id {
#define ACT(id, name, by, makes, flags, meaning, fields) ACT_##id,
#include "record/acts.def"
    ACT_COUNT
};

/* How a value is written: docs/format.md, grammar. */
enum field_kind {
    FIELD_KIND_CODE,    /* letters, digits . - _ */
    FIELD_KIND_SET,     /* codes in ascending order, separated by one space */
    FIELD_KIND_TARGET,  /* CODE, INSTRUMENT/PROVISION or PROPOSAL:NUMBER */
    FIELD_KIND_LINE,    /* one line of free text */
    FIELD_KIND_TEXT,    /* lines of free text */
    FIELD_KIND_PROFILE, /* rules of procedure: rules/profile.h reads them */
    FIELD_KIND_ITEM,    /* mark, target, text */
    FIELD_KIND_PART,    /* provision, origins, text */
    FIELD_KIND_NUMBER,
    FIELD_KIND_COUNT, /* number or "unknown" */
    FIELD_KIND_PAIR,  /* code, space, rest of the line */
    FIELD_KIND_URL,
    FIELD_KIND_SOURCE,  /* address, then lines */
    FIELD_KIND_TIME,    /* as precise as it is known: base/civil.h */
    FIELD_KIND_INSTANT, /* to the second, with offset */
    FIELD_KIND_OFFSET,  /* +04:00 or Z */
    FIELD_KIND_WORD,    /* one of the field's words */
    FIELD_KIND_KEY,     /* Ed25519 verifier key of C2SP signed-note */
    FIELD_KIND_BLOB,    /* salted SHA-256 in hex: docs/format.md, blobs */
    FIELD_KIND_ORIGIN,  /* HOST/NAME */
    FIELD_KIND_SEEN     /* size, space, root in hex */
};

/* What an act makes, and what a code must refer to. */
enum object_kind {
    OBJECT_NONE,
    OBJECT_ANY,   /* in `refers` only: any of them */
    OBJECT_PLACE, /* in `refers` only: a body or a meeting */
    OBJECT_ACTOR,
    OBJECT_BODY,
    OBJECT_MEETING,
    OBJECT_DOCUMENT,
    OBJECT_INSTRUMENT,
    OBJECT_PROVISION,
    OBJECT_TEXT,
    OBJECT_SERIES,
    OBJECT_BRACKET,
    OBJECT_PROPOSAL,
    OBJECT_ITEM,
    OBJECT_RECOMMENDATION,
    OBJECT_PACKAGE,
    OBJECT_MOTION,
    OBJECT_DECISION,
    OBJECT_STATEMENT,
    OBJECT_CREDENTIALS,
    OBJECT_DECLARATION,
    OBJECT_OBJECTION,
    OBJECT_REPORT,
    OBJECT_KIND_COUNT
};

/* Who may do an act, as bits. The chair of a body is a chair, and so on. */
enum role {
    ROLE_MEMBER = 1 << 0,
    ROLE_OBSERVER = 1 << 1,
    ROLE_WATCHER = 1 << 2,
    ROLE_CHAIR = 1 << 3,
    ROLE_SECRETARIAT = 1 << 4,
    ROLE_DEPOSITARY = 1 << 5,
    ROLE_CREDENTIALS = 1 << 6,
    ROLE_EDITORIAL = 1 << 7,
    ROLE_TELLER = 1 << 8,
    ROLE_TIMEKEEPER = 1 << 9,
    ROLE_REGISTRAR = 1 << 10,
    ROLE_ANYONE = (1 << 11) - 1
};

/* How often a field stands. FIELD_NEVER: the `id` of a type that makes nothing. */
enum field_many { FIELD_ONE, FIELD_MAY, FIELD_MANY, FIELD_ANY_NUMBER, FIELD_NEVER };

enum { ACT_FLAG_SEEN = 1 };

struct field_type {
    enum field_id id;
    enum field_kind kind;
    enum object_kind refers; /* what its code must refer to; OBJECT_NONE: it has no code */
    uint32_t bytes_max;
    struct slice name, label; /* "title", "title: " */
    struct slice words;       /* FIELD_KIND_WORD: separated by spaces */
    const char *meaning;
};

struct field_place {
    enum field_id field;
    enum field_many many;
};

struct act_type {
    enum act_id id;
    struct slice name;
    unsigned roles;
    enum object_kind makes;
    unsigned flags;
    const char *meaning;
    const struct field_place *places; /* ENVELOPE_COUNT of the envelope, then the type's own */
    size_t count;
};

enum { ENVELOPE_COUNT = 10 };

extern const struct field_type field_types[FIELD_COUNT];
extern const struct act_type act_types[ACT_COUNT];
extern const struct field_place envelope_places[ENVELOPE_COUNT]; /* the same in every type */

static inline bool field_is_needed(const struct field_place *place)
{
    return place->many == FIELD_ONE || place->many == FIELD_MANY;
}
static inline bool field_repeats(const struct field_place *place)
{
    return place->many == FIELD_MANY || place->many == FIELD_ANY_NUMBER;
}
/* The type of that name, or NULL. */
const struct act_type *act_type_find(struct slice name);
/* The field of that name, or NULL. */
const struct field_type *field_type_find(struct slice name);
/* Index of `word` among a WORD field's words, in the table's order, or -1. */
int field_word(enum field_id field, struct slice word);
/* The word at that index, or an empty slice. */
struct slice field_word_at(enum field_id field, unsigned index);
/* "code", "set of codes": for docs and help. */
const char *field_kind_name(enum field_kind kind);
/* "decision", "any thing": for docs and help. */
const char *object_kind_name(enum object_kind kind);
/* "chair"; NULL when it is not exactly one role. */
const char *role_name(unsigned role);

#endif
