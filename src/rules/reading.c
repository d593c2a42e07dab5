// SPDX-License-Identifier: Apache-2.0
#include "rules/reading.h"

#include "record/value.h"
#include "rules/fault.h"
#include "rules/rule.h"

static const struct provision *reading_first_bracketed(const struct instrument *instrument)
{
    for (const struct provision *provision = instrument->provisions; provision != NULL; provision = provision->next)
        if (provision->brackets_open > 0)
            return provision;
    return NULL;
}

static bool reading_check_agreed(const struct provision *provision, struct error *error)
{
    struct slice const code = provision->object.code;
    if (provision->brackets_open > 0)
        return fail(error, FAULT_BRACKETS_STAND, 0, code);
    if (instrument_is_final(provision->instrument))
        return fail(error, FAULT_FINAL_TEXT, 0, provision->instrument->object.code);
    return provision->state <= PROVISION_AGREED_AD_REFERENDUM ||
           fail(error, FAULT_STEP, 0, code, slice_of(provision_state_name(provision->state)));
}

/* The n-th object that the act points at, where it is a provision in the field `about`; else NULL. */
static const struct provision *reading_agreed(const struct entry *entry, size_t n)
{
    const struct reference *const reference = &entry->references[n];
    bool const agreed = reference->field == FIELD_ABOUT && reference->object->kind == OBJECT_PROVISION;
    return agreed ? (const struct provision *)reference->object : NULL;
}

CHECK(reading_check_agree)
{
    for (size_t i = 0; i < entry->reference_count; i++) {
        const struct provision *const provision = reading_agreed(entry, i);
        if (provision != NULL && !reading_check_agreed(provision, error))
            return false;
    }
    return true;
}

APPLY(reading_apply_agree)
{
    for (size_t i = 0; i < entry->reference_count; i++) {
        const struct provision *const provision = reading_agreed(entry, i);
        if (provision != NULL && provision->state < PROVISION_AGREED_AD_REFERENDUM)
            provision_set(state, state_change(state, &provision->object), PROVISION_AGREED_AD_REFERENDUM, entry);
    }
}

static void reading_set_provisions(struct state *state, struct instrument *instrument, enum provision_state to,
                                   const struct entry *entry)
{
    for (struct provision *provision = instrument->provisions; provision != NULL; provision = provision->next)
        if (provision->state != PROVISION_SUPPRESSED)
            provision_set(state, provision, to, entry);
}

/* A text never goes back to an earlier stage. */
static bool reading_advance(struct instrument *instrument, enum instrument_state to, const struct entry *entry)
{
    if (instrument->state >= to)
        return false;
    instrument->state = to;
    instrument->state_by = entry;
    return true;
}

CHECK(reading_check_send)
{
    const struct instrument *const instrument = object_of(entry, FIELD_INSTRUMENT);
    return !instrument_is_final(instrument) || fail(error, FAULT_FINAL_TEXT, 0, instrument->object.code);
}

APPLY(reading_apply_send)
{
    reading_advance(state_change_of(state, entry, FIELD_INSTRUMENT), INSTRUMENT_EDITORIAL, entry);
}

CHECK(reading_possible_series)
{
    const struct instrument *const instrument = object_of(entry, FIELD_INSTRUMENT);
    struct slice value;
    for (size_t at = 0; act_next_value(&entry->act, FIELD_CHANGE, &at, &value);) {
        struct part_value change;
        value_read_part(value, &change);
        if (provision_find(state, instrument, change.provision) == NULL)
            return fail(error, FAULT_POINTS_AT_NOTHING, 0, SLICE("change"), change.provision);
    }
    return true;
}

CHECK(reading_check_series)
{
    const struct instrument *const instrument = object_of(entry, FIELD_INSTRUMENT);
    return !instrument_is_final(instrument) || fail(error, FAULT_FINAL_TEXT, 0, instrument->object.code);
}

APPLY(reading_apply_series)
{
    struct series *const series = state_make(state, OBJECT_SERIES, entry->act.id, sizeof *series, entry);
    struct slice value;
    series->instrument = object_of(entry, FIELD_INSTRUMENT);
    series->second = act_word(&entry->act, FIELD_READING) == 1;
    series->document = object_of(entry, FIELD_DOCUMENT);
    for (size_t at = 0; act_next_value(&entry->act, FIELD_CHANGE, &at, &value);) {
        struct part_value change;
        value_read_part(value, &change);
        const struct provision *const found = provision_find(state, series->instrument, change.provision);
        struct provision *const provision = state_change(state, &found->object);
        if (change.words.length > 0)
            provision_set_words(state, provision, change.words, &series->object, entry);
        provision_set(state, provision, PROVISION_EDITORIAL, entry);
    }
}

CHECK(reading_possible_contest)
{
    const struct series *const series = object_of(entry, FIELD_SERIES);
    const struct object *const about = object_of(entry, FIELD_ABOUT);
    return (about->kind == OBJECT_PROVISION && ((const struct provision *)about)->instrument == series->instrument) ||
           fail(error, FAULT_POINTS_AT_ANOTHER, 0, SLICE("about"), about->code);
}

