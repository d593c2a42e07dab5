/* Agreement ad referendum, the editorial committee, the two readings and adoption: docs/rules.md, texts. */
#include "rules/rule.h"

static struct instrument *instrument_of(const struct state *state, const struct entry *entry)
{
    return (struct instrument *)state_reference(state, entry, FIELD_INSTRUMENT);
}

static const struct provision *first_bracketed(const struct instrument *instrument)
{
    for (const struct provision *provision = instrument->provisions; provision != NULL; provision = provision->next)
        if (provision->brackets_open > 0)
            return provision;
    return NULL;
}

CHECK(reading_check_agree)
{
    struct slice code;
    for (size_t at = 0; act_next_value(&entry->act, FIELD_ABOUT, &at, &code);) {
        const struct thing *const thing = state_find(state, THING_ANY, code);
        if (thing->kind != THING_PROVISION)
            continue;
        const struct provision *const provision = (const struct provision *)thing;
        if (provision->brackets_open > 0)
            return fail(error, FAULT_BRACKETS_STAND, 0, code);
        if (provision->instrument->state >= INSTRUMENT_SECOND_READING)
            return fail(error, FAULT_FINAL_TEXT, 0, provision->instrument->thing.code);
        if (provision->state > PROVISION_AGREED_AD_REFERENDUM)
            return fail(error, FAULT_STEP, 0, code, slice_of(provision_state_name(provision->state)));
    }
    return true;
}

APPLY(reading_apply_agree)
{
    struct slice code;
    for (size_t at = 0; act_next_value(&entry->act, FIELD_ABOUT, &at, &code);) {
        struct thing *const thing = state_find(state, THING_ANY, code);
        if (thing->kind == THING_PROVISION && ((struct provision *)thing)->state < PROVISION_AGREED_AD_REFERENDUM)
            provision_set(state, (struct provision *)thing, PROVISION_AGREED_AD_REFERENDUM, entry);
    }
}

static bool is_out(const struct provision *provision)
{
    return provision->state == PROVISION_SUPPRESSED;
}

static void set_provisions(struct state *state, struct instrument *instrument, enum provision_state to,
                           const struct entry *entry)
{
    for (struct provision *provision = instrument->provisions; provision != NULL; provision = provision->next)
        if (!is_out(provision))
            provision_set(state, provision, to, entry);
}

/* What a text has behind it stays behind it, whatever is declared. */
static bool advance(struct instrument *instrument, enum instrument_state to, const struct entry *entry)
{
    if (instrument->state >= to)
        return false;
    instrument->state = to;
    instrument->state_by = entry;
    return true;
}

CHECK(reading_check_send)
{
    const struct instrument *const instrument = instrument_of(state, entry);
    return instrument->state < INSTRUMENT_SECOND_READING || fail(error, FAULT_FINAL_TEXT, 0, instrument->thing.code);
}

APPLY(reading_apply_send)
{
    advance(instrument_of(state, entry), INSTRUMENT_EDITORIAL, entry);
}

CHECK(reading_possible_series)
{
    const struct instrument *const instrument = instrument_of(state, entry);
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
    const struct instrument *const instrument = instrument_of(state, entry);
    return instrument->state < INSTRUMENT_SECOND_READING || fail(error, FAULT_FINAL_TEXT, 0, instrument->thing.code);
}

APPLY(reading_apply_series)
{
    struct series *const series = state_make(state, THING_SERIES, entry->act.id, sizeof *series, entry);
    struct slice value;
    series->instrument = instrument_of(state, entry);
    series->second = act_word(&entry->act, FIELD_READING) == 1;
    series->document = state_reference(state, entry, FIELD_DOCUMENT);
    for (size_t at = 0; act_next_value(&entry->act, FIELD_CHANGE, &at, &value);) {
        struct part_value change;
        value_read_part(value, &change);
        struct provision *const provision = provision_find(state, series->instrument, change.provision);
        if (provision != NULL && change.words.length > 0)
            provision_set_words(state, provision, change.words, &series->thing, entry);
        if (provision != NULL)
            provision_set(state, provision, PROVISION_EDITORIAL, entry);
    }
}

CHECK(reading_possible_contest)
{
    const struct series *const series = (struct series *)state_reference(state, entry, FIELD_SERIES);
    const struct thing *const about = state_reference(state, entry, FIELD_ABOUT);
    return (about->kind == THING_PROVISION && ((const struct provision *)about)->instrument == series->instrument) ||
           fail(error, FAULT_POINTS_AT_ANOTHER, 0, SLICE("about"), about->code);
}

