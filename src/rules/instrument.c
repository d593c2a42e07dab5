// SPDX-License-Identifier: Apache-2.0
#include "rules/instrument.h"

#include "base/limits.h"
#include "rules/fault.h"
#include "rules/rule.h"

enum { ADDRESS_BYTES_MAX = 2 * CODE_BYTES_MAX + 1 };

const char *provision_state_name(enum provision_state state)
{
    static const char *const names[] = { "base text",
                                         "proposed",
                                         "in brackets",
                                         "clean",
                                         "agreed ad referendum",
                                         "approved",
                                         "at the editorial committee",
                                         "passed first reading",
                                         "final",
                                         "adopted",
                                         "kept unchanged",
                                         "suppressed",
                                         "corrected" };
    return names[state];
}

const char *instrument_state_name(enum instrument_state state)
{
    static const char *const names[] = {
        "draft",   "at the editorial committee", "passed first reading", "final after second reading",
        "adopted", "open for signature",         "closed for signature", "in force"
    };
    return names[state];
}

bool instrument_is_final(const struct instrument *instrument)
{
    return instrument->state >= INSTRUMENT_SECOND_READING;
}

/* INSTRUMENT/ID, written into `memory`. */
static struct slice provision_address(const struct instrument *instrument, struct slice id,
                                      char memory[ADDRESS_BYTES_MAX])
{
    struct buffer out = { memory, 0, ADDRESS_BYTES_MAX, false };
    buffer_add(&out, instrument->object.code);
    buffer_add_byte(&out, '/');
    buffer_add(&out, id);
    return buffer_slice(&out);
}

const struct provision *provision_find(const struct state *state, const struct instrument *instrument, struct slice id)
{
    char memory[ADDRESS_BYTES_MAX];
    return (const struct provision *)state_find(state, OBJECT_PROVISION, provision_address(instrument, id, memory));
}

struct provision *provision_ensure(struct state *state, struct instrument *instrument, struct slice id,
                                   const struct entry *entry)
{
    const struct provision *const found = provision_find(state, instrument, id);
    if (found != NULL)
        return state_change(state, &found->object);
    char memory[ADDRESS_BYTES_MAX];
    struct slice const code = arena_copy(state->arena, provision_address(instrument, id, memory));
    struct provision *const provision = state_make(state, OBJECT_PROVISION, code, sizeof *provision, entry);
    provision->object.whole = &instrument->object;
    provision->instrument = instrument;
    provision->id = slice_part(code, code.length - id.length, code.length);
    provision->state = PROVISION_PROPOSED;
    provision->state_by = entry;
    if (instrument->provisions_last != NULL)
        instrument->provisions_last->next = provision;
    else
        instrument->provisions = provision;
    instrument->provisions_last = provision;
    instrument->provision_count++;
    return provision;
}

void provision_set(struct state *state, struct provision *provision, enum provision_state to, const struct entry *entry)
{
    provision->state = to;
    provision->state_by = entry;
    state_mention(state, &provision->object, entry);
}

void provision_set_words(struct state *state, struct provision *provision, struct slice words,
                         const struct object *cause, const struct entry *entry)
{
    struct version *const version = state_memory(state, sizeof *version);
    *version = (struct version){ entry, words, cause, NULL };
    if (provision->versions_last != NULL)
        provision->versions_last->next = version;
    else
        provision->versions = version;
    provision->versions_last = version;
}

struct slice provision_number(const struct provision *provision)
{
    return provision->numbers_last != NULL ? provision->numbers_last->number : provision->id;
}

struct slice provision_words(const struct provision *provision)
{
    return provision->versions_last != NULL ? provision->versions_last->words : SLICE("");
}

static void provision_add_number(struct state *state, struct provision *provision, struct slice number,
                                 const struct entry *entry)
{
    struct numbering *const numbering = state_memory(state, sizeof *numbering);
    *numbering = (struct numbering){ entry, number, NULL };
    if (provision->numbers_last != NULL)
        provision->numbers_last->next = numbering;
    else
        provision->numbers = numbering;
    provision->numbers_last = numbering;
}

/* --- acts -------------------------------------------------------------------------------------------------------- */

APPLY(instrument_apply_open)
{
    const struct act *const act = &entry->act;
    struct instrument *const instrument = state_make(state, OBJECT_INSTRUMENT, act->id, sizeof *instrument, entry);
    instrument->form = act_word(act, FIELD_FORM);
    instrument->title = act_value(act, FIELD_TITLE);
    instrument->languages = act_value(act, FIELD_LANGUAGES);
    instrument->authentic = act_value(act, FIELD_AUTHENTIC);
    instrument->base = object_of(entry, FIELD_BASE);
    instrument->force_date = act_value(act, FIELD_FORCE_DATE);
    slice_number(act_value(act, FIELD_FORCE_CONSENTS), &instrument->force_consents);
    instrument->state_by = entry;
}

