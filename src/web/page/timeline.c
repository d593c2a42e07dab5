// SPDX-License-Identifier: Apache-2.0
#include "web/page/timeline.h"

#include "base/civil.h"
#include "rules/meeting.h"
#include "rules/state.h"
#include "web/page/topic.h"

#include <string.h>

enum {
    TIMELINE_ACTS_MAX = 400,
    HOURS_MAX = 2000,
    HOUR_MARK = 4, /* thousandths of a day: the narrowest visible bar */
    FOLDED_MIN = 6 /* this many consecutive acts of one kind are folded */
};

/* --- filters ------------------------------------------------------------------------------------------------------- */

static struct slice timeline_argument(const struct gather *from, const char *name)
{
    return from->request != NULL ? request_argument(from->request, name) : SLICE("");
}

static void timeline_gather_choices(const struct gather *from, enum object_kind kind, bool members, struct slice chosen,
                                    struct choices *choices)
{
    const struct object_list *list = &from->state->kinds[kind];
    choices->items = arena_take_many(from->arena, list->count, sizeof *choices->items);
    for (const struct object *object = list->first; object != NULL && choices->items != NULL; object = object->next) {
        if (members && object->mention_count == 0)
            continue;
        choices->items[choices->count++] =
            (struct choice){ object->code, page_name_of(from, object), slice_equal(object->code, chosen) };
    }
}

static void timeline_gather_filters(const struct gather *from, struct timeline_page *page)
{
    page->member = timeline_argument(from, "member");
    page->body = timeline_argument(from, "body");
    page->kind = timeline_argument(from, "kind");
    page->filtered = page->member.length + page->body.length + page->kind.length > 0;
    timeline_gather_choices(from, OBJECT_ACTOR, true, page->member, &page->members);
    timeline_gather_choices(from, OBJECT_BODY, false, page->body, &page->bodies);
    page->kinds.items = arena_take_many(from->arena, topic_kind_count, sizeof *page->kinds.items);
    for (size_t i = 0; i < topic_kind_count && page->kinds.items != NULL; i++) {
        struct slice const code = slice_of(topic_kinds[i].beginning);
        page->kinds.items[page->kinds.count++] =
            (struct choice){ code, slice_of(topic_kinds[i].words), slice_equal(code, page->kind) };
    }
}

static bool timeline_is_wanted(const struct entry *entry, const struct timeline_page *page)
{
    if (!topic_is_news(entry))
        return false;
    if (page->kind.length > 0 && !slice_begins(entry->act.type->name, page->kind))
        return false;
    if (page->member.length > 0 && !topic_mentions(entry, page->member))
        return false;
    if (page->body.length == 0)
        return true;
    const struct body *body = entry->in != NULL ? place_body(entry->in) : NULL;
    return (body != NULL && slice_equal(body->object.code, page->body)) || topic_mentions(entry, page->body);
}

/* --- order --------------------------------------------------------------------------------------------------------- */

/* The time of an act, for the order of days; ties keep the order of the record. */
static int64_t timeline_moment(const struct gather *from, const struct entry *entry)
{
    struct civil time;
    if (!civil_read(entry->act.time, from->state->offset_seconds, &time) || time.precision == CIVIL_UNKNOWN)
        return INT64_MAX;
    return time.begin;
}

struct placed {
    const struct entry *entry;
    int64_t when;
};

/* Merge sort: it is stable, so acts of the same moment keep the order of the record. */
static void timeline_sort(struct placed *items, struct placed *spare, size_t count)
{
    if (count < 2)
        return;
    size_t const half = count / 2;
    timeline_sort(items, spare, half);
    timeline_sort(items + half, spare, count - half);
    size_t a = 0, b = half, at = 0;
    while (a < half && b < count)
        spare[at++] = items[b].when < items[a].when ? items[b++] : items[a++];
    while (a < half)
        spare[at++] = items[a++];
    while (b < count)
        spare[at++] = items[b++];
    memcpy(items, spare, count * sizeof *items);
}

/* The day of an act: of a range its first day; "about" a day is that day. */
static struct slice timeline_day_of(const struct gather *from, const struct entry *entry)
{
    struct civil time;
    char words[40];
    struct buffer out = BUFFER(words);
    if (!civil_read(entry->act.time, from->state->offset_seconds, &time) ||
        (time.precision != CIVIL_RANGE && !time.about) || time.precision == CIVIL_MONTH || time.precision == CIVIL_YEAR)
        return page_day(from, entry->act.time);
    unsigned hour, minute, second;
    struct civil_date const date = civil_date_at(time.begin, from->state->offset_seconds, &hour, &minute, &second);
    buffer_add_padded(&out, (uint64_t)date.year, 4);
    buffer_add_byte(&out, '-');
    buffer_add_padded(&out, date.month, 2);
    buffer_add_byte(&out, '-');
    buffer_add_padded(&out, date.day, 2);
    return page_day(from, arena_copy(from->arena, buffer_slice(&out)));
}

