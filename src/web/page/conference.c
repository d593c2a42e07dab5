// SPDX-License-Identifier: Apache-2.0
#include "web/page/conference.h"

#include "base/civil.h"
#include "record/value.h"
#include "rules/instrument.h"
#include "rules/meeting.h"
#include "rules/object.h"
#include "rules/party.h"
#include "rules/position.h"
#include "rules/state.h"
#include "web/page/replay.h"

enum { LATEST_MAX = 10, COUNT_ROWS = 8 };

/* --- its days and its texts ---------------------------------------------------------------------------------------- */

/* The latest time in the record, not counting acts about the keeping of the record. */
static bool conference_reached(const struct gather *from, struct civil *now)
{
    const struct state *const state = from->state;
    for (uint32_t seq = state->count; seq > 0; seq--) {
        const struct act *const act = &state->entries[seq - 1]->act;
        if ((!state->watched || act_value(act, FIELD_BASIS).length > 0) &&
            civil_read(act->time, state->offset_seconds, now) && now->precision != CIVIL_UNKNOWN)
            return true;
    }
    return false;
}

static struct slice conference_days_words(const struct gather *from)
{
    enum { DAY = 24 * 60 * 60 };
    const struct act *const act = &from->state->opened->act;
    struct civil begins, ends, now;
    if (!civil_read(act_value(act, FIELD_BEGINS), from->state->offset_seconds, &begins) ||
        !civil_read(act_value(act, FIELD_ENDS), from->state->offset_seconds, &ends) ||
        !conference_reached(from, &now) || begins.precision == CIVIL_UNKNOWN || ends.precision == CIVIL_UNKNOWN ||
        ends.end < begins.begin)
        return SLICE("");
    uint64_t const days = (uint64_t)((ends.end - begins.begin) / DAY + 1);
    if (now.begin > ends.end)
        return PRINT(from->arena, "It was to last {0}, which are over.", page_count(from->arena, days, "day", "days"));
    if (now.begin < begins.begin)
        return PRINT(from->arena, "It is to last {0}, and begins in {1}.", page_count(from->arena, days, "day", "days"),
                     page_count(from->arena, (uint64_t)((begins.begin - now.begin + DAY - 1) / DAY), "day", "days"));
    uint64_t const day = (uint64_t)((now.begin - begins.begin) / DAY + 1);
    return PRINT(from->arena, "Day {0} of {1}: {2} left after it.", page_number(from->arena, day),
                 page_number(from->arena, days), page_count(from->arena, days - day, "day", "days"));
}

static bool conference_is_base(const struct state *state, const struct object *text)
{
    for (const struct object *object = state->kinds[OBJECT_INSTRUMENT].first; object != NULL; object = object->next) {
        const struct instrument *const base = ((const struct instrument *)object)->base;
        if (base != NULL && &base->object == text)
            return true;
    }
    return false;
}

static struct slice conference_role_of(const struct state *state, const struct instrument *text)
{
    static const struct {
        const char *form, *role;
    } roles[] = { { "base", "The text it works from" },
                  { "treaty", "Treaty" },
                  { "resolution", "Resolutions" },
                  { "statutes", "Statutes" },
                  { "minutes", "Minutes" },
                  { "programme", "Programme" },
                  { "standard", "Standard" } };
    struct slice const form = field_word_at(FIELD_FORM, (unsigned)text->form);
    for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++)
        if (slice_equal(form, slice_of(roles[i].form)) && !conference_is_base(state, &text->object))
            return slice_of(roles[i].role);
    return slice_of(roles[0].role);
}

static void conference_gather_texts(const struct gather *from, struct conference_page *page)
{
    const struct object_list *const list = &from->state->kinds[OBJECT_INSTRUMENT];
    page->texts.items = arena_take_many(from->arena, list->count, sizeof *page->texts.items);
    for (const struct object *object = list->first; object != NULL && page->texts.items != NULL;
         object = object->next) {
        const struct instrument *const text = (const struct instrument *)object;
        page->texts.items[page->texts.count++] =
            (struct text_row){ object->code, conference_role_of(from->state, text), text->title,
                               page_of_object(from, object), slice_of(instrument_state_name(text->state)) };
    }
}

