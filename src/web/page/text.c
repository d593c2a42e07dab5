// SPDX-License-Identifier: Apache-2.0
#include "web/page/text.h"

#include "campaign/fault.h"
#include "record/value.h"
#include "rules/decision.h"
#include "rules/instrument.h"
#include "rules/position.h"
#include "rules/proposal.h"
#include "rules/state.h"

enum { STATES_COUNT = PROVISION_CORRECTED + 1, SAID_MAX = 100 };

unsigned text_in_brackets(const struct instrument *instrument)
{
    unsigned count = 0;
    for (const struct provision *one = instrument->provisions; one != NULL; one = one->next)
        count += one->brackets_open > 0 ? 1 : 0;
    return count;
}

struct slice text_form_words(const struct instrument *instrument)
{
    static const char *const words[] = {
        "treaty", "text in force, to be revised", "resolution", "statutes", "minutes", "programme", "standard"
    };
    return instrument->form >= 0 ? slice_of(words[instrument->form]) : SLICE("text");
}

/* --- provisions ---------------------------------------------------------------------------------------------------- */

static void text_gather_states(const struct gather *from, const struct instrument *instrument, struct text_page *page)
{
    unsigned counts[STATES_COUNT] = { 0 };
    for (const struct provision *one = instrument->provisions; one != NULL; one = one->next)
        counts[one->state]++;
    page->states.items = arena_take_many(from->arena, STATES_COUNT, sizeof *page->states.items);
    for (int i = 0; i < STATES_COUNT && page->states.items != NULL; i++)
        if (counts[i] > 0)
            page->states.items[page->states.count++] =
                (struct text_part_row){ slice_of(provision_state_name((enum provision_state)i)), counts[i] };
}

static void text_add_outside(const struct gather *from, struct text_page *page, struct slice path, struct slice what,
                             struct slice words)
{
    if (words.length > 0)
        page->outside_places.items[page->outside_places.count++] =
            (struct page_link){ .path = path, .words = PRINT(from->arena, "{0}: {1}", what, words) };
}

static void text_gather_outside(const struct gather *from, struct text_page *page)
{
    size_t count = page->provisions.count;
    for (size_t i = 0; i < page->provisions.count; i++)
        count += page->provisions.items[i].changes.count;
    page->outside_places.items = arena_take_many(from->arena, count, sizeof *page->outside_places.items);
    for (size_t i = 0; i < page->provisions.count && page->outside_places.items != NULL; i++) {
        const struct provision_row *row = &page->provisions.items[i];
        struct slice const anchor = PRINT(from->arena, "#{0}", row->id);
        text_add_outside(from, page, anchor, row->number, row->words.outside);
        page->outside_count += row->words.outside.length > 0 ? 1 : 0;
        for (size_t at = 0; at < row->changes.count; at++)
            text_add_outside(from, page, anchor,
                             PRINT(from->arena, "{0} {1}", row->changes.items[at].mark, row->changes.items[at].item),
                             row->changes.items[at].words.outside);
    }
}

static void text_gather_provisions(const struct gather *from, const struct instrument *instrument,
                                   struct text_page *page)
{
    page->provisions.items = arena_take_many(from->arena, instrument->provision_count, sizeof *page->provisions.items);
    page->provisions.count = 0;
    page->provision_count = instrument->provision_count;
    page->in_brackets = text_in_brackets(instrument);
    struct action_offers offers;
    if (page->provisions.items == NULL)
        return;
    action_offers_gather(from, &offers);
    for (const struct provision *one = instrument->provisions; one != NULL; one = one->next) {
        struct provision_row *row = &page->provisions.items[page->provisions.count++];
        provision_gather(from, one, row);
        action_links_gather(from, &offers, &one->object, &row->actions);
        page->any_gist |= row->gist;
        page->with_changes += row->open_changes > 0 ? 1 : 0;
    }
    text_gather_outside(from, page);
}

/* --- what stands on the whole -------------------------------------------------------------------------------------- */

static const struct instrument *text_instrument_of(const struct object *object)
{
    switch (object->kind) {
    case OBJECT_INSTRUMENT:
        return (const void *)object;
    case OBJECT_PROVISION:
        return ((const struct provision *)(const void *)object)->instrument;
    case OBJECT_PROPOSAL:
        return ((const struct proposal *)(const void *)object)->instrument;
    case OBJECT_ITEM:
        return ((const struct item *)(const void *)object)->proposal->instrument;
    default:
        return NULL;
    }
}

