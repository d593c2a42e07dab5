// SPDX-License-Identifier: Apache-2.0
#include "web/page/meetings.h"

#include "rules/meeting.h"
#include "rules/state.h"

/* A meeting that has ended is "over": "closed" is a word for doors. */
static struct slice meetings_state_words(const struct meeting *meeting)
{
    return meeting->state == MEETING_CLOSED ? SLICE("over") : slice_of(meeting_state_name(meeting->state));
}

static struct slice meetings_doors_words(const struct meeting *meeting)
{
    bool open = false, closed = false;
    for (const struct sitting *sitting = meeting->sittings; sitting != NULL; sitting = sitting->next) {
        open = open || sitting->doors == DOORS_OPEN;
        closed = closed || sitting->doors == DOORS_CLOSED;
    }
    if (open && closed)
        return meeting->doors == DOORS_CLOSED ? SLICE("doors open, then closed") : SLICE("doors closed, then open");
    return closed ? SLICE("doors closed") : SLICE("doors open");
}

/* When the sitting began and ended, as its own acts say. */
static void meetings_gather_hours(const struct gather *from, const struct meeting *meeting, struct meeting_row *row)
{
    for (const struct sitting *sitting = meeting->sittings; sitting != NULL; sitting = sitting->next) {
        struct slice const time = page_time(from, sitting->entry->act.time);
        struct instant const at = page_instant(from, sitting->entry->act.time).at;
        if (sitting->entry->act.type->id == ACT_MEETING_OPEN) {
            row->opened = time;
            row->opened_at = at;
        }
        if (sitting->state == MEETING_CLOSED || sitting->state == MEETING_CANCELLED) {
            row->ended = time;
            row->ended_at = at;
        }
    }
}

struct meeting_row meeting_row_of(const struct gather *from, const struct meeting *meeting)
{
    struct sentence told;
    sentence_gather(from, meeting->object.made, &told);
    struct meeting_row row = {
        .code = meeting->object.code,
        .path = page_of_object(from, &meeting->object),
        .name = page_name_of(from, &meeting->object),
        .body = meeting->body->name,
        .terms = page_lines_of(from, meeting->body->terms),
        .begins = meeting->begins.length > 0 ? page_time(from, meeting->begins) : told.time,
        .body_code = meeting->body->object.code,
        .begins_at = page_instant(from, meeting->begins.length > 0 ? meeting->begins : told.time_as_written).at,
        .present_count = { meeting->present_known, meeting->present },
        .place = meeting->place,
        .state = meetings_state_words(meeting),
        .present = meeting->present_known ? page_number(from->arena, meeting->present) : SLICE(""),
        .doors = meetings_doors_words(meeting),
        .closed_doors = meeting->doors == DOORS_CLOSED,
        .invited = page_links_of_set(from, meeting->invited),
        .outcome = page_lines_of(from, meeting->outcome),
        .basis = told.basis_words,
    };
    meetings_gather_hours(from, meeting, &row);
    return row;
}

bool meetings_page_gather(const struct gather *from, struct meetings_page *page, struct error *error)
{
    const struct object_list *const list = &from->state->kinds[OBJECT_MEETING];
    uint64_t closed = 0;
    *page = (struct meetings_page){ .rows.items = arena_take_many(from->arena, list->count, sizeof *page->rows.items) };
    frame_gather(from, SLICE("Meetings and their doors"), SLICE("/meetings"), &page->frame);
    if (page->rows.items == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("the page"));
    for (const struct object *object = list->first; object != NULL; object = object->next) {
        page->rows.items[page->rows.count] = meeting_row_of(from, (const struct meeting *)object);
        closed += page->rows.items[page->rows.count++].closed_doors ? 1 : 0;
    }
    page->sentence = PRINT(from->arena, "{0}: {1} with open doors, {2} with closed doors.",
                           page_count(from->arena, list->count, "meeting", "meetings"),
                           page_number(from->arena, list->count - closed), page_number(from->arena, closed));
    return true;
}