/* --- the story ----------------------------------------------------------------------------------------------------- */

static bool conference_gather_step(const struct gather *from, const struct entry *milestone, struct step_row *row)
{
    uint64_t marked = 0, number = 0;
    if (!slice_number(act_value(&milestone->act, FIELD_ACT), &marked) || marked >= from->state->count ||
        !slice_number(act_value(&milestone->act, FIELD_STEP), &number))
        return false;
    row->number = (unsigned)number;
    row->title = act_value(&milestone->act, FIELD_TITLE);
    row->story = page_lines_of(from, act_value(&milestone->act, FIELD_STATEMENT));
    sentence_gather(from, from->state->entries[marked], &row->act);
    return true;
}

/* By number, not in the order of the record. A number that is used again replaces the step. */
static void conference_place_step(struct conference_page *page, const struct step_row *row)
{
    struct step_row *items = page->steps.items;
    size_t at = page->steps.count;
    for (size_t i = 0; i < page->steps.count; i++) {
        if (items[i].number == row->number) {
            items[i] = *row;
            return;
        }
    }
    for (; at > 0 && items[at - 1].number > row->number; at--)
        items[at] = items[at - 1];
    items[at] = *row;
    page->steps.count++;
}

static void conference_gather_steps(const struct gather *from, struct conference_page *page)
{
    size_t count = 0;
    for (const struct entry_link *step = from->state->milestones.first; step != NULL; step = step->next)
        count++;
    page->steps.items = arena_take_many(from->arena, count, sizeof *page->steps.items);
    for (const struct entry_link *step = from->state->milestones.first; step != NULL && page->steps.items != NULL;
         step = step->next) {
        struct step_row row;
        if (conference_gather_step(from, step->entry, &row))
            conference_place_step(page, &row);
    }
}

/* --- what is going on ---------------------------------------------------------------------------------------------- */

static void conference_gather_open(const struct gather *from, struct conference_page *page)
{
    const struct state *state = from->state;
    page->open_meetings.items =
        arena_take_many(from->arena, state->kinds[OBJECT_MEETING].count, sizeof *page->open_meetings.items);
    for (const struct object *object = state->kinds[OBJECT_MEETING].first; object != NULL; object = object->next) {
        const struct meeting *meeting = (const void *)object;
        if ((meeting->state == MEETING_OPEN || meeting->state == MEETING_SUSPENDED) &&
            page->open_meetings.items != NULL)
            page->open_meetings.items[page->open_meetings.count++] =
                page_link_to(from, object,
                             PRINT(from->arena, "{0}: {1}, doors {2}", page_name_of(from, object),
                                   slice_of(meeting_state_name(meeting->state)), slice_of(doors_name(meeting->doors))));
    }
    page->signing.items =
        arena_take_many(from->arena, state->kinds[OBJECT_INSTRUMENT].count, sizeof *page->signing.items);
    for (const struct object *object = state->kinds[OBJECT_INSTRUMENT].first; object != NULL; object = object->next) {
        const struct instrument *instrument = (const void *)object;
        if (instrument->state == INSTRUMENT_OPEN_FOR_SIGNATURE && page->signing.items != NULL)
            page->signing.items[page->signing.count++] =
                (struct page_link){ PRINT(from->arena, "/{0}/signatures", from->name),
                                    PRINT(from->arena, "“{0}” is open for signature", instrument->title),
                                    object->code };
    }
    decision_briefs_gather(from, true, &page->open_decisions);
    decision_briefs_gather(from, false, &page->decided);
    page->nothing_open = page->open_meetings.count + page->signing.count + page->open_decisions.count == 0;
}

static void conference_gather_latest(const struct gather *from, struct conference_page *page)
{
    page->latest.items = arena_take_many(from->arena, LATEST_MAX, sizeof *page->latest.items);
    for (uint32_t seq = from->state->count; seq > 0 && page->latest.count < LATEST_MAX && page->latest.items != NULL;
         seq--)
        if (from->state->entries[seq - 1]->act.type->id != ACT_MILESTONE)
            sentence_gather(from, from->state->entries[seq - 1], &page->latest.items[page->latest.count++]);
}