/* --- hours --------------------------------------------------------------------------------------------------------- */

static bool timeline_read_exact(const struct gather *from, const struct entry *entry, struct civil *time)
{
    return civil_read(entry->act.time, from->state->offset_seconds, time) && time->precision <= CIVIL_MINUTE;
}

static void timeline_write_clock(struct buffer *out, int64_t seconds, int32_t offset)
{
    unsigned hour, minute, second;
    (void)civil_date_at(seconds, offset, &hour, &minute, &second);
    buffer_add_padded(out, hour, 2);
    buffer_add_byte(out, ':');
    buffer_add_padded(out, minute, 2);
}

static unsigned timeline_thousandths(const struct gather *from, int64_t seconds)
{
    int64_t const local = seconds + from->state->offset_seconds;
    int64_t const of_day = ((local % DAY_SECONDS) + DAY_SECONDS) % DAY_SECONDS;
    return (unsigned)(of_day * 1000 / DAY_SECONDS);
}

/* A period with the same doors, from one change to the next. */
static void timeline_gather_stretch(const struct gather *from, const struct meeting *meeting,
                                    const struct sitting *sitting, struct hours_row *row)
{
    struct civil begin, end;
    char words[64];
    struct buffer out = BUFFER(words);
    bool const begin_known = timeline_read_exact(from, sitting->entry, &begin);
    bool const end_known = sitting->next != NULL && timeline_read_exact(from, sitting->next->entry, &end);
    *row = (struct hours_row){ .code = meeting->object.code,
                               .meeting = page_name_of(from, &meeting->object),
                               .path = page_of_object(from, &meeting->object),
                               .day = timeline_day_of(from, sitting->entry),
                               .doors = slice_of(doors_name(sitting->doors)),
                               .closed = sitting->doors == DOORS_CLOSED };
    int32_t const offset = from->state->offset_seconds;
    if (begin_known)
        timeline_write_clock(&out, begin.begin, offset);
    else
        buffer_add(&out, SLICE("from an hour not known"));
    buffer_add(&out, SLICE(" to "));
    if (end_known)
        timeline_write_clock(&out, end.begin, offset);
    else
        buffer_add(&out, SLICE("an hour not known"));
    row->from_to = !begin_known && !end_known ? SLICE("hours not known") : arena_copy(from->arena, buffer_slice(&out));
    if (!begin_known)
        return;
    row->begins = (struct instant){ begin.begin, offset, true };
    if (end_known)
        row->ends = (struct instant){ end.begin, offset, true };
    row->drawn = true;
    row->left = timeline_thousandths(from, begin.begin);
    row->width = HOUR_MARK; /* only its beginning, if the end is not known */
    if (!end_known || end.begin < begin.begin)
        return;
    unsigned const to = timeline_thousandths(from, end.begin);
    bool const over_midnight = end.begin - begin.begin >= DAY_SECONDS || to < row->left;
    row->width = (over_midnight ? 1000 : to) - row->left;
    if (row->width < HOUR_MARK)
        row->width = HOUR_MARK;
}

static void timeline_gather_hours(const struct gather *from, struct timeline_page *page)
{
    struct hours_row *all = arena_take_many(from->arena, HOURS_MAX, sizeof *all);
    size_t count = 0;
    const struct object *object = from->state->kinds[OBJECT_MEETING].first;
    for (; object != NULL && all != NULL; object = object->next) {
        const struct meeting *meeting = (const void *)object;
        for (const struct sitting *sitting = meeting->sittings; sitting != NULL && count < HOURS_MAX;
             sitting = sitting->next)
            if (sitting->state == MEETING_OPEN)
                timeline_gather_stretch(from, meeting, sitting, &all[count++]);
    }
    page->hours.items = all;
    page->hours.count = count;
    for (size_t day = 0; day < page->days.count; day++) {
        struct day_row *row = &page->days.items[day];
        row->hours.items = arena_take_many(from->arena, count, sizeof *row->hours.items);
        for (size_t i = 0; i < count && row->hours.items != NULL; i++)
            if (slice_equal(all[i].day, row->day))
                row->hours.items[row->hours.count++] = all[i];
    }
}

/* --- the page ------------------------------------------------------------------------------------------------------ */

static void timeline_end_run(const struct gather *from, struct day_row *day)
{
    struct run_row *run = &day->runs.items[day->runs.count - 1];
    if (run->acts.count < FOLDED_MIN)
        return;
    run->folded = true;
    run->words = PRINT(from->arena, "{0} of one kind; the first: {1}",
                       page_count(from->arena, run->acts.count, "act", "acts"), run->acts.items[0].words);
}