CHECK(provision_possible_add)
{
    const struct act *const act = &entry->act;
    const struct instrument *const instrument = object_of(entry, FIELD_INSTRUMENT);
    struct slice const id = act_value(act, FIELD_PROVISION), after = act_value(act, FIELD_AFTER);
    if (provision_find(state, instrument, id) != NULL)
        return fail(error, FAULT_ID_TAKEN, 0, id);
    return after.length == 0 || provision_find(state, instrument, after) != NULL ||
           fail(error, FAULT_POINTS_AT_NOTHING, 0, SLICE("after"), after);
}

CHECK(provision_check_add)
{
    const struct instrument *const instrument = object_of(entry, FIELD_INSTRUMENT);
    return !instrument_is_final(instrument) || fail(error, FAULT_FINAL_TEXT, 0, instrument->object.code);
}

/* Moves the last provision to its place after another. */
static void provision_put_after(struct instrument *instrument, struct provision *provision, struct provision *after)
{
    struct provision *before = instrument->provisions;
    while (before->next != NULL && before->next != provision)
        before = before->next;
    if (after == provision || before == after || before->next != provision)
        return;
    before->next = NULL;
    instrument->provisions_last = before;
    provision->next = after->next;
    after->next = provision;
}

APPLY(provision_apply_add)
{
    const struct act *const act = &entry->act;
    struct instrument *const instrument = state_change_of(state, entry, FIELD_INSTRUMENT);
    struct slice const after = act_value(act, FIELD_AFTER);
    struct provision *const provision = provision_ensure(state, instrument, act_value(act, FIELD_PROVISION), entry);
    const struct object *const from = object_of(entry, FIELD_FROM);
    provision->heading = act_value(act, FIELD_HEADING);
    provision->from = from != NULL && from->kind == OBJECT_PROVISION ? (const struct provision *)from : NULL;
    provision->state = PROVISION_BASE;
    if (act_value(act, FIELD_NUMBER).length > 0)
        provision_add_number(state, provision, act_value(act, FIELD_NUMBER), entry);
    if (act_value(act, FIELD_WORDS).length > 0)
        provision_set_words(state, provision, act_value(act, FIELD_WORDS), NULL, entry);
    if (after.length > 0)
        provision_put_after(instrument, provision, provision_ensure(state, instrument, after, entry));
    state_mention(state, &provision->object, entry);
}

bool provision_is_meant(const struct entry *entry, struct error *error)
{
    const struct object *const about = object_of(entry, FIELD_ABOUT);
    return about->kind == OBJECT_PROVISION || fail(error, FAULT_POINTS_AT_ANOTHER, 0, SLICE("about"), about->code);
}

CHECK(provision_possible_about)
{
    return provision_is_meant(entry, error);
}

APPLY(provision_apply_number)
{
    struct provision *const provision = state_change_of(state, entry, FIELD_ABOUT);
    provision_add_number(state, provision, act_value(&entry->act, FIELD_NUMBER), entry);
}

CHECK(instrument_check_correct)
{
    const struct provision *const provision = object_of(entry, FIELD_ABOUT);
    const struct instrument *const instrument = provision->instrument;
    return instrument->state >= INSTRUMENT_ADOPTED || fail(error, FAULT_NOT_ADOPTED, 0, instrument->object.code);
}

APPLY(instrument_apply_correct)
{
    struct provision *const provision = state_change_of(state, entry, FIELD_ABOUT);
    struct slice const words = act_value(&entry->act, FIELD_WORDS);
    if (!slice_equal(act_value(&entry->act, FIELD_STAGE), SLICE("made")) || words.length == 0)
        return;
    provision_set_words(state, provision, words, NULL, entry);
    provision_set(state, provision, PROVISION_CORRECTED, entry);
}

RULE(INSTRUMENT_OPEN, .apply = instrument_apply_open);
RULE(PROVISION_ADD, .possible = provision_possible_add, .check = provision_check_add, .apply = provision_apply_add);
RULE(PROVISION_NUMBER, .possible = provision_possible_about, .apply = provision_apply_number, .after_close = true);
RULE(INSTRUMENT_CORRECT, .possible = provision_possible_about, .check = instrument_check_correct,
     .apply = instrument_apply_correct, .after_close = true);