CHECK(reading_check_contest)
{
    const struct series *const series = (struct series *)state_reference(state, entry, FIELD_SERIES);
    return series->instrument->state < INSTRUMENT_SECOND_READING ||
           fail(error, FAULT_FINAL_TEXT, 0, series->instrument->thing.code);
}

/* The change alters the sense, says a member: back to the body. */
APPLY(reading_apply_contest)
{
    struct series *const series = (struct series *)state_reference(state, entry, FIELD_SERIES);
    struct thing *const about = state_reference(state, entry, FIELD_ABOUT);
    state_remark(state, &series->contests, entry);
    if (series->instrument->state < INSTRUMENT_SECOND_READING)
        provision_set(state, (struct provision *)about, PROVISION_CLEAN, entry);
}

/* After the second reading a text's hash is final: a later act that names another hash for the language is a change. */
static bool hashes_agree(const struct instrument *instrument, const struct act *act, struct error *error)
{
    struct slice value, language, hash;
    for (size_t at = 0; act_next_value(act, FIELD_TEXT_HASH, &at, &value);) {
        value_read_pair(value, &language, &hash);
        for (const struct text_hash *kept = instrument->hashes; kept != NULL; kept = kept->next)
            if (slice_equal(kept->language, language) && !slice_equal(kept->hash, hash))
                return fail(error, FAULT_FINAL_TEXT, 0, instrument->thing.code);
    }
    return true;
}

CHECK(reading_check_approve)
{
    const struct instrument *const instrument = instrument_of(state, entry);
    bool const second = act_word(&entry->act, FIELD_READING) == 1;
    const struct provision *const bracketed = first_bracketed(instrument);
    if (bracketed != NULL)
        return fail(error, FAULT_BRACKETS_STAND, 0, bracketed->thing.code);
    if (!hashes_agree(instrument, &entry->act, error))
        return false;
    bool const follows =
        second ? instrument->state == INSTRUMENT_FIRST_READING : instrument->state < INSTRUMENT_FIRST_READING;
    if (!follows)
        return fail(error, FAULT_READING_ORDER, 0, instrument->thing.code,
                    slice_of(instrument_state_name(instrument->state)));
    return decision_carries(state, entry, error);
}

static void keep_hashes(struct state *state, struct instrument *instrument, const struct act *act)
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
    struct instrument *const instrument = instrument_of(state, entry);
    bool const second = act_word(&entry->act, FIELD_READING) == 1;
    if (!advance(instrument, second ? INSTRUMENT_SECOND_READING : INSTRUMENT_FIRST_READING, entry))
        return;
    set_provisions(state, instrument, second ? PROVISION_FINAL : PROVISION_FIRST_READING, entry);
    if (second)
        keep_hashes(state, instrument, &entry->act);
}

/* A treaty has two readings; other texts may be adopted without. */
static bool is_treaty(const struct instrument *instrument)
{
    return instrument->form == field_word(FIELD_FORM, SLICE("treaty"));
}

CHECK(reading_check_adopt)
{
    const struct instrument *const instrument = instrument_of(state, entry);
    const struct provision *const bracketed = first_bracketed(instrument);
    if (bracketed != NULL)
        return fail(error, FAULT_BRACKETS_STAND, 0, bracketed->thing.code);
    if (instrument->state >= INSTRUMENT_ADOPTED ||
        (is_treaty(instrument) && instrument->state < INSTRUMENT_SECOND_READING))
        return fail(error, FAULT_READING_ORDER, 0, instrument->thing.code,
                    slice_of(instrument_state_name(instrument->state)));
    return hashes_agree(instrument, &entry->act, error) && decision_carries(state, entry, error);
}

APPLY(reading_apply_adopt)
{
    struct instrument *const instrument = instrument_of(state, entry);
    if (!advance(instrument, INSTRUMENT_ADOPTED, entry))
        return;
    set_provisions(state, instrument, PROVISION_ADOPTED, entry);
    if (act_value(&entry->act, FIELD_AUTHENTIC).length > 0)
        instrument->authentic = act_value(&entry->act, FIELD_AUTHENTIC);
    if (instrument->hashes == NULL)
        keep_hashes(state, instrument, &entry->act);
}
