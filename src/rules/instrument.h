// SPDX-License-Identifier: Apache-2.0
/* rules/instrument.h - texts made of provisions, and how far each has come.
 *
 * What    An instrument goes from draft over two readings, adoption and signature into force (docs/rules.md, texts). A provision
 *         has an id that never changes and a number that may.
 * Holds   Versions are never removed; the last one is in force. After the second reading a text's hash is final. */
#ifndef RULES_INSTRUMENT_H
#define RULES_INSTRUMENT_H

#include "rules/state.h"

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
    struct slice words;         /* folded */
    const struct object *cause; /* the decision or series that brought it, or NULL */
    struct version *next;
};

struct numbering {
    const struct entry *entry;
    struct slice number;
    struct numbering *next;
};

struct provision {
    struct object object;
    const struct instrument *instrument;
    struct slice id, heading;
    enum provision_state state;
    const struct entry *state_by;
    struct version *versions, *versions_last;
    struct numbering *numbers, *numbers_last;
    const struct provision *from; /* the provision of another instrument that it comes from, or NULL */
    struct provision *next;       /* in the order of the text */
    uint32_t brackets_open;
};

struct text_hash {
    struct slice language, hash;
    struct text_hash *next;
};

struct instrument {
    struct object object;
    int form; /* index of the field `form`'s word */
    struct slice title, languages, authentic;
    const struct instrument *base;
    enum instrument_state state;
    const struct entry *state_by;
    struct provision *provisions, *provisions_last;
    uint32_t provision_count;
    struct slice force_date;
    uint64_t force_consents;  /* 0: its clause asks for none */
    struct text_hash *hashes; /* of the second reading */
    struct signature *signatures, *signatures_last;
    struct count_of_signers {
        bool known;
        uint64_t number;
    } entitled; /* as signing.open stated it */
    const struct entry *opened_for_signature, *force_by;
};

const struct provision *provision_find(const struct state *state, const struct instrument *instrument, struct slice id);
/* The provision of that id. Makes it, in the state proposed, if there is none. */
struct provision *provision_ensure(struct state *state, struct instrument *instrument, struct slice id,
                                   const struct entry *entry);
void provision_set(struct state *state, struct provision *provision, enum provision_state to,
                   const struct entry *entry);
void provision_set_words(struct state *state, struct provision *provision, struct slice words,
                         const struct object *cause, const struct entry *entry);
/* The current number (without one the id) and words (maybe empty). */
struct slice provision_number(const struct provision *provision);
struct slice provision_words(const struct provision *provision);
/* Whether the act's field `about` points at a provision. */
bool provision_is_meant(const struct entry *entry, struct error *error);
/* Past its second reading: only a correction changes it. */
bool instrument_is_final(const struct instrument *instrument);
const char *provision_state_name(enum provision_state state);
const char *instrument_state_name(enum instrument_state state);

#endif
