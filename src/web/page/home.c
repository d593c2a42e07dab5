// SPDX-License-Identifier: Apache-2.0
#include "web/page/home.h"

/* Copies everything: the room's lock is released before the page is printed. */
static void home_gather_row(const struct gather *from, struct room *room, struct home_row *row)
{
    struct gather at = *from;
    at.state = room_read(room);
    const struct act *act = &at.state->opened->act;
    struct slice const begins = page_time(&at, act_value(act, FIELD_BEGINS));
    struct slice const ends = page_time(&at, act_value(act, FIELD_ENDS));
    row->path = PRINT(from->arena, "/{0}", room_name(room));
    row->name = room_name(room);
    row->begins = page_instant(&at, act_value(act, FIELD_BEGINS)).at;
    row->ends = page_instant(&at, act_value(act, FIELD_ENDS)).at;
    row->watched = at.state->watched;
    row->title = arena_copy(from->arena, act_value(act, FIELD_TITLE));
    row->place = arena_copy(from->arena, act_value(act, FIELD_PLACE));
    row->dates = ends.length > 0 && !slice_equal(begins, ends) ? PRINT(from->arena, "{0} to {1}", begins, ends)
                                                               : arena_copy(from->arena, begins);
    row->kind = at.state->watched ? SLICE("a record kept from outside, each line with its source")
                                  : SLICE("run on Plenary, each act signed or minuted");
    row->acts = at.state->count;
    room_read_end(room);
}

bool home_page_gather(const struct gather *from, struct home_page *page, struct error *error)
{
    size_t const count = site_count(from->site);
    frame_gather(from, SLICE("Conferences on the record"), SLICE(""), &page->frame);
    page->host = site_host(from->site);
    page->conferences.items = arena_take_many(from->arena, count, sizeof *page->conferences.items);
    if (page->conferences.items == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("a page"));
    for (size_t i = 0; i < count; i++)
        if (room_count(site_room(from->site, i)) > 0)
            home_gather_row(from, site_room(from->site, i), &page->conferences.items[page->conferences.count++]);
    return true;
}
