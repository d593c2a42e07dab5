#include "rules/instrument.h"

#include <string.h>

#include "base/limits.h"
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

/* INSTRUMENT/ID, written into `memory`. */
static struct slice address(const struct instrument *instrument, struct slice id, char memory[ADDRESS_BYTES_MAX])
{
    struct buffer out = { memory, 0, ADDRESS_BYTES_MAX, false };
    buffer_add(&out, instrument->thing.code);
    buffer_add_byte(&out, '/');
    buffer_add(&out, id);
    return buffer_slice(&out);
}

struct provision *provision_find(const struct state *state, const struct instrument *instrument, struct slice id)
{
    char memory[ADDRESS_BYTES_MAX];
    return (struct provision *)state_find(state, THING_PROVISION, address(instrument, id, memory));
}

struct provision *provision_need(struct state *state, struct instrument *instrument, struct slice id,
                                 struct entry *entry)
{
    struct provision *const found = provision_find(state, instrument, id);
    if (found != NULL)
        return found;
    char memory[ADDRESS_BYTES_MAX];
    struct slice const code = arena_copy(state->arena, address(instrument, id, memory));
    struct provision *const provision = state_make(state, THING_PROVISION, code, sizeof *provision, entry);
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
    state_touch(state, &provision->thing, entry);
}

void provision_set_words(struct state *state, struct provision *provision, struct slice words, struct thing *cause,
                         const struct entry *entry)
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

static void add_number(struct state *state, struct provision *provision, struct slice number, const struct entry *entry)
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
    struct instrument *const instrument = state_make(state, THING_INSTRUMENT, act->id, sizeof *instrument, entry);
    instrument->form = act_word(act, FIELD_FORM);
    instrument->title = act_value(act, FIELD_TITLE);
    instrument->languages = act_value(act, FIELD_LANGUAGES);
    instrument->authentic = act_value(act, FIELD_AUTHENTIC);
    instrument->base = (struct instrument *)state_reference(state, entry, FIELD_BASE);
    instrument->force_date = act_value(act, FIELD_FORCE_DATE);
    slice_number(act_value(act, FIELD_FORCE_CONSENTS), &instrument->force_consents);
    instrument->state_by = entry;
}

CHECK(provision_possible_add)
{
    const struct act *const act = &entry->act;
    const struct instrument *const instrument = (struct instrument *)state_reference(state, entry, FIELD_INSTRUMENT);
    struct slice const id = act_value(act, FIELD_PROVISION), after = act_value(act, FIELD_AFTER);
    if (provision_find(state, instrument, id) != NULL)
        return fail(error, FAULT_ID_TAKEN, 0, id);
    return after.length == 0 || provision_find(state, instrument, after) != NULL ||
           fail(error, FAULT_POINTS_AT_NOTHING, 0, SLICE("after"), after);
}

CHECK(provision_check_add)
{
    const struct instrument *const instrument = (struct instrument *)state_reference(state, entry, FIELD_INSTRUMENT);
    return instrument->state < INSTRUMENT_SECOND_READING || fail(error, FAULT_FINAL_TEXT, 0, instrument->thing.code);
}

/* Moves the provision that was put last to its place. */
static void put_after(struct instrument *instrument, struct provision *provision, struct provision *after)
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
    struct instrument *const instrument = (struct instrument *)state_reference(state, entry, FIELD_INSTRUMENT);
    struct slice const after = act_value(act, FIELD_AFTER);
    struct provision *const provision = provision_need(state, instrument, act_value(act, FIELD_PROVISION), entry);
    struct thing *const from = state_reference(state, entry, FIELD_FROM);
    provision->heading = act_value(act, FIELD_HEADING);
    provision->from = from != NULL && from->kind == THING_PROVISION ? (struct provision *)from : NULL;
    provision->state = PROVISION_BASE;
    if (act_value(act, FIELD_NUMBER).length > 0)
        add_number(state, provision, act_value(act, FIELD_NUMBER), entry);
    if (act_value(act, FIELD_WORDS).length > 0)
        provision_set_words(state, provision, act_value(act, FIELD_WORDS), NULL, entry);
    if (after.length > 0)
        put_after(instrument, provision, provision_find(state, instrument, after));
    state_touch(state, &provision->thing, entry);
}

/* What is numbered, bracketed or corrected is a provision. */
CHECK(provision_possible_about)
{
    const struct thing *const about = state_reference(state, entry, FIELD_ABOUT);
    return about->kind == THING_PROVISION || fail(error, FAULT_POINTS_AT_ANOTHER, 0, SLICE("about"), about->code);
}

APPLY(provision_apply_number)
{
    struct provision *const provision = (struct provision *)state_reference(state, entry, FIELD_ABOUT);
    add_number(state, provision, act_value(&entry->act, FIELD_NUMBER), entry);
}

CHECK(instrument_check_correct)
{
    const struct instrument *const instrument =
        ((const struct provision *)state_reference(state, entry, FIELD_ABOUT))->instrument;
    return instrument->state >= INSTRUMENT_ADOPTED || fail(error, FAULT_NOT_ADOPTED, 0, instrument->thing.code);
}

APPLY(instrument_apply_correct)
{
    struct provision *const provision = (struct provision *)state_reference(state, entry, FIELD_ABOUT);
    struct slice const words = act_value(&entry->act, FIELD_WORDS);
    if (!slice_equal(act_value(&entry->act, FIELD_STAGE), SLICE("made")) || words.length == 0)
        return;
    provision_set_words(state, provision, words, NULL, entry);
    provision_set(state, provision, PROVISION_CORRECTED, entry);
}

/* --- chair's texts and compilations ------------------------------------------------------------------------------ */

/* The items that a part says it comes from are merged: alive until decided. */
static void merge_origins(struct state *state, struct slice origins, const struct entry *entry)
{
    struct slice code;
    while (slice_next(&origins, ' ', &code)) {
        struct thing *const thing = state_find(state, THING_ITEM, code);
        if (thing == NULL)
            continue;
        struct item *const item = (struct item *)thing;
        if (item->state == ITEM_UNDER_CONSIDERATION || item->state == ITEM_INTRODUCED)
            item_set(item, ITEM_MERGED, entry);
        state_touch(state, thing, entry);
    }
}

APPLY(text_apply_issue)
{
    const struct act *const act = &entry->act;
    struct text *const text = state_make(state, THING_TEXT, act->id, sizeof *text, entry);
    text->instrument = (struct instrument *)state_reference(state, entry, FIELD_INSTRUMENT);
    text->kind = act_word(act, FIELD_KIND_OF_TEXT);
    text->title = act_value(act, FIELD_TITLE);
    text->document = state_reference(state, entry, FIELD_DOCUMENT);
    struct slice value;
    for (size_t at = 0; act_next_value(act, FIELD_PART, &at, &value);) {
        struct part_value said;
        value_read_part(value, &said);
        struct issued_part *const part = state_memory(state, sizeof *part);
        *part = (struct issued_part){ provision_find(state, text->instrument, said.provision), said.provision,
                                      said.origins, said.words, NULL };
        if (text->parts_last != NULL)
            text->parts_last->next = part;
        else
            text->parts = part;
        text->parts_last = part;
        state->part_count++;
        merge_origins(state, said.origins, entry);
        if (part->provision != NULL)
            state_touch(state, &part->provision->thing, entry);
    }
}