/* --- counts -------------------------------------------------------------------------------------------------------- */

static void conference_add_count(const struct gather *from, struct conference_page *page, uint64_t count,
                                 const char *one, const char *many, const char *path, struct slice note)
{
    page->counts.items[page->counts.count++] =
        (struct count_row){ (unsigned)count, many, slice_of(count == 1 ? one : many),
                            PRINT(from->arena, "/{0}/{1}", from->name, slice_of(path)), note };
}

static uint64_t conference_position_count(const struct state *state)
{
    uint64_t count = 0;
    for (const struct position *one = state->positions; one != NULL; one = one->next)
        count++;
    return count;
}

static void conference_gather_counts(const struct gather *from, struct conference_page *page)
{
    const struct state *state = from->state;
    page->counts.items = arena_take_many(from->arena, COUNT_ROWS, sizeof *page->counts.items);
    if (page->counts.items == NULL)
        return;
    struct slice const none = SLICE("");
    conference_add_count(from, page, party_count(state).members, "member", "members", "members", none);
    conference_add_count(from, page, state->kinds[OBJECT_PROPOSAL].count, "proposal", "proposals", "proposals", none);
    conference_add_count(from, page, conference_position_count(state), "position", "positions", "positions",
                         SLICE("acts that took one"));
    conference_add_count(from, page, state->kinds[OBJECT_DECISION].count, "decision", "decisions", "decisions",
                         SLICE("indications, consensus, votes and rulings"));
    conference_add_count(from, page, state->kinds[OBJECT_MEETING].count, "meeting", "meetings", "meetings", none);
    conference_add_count(from, page, state->kinds[OBJECT_DOCUMENT].count, "document", "documents", "documents", none);
    conference_add_count(from, page, state->kinds[OBJECT_REPORT].count, "report", "reports", "reports", none);
    conference_add_count(from, page, state->count, "act", "acts", "record",
                         state->irregularities > 0
                             ? PRINT(from->arena, "{0} with a finding", page_number(from->arena, state->irregularities))
                             : none);
}

static void conference_gather_outside(const struct gather *from, struct conference_page *page)
{
    const struct act *act = &from->state->opened->act;
    struct slice value;
    size_t count = 0;
    for (size_t at = 0; act_next_value(act, FIELD_OUTSIDE, &at, &value);)
        count++;
    page->outside.items = arena_take_many(from->arena, count, sizeof *page->outside.items);
    for (size_t at = 0; page->outside.items != NULL && act_next_value(act, FIELD_OUTSIDE, &at, &value);)
        page->outside.items[page->outside.count++] = (struct page_link){ .words = value };
}

bool conference_page_gather(const struct gather *from, struct conference_page *page, struct error *error)
{
    (void)error;
    const struct act *act = &from->state->opened->act;
    frame_gather(from, act_value(act, FIELD_TITLE), SLICE(""), &page->frame);
    action_links_of(from, NULL, &page->actions);
    page->full_title = act_value(act, FIELD_TITLE);
    struct slice const begins = page_time(from, act_value(act, FIELD_BEGINS));
    struct slice const ends = page_time(from, act_value(act, FIELD_ENDS));
    page->dates =
        ends.length > 0 && !slice_equal(begins, ends) ? PRINT(from->arena, "{0} to {1}", begins, ends) : begins;
    page->begins = page_instant(from, act_value(act, FIELD_BEGINS)).at;
    page->ends = page_instant(from, act_value(act, FIELD_ENDS)).at;
    page->mandate = page_lines_of(from, act_value(act, FIELD_MANDATE));
    page->days = conference_days_words(from);
    conference_gather_outside(from, page);
    conference_gather_texts(from, page);
    conference_gather_steps(from, page);
    conference_gather_open(from, page);
    conference_gather_latest(from, page);
    page->replay = replay_link(from);
    conference_gather_counts(from, page);
    return true;
}
