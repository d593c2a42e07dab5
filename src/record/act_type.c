// SPDX-License-Identifier: Apache-2.0
#include "record/act_type.h"

#define MEMBER ROLE_MEMBER
#define OBSERVER ROLE_OBSERVER
#define CHAIR ROLE_CHAIR
#define SECRETARIAT ROLE_SECRETARIAT
#define DEPOSITARY ROLE_DEPOSITARY
#define CREDENTIALS ROLE_CREDENTIALS
#define EDITORIAL ROLE_EDITORIAL
#define TELLER ROLE_TELLER
#define REGISTRAR ROLE_REGISTRAR
#define ANYONE ROLE_ANYONE

#define ONE(id) { FIELD_##id, FIELD_ONE },
#define MAY(id) { FIELD_##id, FIELD_MAY },
#define MANY(id) { FIELD_##id, FIELD_MANY },
#define ANY_NUMBER(id) { FIELD_##id, FIELD_ANY_NUMBER },

const struct field_type field_types[FIELD_COUNT] = {
#define FIELD(id, name, kind, refers, max, words, meaning) \
    [FIELD_##id] = { FIELD_##id,                           \
                     FIELD_KIND_##kind,                    \
                     OBJECT_##refers,                      \
                     max,                                  \
                     { name, sizeof(name) - 1 },           \
                     { name ": ", sizeof(name ": ") - 1 }, \
                     { words, sizeof(words) - 1 },         \
                     meaning },
#include "record/acts.def"
};

/* The fields before a type's own. An act that makes something must have an id. */
#define ENVELOPE(id) \
    ONE(CONFERENCE)  \
    ONE(BY) ONE(TIME) MAY(BASIS) MAY(ENTERED) ANY_NUMBER(SOURCE) MAY(CERTAINTY) MAY(SEEN) MAY(IN){ FIELD_ID, id },

const struct field_place envelope_places[ENVELOPE_COUNT] = { ENVELOPE(FIELD_MAY) };

#define ACT(id, name, by, makes, flags, meaning, fields)                                                     \
    static const struct field_place places_##id[] = { ENVELOPE((OBJECT_##makes) == OBJECT_NONE ? FIELD_NEVER \
                                                                                               : FIELD_ONE) fields };
#include "record/acts.def"

enum { FLAG_0 = 0, FLAG_SEEN = ACT_FLAG_SEEN };

const struct act_type act_types[ACT_COUNT] = {
#define ACT(id, name, by, makes, flags, meaning, fields)     \
    [ACT_##id] = { ACT_##id,     { name, sizeof(name) - 1 }, \
                   (by),         OBJECT_##makes,             \
                   FLAG_##flags, meaning,                    \
                   places_##id,  sizeof places_##id / sizeof places_##id[0] },
#include "record/acts.def"
};

const struct act_type *act_type_find(struct slice name)
{
    for (size_t i = 0; i < ACT_COUNT; i++)
        if (slice_equal(act_types[i].name, name))
            return &act_types[i];
    return NULL;
}

const struct field_type *field_type_find(struct slice name)
{
    for (size_t i = 0; i < FIELD_COUNT; i++)
        if (slice_equal(field_types[i].name, name))
            return &field_types[i];
    return NULL;
}

int field_word(enum field_id field, struct slice word)
{
    struct slice rest = field_types[field].words, piece;
    for (int i = 0; slice_next(&rest, ' ', &piece); i++)
        if (slice_equal(piece, word))
            return i;
    return -1;
}

struct slice field_word_at(enum field_id field, unsigned index)
{
    struct slice rest = field_types[field].words, piece;
    for (unsigned i = 0; slice_next(&rest, ' ', &piece); i++)
        if (i == index)
            return piece;
    return SLICE("");
}

const char *field_kind_name(enum field_kind kind)
{
    static const char *const names[] = {
        [FIELD_KIND_CODE] = "code",          [FIELD_KIND_SET] = "set of codes",
        [FIELD_KIND_TARGET] = "target",      [FIELD_KIND_LINE] = "line",
        [FIELD_KIND_TEXT] = "text",          [FIELD_KIND_PROFILE] = "rules",
        [FIELD_KIND_ITEM] = "item",          [FIELD_KIND_PART] = "part",
        [FIELD_KIND_NUMBER] = "number",      [FIELD_KIND_COUNT] = "number or unknown",
        [FIELD_KIND_PAIR] = "pair",          [FIELD_KIND_URL] = "address",
        [FIELD_KIND_SOURCE] = "source",      [FIELD_KIND_TIME] = "time",
        [FIELD_KIND_INSTANT] = "instant",    [FIELD_KIND_OFFSET] = "offset",
        [FIELD_KIND_WORD] = "word",          [FIELD_KIND_KEY] = "verifier key",
        [FIELD_KIND_BLOB] = "salted hash",   [FIELD_KIND_ORIGIN] = "origin",
        [FIELD_KIND_SEEN] = "size and root",
    };
    return names[kind];
}

const char *object_kind_name(enum object_kind kind)
{
    static const char *const names[OBJECT_KIND_COUNT] = {
        [OBJECT_NONE] = "nothing",
        [OBJECT_ANY] = "any thing",
        [OBJECT_PLACE] = "body or meeting",
        [OBJECT_ACTOR] = "party or office",
        [OBJECT_BODY] = "body",
        [OBJECT_MEETING] = "meeting",
        [OBJECT_DOCUMENT] = "document",
        [OBJECT_INSTRUMENT] = "instrument",
        [OBJECT_PROVISION] = "provision",
        [OBJECT_TEXT] = "text",
        [OBJECT_SERIES] = "series",
        [OBJECT_BRACKET] = "bracket",
        [OBJECT_PROPOSAL] = "proposal",
        [OBJECT_ITEM] = "item",
        [OBJECT_RECOMMENDATION] = "recommendation",
        [OBJECT_PACKAGE] = "package",
        [OBJECT_MOTION] = "motion",
        [OBJECT_DECISION] = "decision",
        [OBJECT_STATEMENT] = "statement",
        [OBJECT_CREDENTIALS] = "report on credentials",
        [OBJECT_DECLARATION] = "declaration",
        [OBJECT_OBJECTION] = "objection",
        [OBJECT_REPORT] = "report",
    };
    return names[kind];
}

const char *role_name(unsigned role)
{
    static const char *const names[] = { "member",      "observer",   "watcher",     "chair",
                                         "secretariat", "depositary", "credentials", "editorial",
                                         "teller",      "timekeeper", "registrar" };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (role == 1u << i)
            return names[i];
    return NULL;
}
