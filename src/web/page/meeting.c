// SPDX-License-Identifier: Apache-2.0
#include "web/page/meeting.h"

#include "campaign/fault.h"
#include "rules/meeting.h"
#include "rules/state.h"

bool meeting_page_gather(const struct gather *from, struct meeting_page *page, struct error *error)
{
    const struct meeting *const meeting = (const struct meeting *)state_find(from->state, OBJECT_MEETING, from->code);
    if (meeting == NULL)
        return fail(error, FAULT_THING_UNKNOWN, 0, SLICE("meeting"), from->code);
    const struct object_list *const list = &from->state->kinds[OBJECT_DECISION];
    *page = (struct meeting_page){ .row = meeting_row_of(from, meeting) };
    frame_gather(from, PRINT(from->arena, "{0}: {1}", page->row.name, page->row.doors),
                 PRINT(from->arena, "/meetings/{0}", meeting->object.code), &page->frame);
    frame_concern(from, &meeting->object, &page->frame);
    if (meeting->agenda != NULL) {
        page->agenda = page_name_of(from, meeting->agenda);
        page->agenda_path = page_of_object(from, meeting->agenda);
    }
    page->decisions.items = arena_take_many(from->arena, list->count, sizeof *page->decisions.items);
    for (const struct object *object = list->first; object != NULL && page->decisions.items != NULL;
         object = object->next)
        if (object->made->in == &meeting->object)
            decision_brief_gather(from, (const struct decision *)object,
                                  &page->decisions.items[page->decisions.count++]);
    sentences_of_object(from, &meeting->object, PAGE_ACTS_MAX, &page->acts);
    return true;
}