/* Splits the acts of a day into runs of one type, and joins short runs. */
static void timeline_gather_runs(const struct gather *from, struct day_row *day, const struct placed *placed,
                                 size_t count)
{
    day->runs.items = arena_take_many(from->arena, count, sizeof *day->runs.items);
    struct sentence *all = arena_take_many(from->arena, count, sizeof *all);
    for (size_t i = 0; day->runs.items != NULL && all != NULL && i < count; i++) {
        size_t same = i + 1;
        while (same < count && placed[same].entry->act.type == placed[i].entry->act.type)
            same++;
        bool const many = same - i >= FOLDED_MIN;
        struct run_row *run = day->runs.count > 0 ? &day->runs.items[day->runs.count - 1] : NULL;
        if (run == NULL || many || run->folded)
            day->runs.items[day->runs.count++] = (struct run_row){ .acts = { all + i, 0 } };
        run = &day->runs.items[day->runs.count - 1];
        size_t const end = many ? same : i + 1;
        for (; i < end; i++)
            sentence_gather(from, placed[i].entry, &run->acts.items[run->acts.count++]);
        i--;
        if (many)
            timeline_end_run(from, day);
    }
}

/* From `placed`, the acts of the days that this page shows. */
static void timeline_gather_days(const struct gather *from, struct timeline_page *page, const struct placed *placed,
                                 size_t count)
{
    for (size_t i = 0; i < count;) {
        struct slice const day = timeline_day_of(from, placed[i].entry);
        size_t end = i + 1;
        while (end < count && slice_equal(day, timeline_day_of(from, placed[end].entry)))
            end++;
        struct day_row *row = &page->days.items[page->days.count++];
        row->day = day;
        timeline_gather_runs(from, row, placed + i, end - i);
        i = end;
    }
}

static struct slice timeline_page_at(const struct gather *from, const struct timeline_page *page, uint64_t at)
{
    return PRINT(from->arena, "{0}?member={1}&body={2}&kind={3}&from={4}", page->frame.path, page->member, page->body,
                 page->kind, page_number(from->arena, at));
}

/* For people: the days from ?from= on. */
static void timeline_gather_shown(const struct gather *from, struct timeline_page *page, const struct placed *placed)
{
    uint64_t begin = 0;
    (void)slice_number(timeline_argument(from, "from"), &begin);
    if (begin > page->total)
        begin = page->total;
    page->shown = page->total - (unsigned)begin < TIMELINE_ACTS_MAX ? page->total - (unsigned)begin : TIMELINE_ACTS_MAX;
    timeline_gather_days(from, page, placed + begin, page->shown);
    if (begin > 0)
        page->earlier = timeline_page_at(from, page, begin > TIMELINE_ACTS_MAX ? begin - TIMELINE_ACTS_MAX : 0);
    if (begin + page->shown < page->total)
        page->later = timeline_page_at(from, page, begin + page->shown);
}

/* For programs: a part, act by act. */
static bool timeline_gather_part(const struct gather *from, struct timeline_page *page, const struct placed *placed,
                                 struct error *error)
{
    if (!page_part_gather(from, &page->frame, page->total, &page->part, error))
        return false;
    page->acts.items = arena_take_many(from->arena, page->part.count, sizeof *page->acts.items);
    for (size_t i = 0; i < page->part.count && page->acts.items != NULL; i++)
        sentence_gather(from, placed[page->part.begin + i].entry, &page->acts.items[page->acts.count++]);
    return true;
}

bool timeline_page_gather(const struct gather *from, struct timeline_page *page, struct error *error)
{
    frame_gather(from, SLICE("What happened, day by day"), SLICE("/timeline"), &page->frame);
    timeline_gather_filters(from, page);
    struct placed *placed = arena_take_many(from->arena, 2 * (size_t)from->state->count, sizeof *placed);
    page->days.items = arena_take_many(from->arena, TIMELINE_ACTS_MAX, sizeof *page->days.items);
    if (placed == NULL || page->days.items == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("a page"));
    for (uint32_t seq = 0; seq < from->state->count; seq++) {
        const struct entry *entry = from->state->entries[seq];
        if (timeline_is_wanted(entry, page))
            placed[page->total++] = (struct placed){ entry, timeline_moment(from, entry) };
    }
    timeline_sort(placed, placed + page->total, page->total);
    bool const data = page_is_data(from);
    if (data && !timeline_gather_part(from, page, placed, error))
        return false;
    if (!data)
        timeline_gather_shown(from, page, placed);
    timeline_gather_hours(from, page);
    return true;
}