static void text_gather_positions(const struct gather *from, const struct instrument *instrument,
                                  struct text_page *page)
{
    int const scope = field_word(FIELD_GROUND, SLICE("scope"));
    size_t count = 0;
    for (const struct position *one = from->state->positions; one != NULL; one = one->next)
        count += text_instrument_of(one->about) == instrument ? 1 : 0;
    page->scope.items = arena_take_many(from->arena, count, sizeof *page->scope.items);
    page->positions.items = arena_take_many(from->arena, count, sizeof *page->positions.items);
    if (page->scope.items == NULL || page->positions.items == NULL)
        return;
    for (const struct position *one = from->state->positions; one != NULL; one = one->next) {
        if (text_instrument_of(one->about) != instrument)
            continue;
        if (one->ground == scope)
            page->scope.items[page->scope.count++] = position_row_of(from, one);
        if (one->about == &instrument->object)
            page->positions.items[page->positions.count++] = position_row_of(from, one);
    }
}

static bool text_is_put_on(const struct decision *decision, const struct object *object)
{
    for (const struct subject *subject = decision->subjects; subject != NULL; subject = subject->next)
        if (subject->object == object)
            return true;
    return false;
}

static void text_gather_decisions(const struct gather *from, const struct instrument *instrument,
                                  struct text_page *page)
{
    const struct object_list *list = &from->state->kinds[OBJECT_DECISION];
    page->decisions.items = arena_take_many(from->arena, list->count, sizeof *page->decisions.items);
    for (const struct object *object = list->first; object != NULL && page->decisions.items != NULL;
         object = object->next)
        if (text_is_put_on((const struct decision *)(const void *)object, &instrument->object))
            decision_brief_gather(from, (const struct decision *)(const void *)object,
                                  &page->decisions.items[page->decisions.count++]);
}

static bool text_is_about(const struct entry *entry, struct slice code)
{
    struct slice value;
    for (size_t at = 0; act_next_value(&entry->act, FIELD_ABOUT, &at, &value);)
        if (slice_equal(value, code))
            return true;
    return false;
}

static void text_gather_said(const struct gather *from, const struct instrument *instrument, struct text_page *page)
{
    page->texts.items = arena_take_many(from->arena, SAID_MAX, sizeof *page->texts.items);
    page->statements.items = arena_take_many(from->arena, SAID_MAX, sizeof *page->statements.items);
    if (page->texts.items == NULL || page->statements.items == NULL)
        return;
    for (const struct mention *mention = instrument->object.mentions; mention != NULL; mention = mention->next) {
        enum act_id const id = mention->entry->act.type->id;
        bool const text = id == ACT_TEXT_ISSUE || id == ACT_EDITORIAL_SERIES;
        bool const said = id == ACT_DECLARATION_LODGE ||
                          (id == ACT_STATEMENT && text_is_about(mention->entry, instrument->object.code));
        if (text && page->texts.count < SAID_MAX)
            sentence_gather(from, mention->entry, &page->texts.items[page->texts.count++]);
        if (said && page->statements.count < SAID_MAX)
            sentence_gather(from, mention->entry, &page->statements.items[page->statements.count++]);
    }
}

static void text_gather_facts(const struct gather *from, const struct instrument *instrument, struct text_page *page)
{
    page->code = instrument->object.code;
    page->title = instrument->title;
    page->form = text_form_words(instrument);
    page->state = slice_of(instrument_state_name(instrument->state));
    page->languages = instrument->languages;
    page->authentic = instrument->authentic;
    sentence_gather(from, instrument->state_by != NULL ? instrument->state_by : instrument->object.made,
                    &page->state_by);
    if (instrument->base != NULL) {
        page->base = instrument->base->title;
        page->base_path = page_of_object(from, &instrument->base->object);
    }
    if (instrument->force_date.length > 0)
        page->force = PRINT(from->arena, "by its own clause on {0}", page_day(from, instrument->force_date));
    page->signing = instrument->opened_for_signature != NULL;
    page->signatures_path = PRINT(from->arena, "/{0}/signatures?instrument={1}", from->name, page->code);
}

static struct slice text_title(const struct gather *from, const struct text_page *page)
{
    if (page->in_brackets > 0)
        return PRINT(from->arena, "“{0}”: {1}, brackets in {2} of {3}", page->title, page->state,
                     page_number(from->arena, page->in_brackets),
                     page_count(from->arena, page->provision_count, "provision", "provisions"));
    return PRINT(from->arena, "“{0}”: {1}", page->title, page->state);
}

bool text_page_gather(const struct gather *from, struct text_page *page, struct error *error)
{
    const struct object *object = state_find(from->state, OBJECT_INSTRUMENT, from->code);
    if (object == NULL)
        return fail(error, FAULT_THING_UNKNOWN, 0, SLICE("text"), from->code);
    const struct instrument *instrument = (const void *)object;
    text_gather_facts(from, instrument, page);
    text_gather_states(from, instrument, page);
    text_gather_provisions(from, instrument, page);
    text_gather_positions(from, instrument, page);
    text_gather_decisions(from, instrument, page);
    text_gather_said(from, instrument, page);
    page->packages = packages_of(from, object);
    page->accounts = report_rows_about(from, object);
    frame_gather(from, text_title(from, page), PRINT(from->arena, "/text/{0}", page->code), &page->frame);
    frame_concern(from, object, &page->frame);
    return true;
}
