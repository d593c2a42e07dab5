/* Agreement ad referendum, the editorial committee, the two readings and adoption: domain.md 4.2 and 4.5. */
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
        if (thing->kind == THING_PROVISION && ((const struct provision *)thing)->brackets_open > 0)
            return fail(error, FAULT_BRACKETS_STAND, 0, code, SLICE(""));
    }
    return true;
}

APPLY(reading_apply_agree)
{
    struct slice code;
    for (size_t at = 0; act_next_value(&entry->act, FIELD_ABOUT, &at, &code);) {
        struct thing *const thing = state_find(state, THING_ANY, code);
        if (thing->kind == THING_PROVISION)
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

static void set_instrument(struct instrument *instrument, enum instrument_state to, const struct entry *entry)
{
    instrument->state = to;
    instrument->state_by = entry;
}

APPLY(reading_apply_send)
{
    struct instrument *const instrument = instrument_of(state, entry);
    if (instrument->state == INSTRUMENT_DRAFT)
        set_instrument(instrument, INSTRUMENT_EDITORIAL, entry);
}

CHECK(reading_check_series)
{
    const struct instrument *const instrument = instrument_of(state, entry);
    struct slice value;
    for (size_t at = 0; act_next_value(&entry->act, FIELD_CHANGE, &at, &value);) {
        struct part_value change;
        value_read_part(value, &change);
        if (provision_find(state, instrument, change.provision) == NULL)
            return fail(error, FAULT_POINTS_AT_NOTHING, 0, SLICE("change"), change.provision);
    }
    return instrument->state < INSTRUMENT_SECOND_READING ||
           fail(error, FAULT_FINAL_TEXT, 0, instrument->thing.code, SLICE(""));
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

/* The change alters the sense, says a member: back to the body. */
APPLY(reading_apply_contest)
{
    struct series *const series = (struct series *)state_reference(state, entry, FIELD_SERIES);
    struct thing *const about = state_reference(state, entry, FIELD_ABOUT);
    state_remark(state, &series->contests, entry);
    if (about->kind == THING_PROVISION)
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
                return fail(error, FAULT_FINAL_TEXT, 0, instrument->thing.code, SLICE(""));
    }
    return true;
}

CHECK(reading_check_approve)
{
    const struct instrument *const instrument = instrument_of(state, entry);
    bool const second = act_word(&entry->act, FIELD_READING) == 1;
    const struct provision *const bracketed = first_bracketed(instrument);
    if (bracketed != NULL)
        return fail(error, FAULT_BRACKETS_STAND, 0, bracketed->thing.code, SLICE(""));
    if (!hashes_agree(instrument, &entry->act, error))
        return false;
    bool const follows =
        second ? instrument->state == INSTRUMENT_FIRST_READING : instrument->state < INSTRUMENT_FIRST_READING;
    return follows || fail(error, FAULT_READING_ORDER, 0, instrument->thing.code,
                           slice_of(instrument_state_name(instrument->state)));
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
    set_instrument(instrument, second ? INSTRUMENT_SECOND_READING : INSTRUMENT_FIRST_READING, entry);
    set_provisions(state, instrument, second ? PROVISION_FINAL : PROVISION_FIRST_READING, entry);
    if (second)
        keep_hashes(state, instrument, &entry->act);
}

CHECK(reading_check_adopt)
{
    const struct instrument *const instrument = instrument_of(state, entry);
    const struct provision *const bracketed = first_bracketed(instrument);
    if (bracketed != NULL)
        return fail(error, FAULT_BRACKETS_STAND, 0, bracketed->thing.code, SLICE(""));
    if (instrument->state >= INSTRUMENT_ADOPTED)
        return fail(error, FAULT_READING_ORDER, 0, instrument->thing.code,
                    slice_of(instrument_state_name(instrument->state)));
    return hashes_agree(instrument, &entry->act, error);
}

APPLY(reading_apply_adopt)
{
    struct instrument *const instrument = instrument_of(state, entry);
    set_instrument(instrument, INSTRUMENT_ADOPTED, entry);
    set_provisions(state, instrument, PROVISION_ADOPTED, entry);
    if (act_value(&entry->act, FIELD_AUTHENTIC).length > 0)
        instrument->authentic = act_value(&entry->act, FIELD_AUTHENTIC);
    if (instrument->hashes == NULL)
        keep_hashes(state, instrument, &entry->act);
}