CHECK(reading_check_contest)
{
    const struct series *const series = object_of(entry, FIELD_SERIES);
    return !instrument_is_final(series->instrument) ||
           fail(error, FAULT_FINAL_TEXT, 0, series->instrument->object.code);
}

/* A member says that the change alters the sense: the provision goes back to the body. */
APPLY(reading_apply_contest)
{
    struct series *const series = state_change_of(state, entry, FIELD_SERIES);
    state_list(state, &series->contests, entry);
    if (!instrument_is_final(series->instrument))
        provision_set(state, state_change_of(state, entry, FIELD_ABOUT), PROVISION_CLEAN, entry);
}

/* After the second reading a text's hash is final: a later act that names another hash for the language is a change. */
static bool reading_hashes_agree(const struct instrument *instrument, const struct act *act, struct error *error)
{
    struct slice value, language, hash;
    for (size_t at = 0; act_next_value(act, FIELD_TEXT_HASH, &at, &value);) {
        value_read_pair(value, &language, &hash);
        for (const struct text_hash *kept = instrument->hashes; kept != NULL; kept = kept->next)
            if (slice_equal(kept->language, language) && !slice_equal(kept->hash, hash))
                return fail(error, FAULT_FINAL_TEXT, 0, instrument->object.code);
    }
    return true;
}

CHECK(reading_check_approve)
{
    const struct instrument *const instrument = object_of(entry, FIELD_INSTRUMENT);
    bool const second = act_word(&entry->act, FIELD_READING) == 1;
    const struct provision *const bracketed = reading_first_bracketed(instrument);
    if (bracketed != NULL)
        return fail(error, FAULT_BRACKETS_STAND, 0, bracketed->object.code);
    if (!reading_hashes_agree(instrument, &entry->act, error))
        return false;
    bool const follows =
        second ? instrument->state == INSTRUMENT_FIRST_READING : instrument->state < INSTRUMENT_FIRST_READING;
    return follows || fail(error, FAULT_READING_ORDER, 0, instrument->object.code,
                           slice_of(instrument_state_name(instrument->state)));
}

static void reading_keep_hashes(struct state *state, struct instrument *instrument, const struct act *act)
{
    struct slice value;
    for (size_t at = 0; act_next_value(act, FIELD_TEXT_HASH, &at, &value);) {
        struct text_hash *const kept = state_memory(state, sizeof *kept);
        value_read_pair(value, &kept->language, &kept->hash);
        kept->next = instrument->hashes;
        instrument->hashes = kept;
    }
}

APPLY(reading_apply_approve)
{
    struct instrument *const instrument = state_change_of(state, entry, FIELD_INSTRUMENT);
    bool const second = act_word(&entry->act, FIELD_READING) == 1;
    if (!reading_advance(instrument, second ? INSTRUMENT_SECOND_READING : INSTRUMENT_FIRST_READING, entry))
        return;
    reading_set_provisions(state, instrument, second ? PROVISION_FINAL : PROVISION_FIRST_READING, entry);
    if (second)
        reading_keep_hashes(state, instrument, &entry->act);
}

/* A treaty has two readings; other texts may be adopted without. */
static bool reading_of_treaty(const struct instrument *instrument)
{
    return instrument->form == field_word(FIELD_FORM, SLICE("treaty"));
}

CHECK(reading_check_adopt)
{
    const struct instrument *const instrument = object_of(entry, FIELD_INSTRUMENT);
    const struct provision *const bracketed = reading_first_bracketed(instrument);
    if (bracketed != NULL)
        return fail(error, FAULT_BRACKETS_STAND, 0, bracketed->object.code);
    if (instrument->state >= INSTRUMENT_ADOPTED ||
        (reading_of_treaty(instrument) && instrument->state < INSTRUMENT_SECOND_READING))
        return fail(error, FAULT_READING_ORDER, 0, instrument->object.code,
                    slice_of(instrument_state_name(instrument->state)));
    return reading_hashes_agree(instrument, &entry->act, error);
}

APPLY(reading_apply_adopt)
{
    struct instrument *const instrument = state_change_of(state, entry, FIELD_INSTRUMENT);
    if (!reading_advance(instrument, INSTRUMENT_ADOPTED, entry))
        return;
    reading_set_provisions(state, instrument, PROVISION_ADOPTED, entry);
    if (act_value(&entry->act, FIELD_AUTHENTIC).length > 0)
        instrument->authentic = act_value(&entry->act, FIELD_AUTHENTIC);
    if (instrument->hashes == NULL)
        reading_keep_hashes(state, instrument, &entry->act);
}

RULE(AGREE_ADREF, .check = reading_check_agree, .apply = reading_apply_agree);
RULE(TEXT_SEND_EDITORIAL, .check = reading_check_send, .apply = reading_apply_send);
RULE(EDITORIAL_SERIES, .possible = reading_possible_series, .check = reading_check_series,
     .apply = reading_apply_series);
RULE(EDITORIAL_CONTEST, .possible = reading_possible_contest, .check = reading_check_contest,
     .apply = reading_apply_contest);
RULE(READING_APPROVE, .check = reading_check_approve, .by_decision = true, .apply = reading_apply_approve);
RULE(INSTRUMENT_ADOPT, .check = reading_check_adopt, .by_decision = true, .apply = reading_apply_adopt);
