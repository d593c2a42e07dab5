/* rules/instrument.h - texts made of provisions, and how far each has come.
 *
 * What    instrument: draft -> first reading -> second reading -> adopted -> open for signature -> closed -> in force (docs/rules.md, texts).
 *         provision: docs/rules.md, texts. A provision has a stable id and a number that may change.
 * Holds   Versions are never removed; the last is what stands. After the second reading a text's hash is final. */
#ifndef RULES_INSTRUMENT_H
#define RULES_INSTRUMENT_H

#include "rules/document.h"

enum provision_state {
    PROVISION_BASE,
    PROVISION_PROPOSED,
    PROVISION_BRACKETED,
    PROVISION_CLEAN,
    PROVISION_AGREED_AD_REFERENDUM,
    PROVISION_APPROVED,
    PROVISION_EDITORIAL,
    PROVISION_FIRST_READING,
    PROVISION_FINAL,
    PROVISION_ADOPTED,
    PROVISION_KEPT,
    PROVISION_SUPPRESSED,
    PROVISION_CORRECTED
};

enum instrument_state {
    INSTRUMENT_DRAFT,
    INSTRUMENT_EDITORIAL,
    INSTRUMENT_FIRST_READING,
    INSTRUMENT_SECOND_READING,
    INSTRUMENT_ADOPTED,
    INSTRUMENT_OPEN_FOR_SIGNATURE,
    INSTRUMENT_CLOSED_FOR_SIGNATURE,
    INSTRUMENT_IN_FORCE
};

struct version {
    const struct entry *entry;
    struct slice words;   /* folded */
    struct object *cause; /* the decision, item or text that brought it, or NULL */
    struct version *next;
};

struct numbering {
    const struct entry *entry;
    struct slice number;
    struct numbering *next;
};

struct provision {
    struct object object;
    struct instrument *instrument;
    struct slice id, heading;
    enum provision_state state;
    const struct entry *state_by;
    struct version *versions, *versions_last;
    struct numbering *numbers, *numbers_last;
    struct provision *from; /* the provision of another instrument that it comes from, or NULL */
    struct provision *next; /* in the order of the text */
    uint32_t brackets_open;
};

enum signature_state {
    SIGNATURE_NONE,
    SIGNATURE_AD_REFERENDUM,
    SIGNATURE_SIGNED,
    SIGNATURE_CONSENTED,
    SIGNATURE_DECLINED,
    SIGNATURE_DENOUNCED
};
enum intent { INTENT_NONE = -1, INTENT_WILL_SIGN, INTENT_WILL_NOT_SIGN, INTENT_CONSULTING, INTENT_UNDECIDED };

/* One member and one instrument: docs/rules.md, signing. Intent never changes the state. */
struct signature {
    struct actor *actor;
    const struct instrument *instrument;
    uint32_t seq; /* of the act that made it */
    enum signature_state state;
    bool acceded, provisional;
    const struct entry *signed_by, *consented_by, *state_by;
    enum intent intent;
    const struct entry *intent_by;
    struct signature *next;   /* of the instrument */
    struct signature *before; /* of the actor */
};

struct text_hash {
    struct slice language, hash;
    struct text_hash *next;
};

struct instrument {
    struct object object;
    int form; /* index of the field `form`'s word */
    struct slice title, languages, authentic;
    struct instrument *base;
    enum instrument_state state;
    const struct entry *state_by;
    struct provision *provisions, *provisions_last;
    uint32_t provision_count;
    struct slice force_date;
    uint64_t force_consents;  /* 0: its clause names none */
    struct text_hash *hashes; /* of the second reading */
    struct signature *signatures, *signatures_last;
    struct count_of_signers {
        bool known;
        uint64_t number;
    } entitled; /* as signing.open stated it */
    const struct entry *opened_for_signature, *force_by;
};

/* A compilation or chair's text: of no status by itself. */
struct issued_part {
    struct provision *provision; /* NULL: not yet in the instrument */
    struct slice id, origins, words;
    struct issued_part *next;
};

struct text {
    struct object object;
    struct instrument *instrument;
    int kind; /* index of the field `kind-of-text`'s word */
    struct slice title;
    struct object *document;
    struct issued_part *parts, *parts_last;
};

struct series {
    struct object object;
    struct instrument *instrument;
    bool second;
    struct object *document;
    struct remark *contests;
};

struct provision *provision_find(const struct state *state, const struct instrument *instrument, struct slice id);
/* The provision of that id, made as proposed where there is none yet. */
struct provision *provision_need(struct state *state, struct instrument *instrument, struct slice id,
                                 struct entry *entry);
void provision_set(struct state *state, struct provision *provision, enum provision_state to,
                   const struct entry *entry);
void provision_set_words(struct state *state, struct provision *provision, struct slice words, struct object *cause,
                         const struct entry *entry);
/* Number and words as they stand; empty when there are none. */
struct slice provision_number(const struct provision *provision);
struct slice provision_words(const struct provision *provision);
struct signature *signature_find(const struct instrument *instrument, const struct actor *actor);
/* Signed in any way, and not only declined. */
bool signature_is_given(const struct signature *signature);
uint64_t signature_count(const struct instrument *instrument);
/* What the instrument's own clause gives: the consents so far reach what it asks for. */
bool instrument_force_reached(const struct instrument *instrument);
const char *provision_state_name(enum provision_state state);
const char *instrument_state_name(enum instrument_state state);
const char *signature_state_name(enum signature_state state);

#endif
