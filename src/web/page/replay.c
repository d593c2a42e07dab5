// SPDX-License-Identifier: Apache-2.0
#include "web/page/replay.h"

#include "base/civil.h"
#include "campaign/fault.h"
#include "rules/decision.h"
#include "rules/meeting.h"

enum {
    PAUSE_MS_MIN = 900, /* time to read a sentence */
    PAUSE_MS_MAX = 4000,
    QUICKENED = 600 /* ten minutes pass in a second */
};

struct window {
    uint32_t from, to; /* both are shown */
};

static const struct decision *replay_last_put(const struct state *state)
{
    const struct decision *any = NULL, *vote = NULL;
    for (const struct object *object = state->kinds[OBJECT_DECISION].first; object != NULL; object = object->next) {
        const struct decision *const decision = (const struct decision *)object;
        if (decision->kind != DECISION_RULING)
            any = decision;
        if (decision->kind == DECISION_VOTE)
            vote = decision;
    }
    return vote != NULL ? vote : any;
}

/* The act that opened the meeting in which it was put, else the act that put it. */
static const struct entry *replay_evening_begins(const struct decision *decision)
{
    const struct object *const in = decision->opened_by->in;
    if (in != NULL && in->kind == OBJECT_MEETING)
        for (const struct sitting *sitting = ((const struct meeting *)in)->sittings; sitting != NULL;
             sitting = sitting->next)
            if (sitting->state == MEETING_OPEN)
                return sitting->entry;
    return decision->opened_by;
}

static int64_t replay_begin_of(const struct state *state, uint32_t seq)
{
    struct civil time;
    bool const read = civil_read(state->entries[seq]->act.time, state->offset_seconds, &time);
    return read && time.precision != CIVIL_UNKNOWN ? time.begin : INT64_MIN;
}

static bool replay_last_evening(const struct state *state, struct window *window)
{
    const struct decision *const decision = replay_last_put(state);
    if (decision == NULL)
        return false;
    window->from = replay_evening_begins(decision)->seq;
    window->to = window->from;
    int64_t const begin = replay_begin_of(state, window->from);
    for (uint32_t seq = window->from; seq < state->count && seq - window->from < REPLAY_ACTS_MAX; seq++) {
        int64_t const time = replay_begin_of(state, seq);
        if (begin != INT64_MIN && time != INT64_MIN && time - begin > REPLAY_HOURS * HOUR_SECONDS)
            break;
        window->to = seq;
        if (state->closed == state->entries[seq])
            break;
    }
    return true;
}

static bool replay_asked_window(const struct gather *from, struct window *window, struct error *error)
{
    uint64_t first, last;
    struct slice const begin = from->request != NULL ? request_argument(from->request, "from") : SLICE("");
    struct slice const end = from->request != NULL ? request_argument(from->request, "to") : SLICE("");
    if (begin.length == 0 && end.length == 0)
        return replay_last_evening(from->state, window) || fail(error, FAULT_THING_UNKNOWN, 0, SLICE("evening"));
    if (!slice_number(begin, &first) || !slice_number(end, &last) || first > last || last >= from->state->count ||
        last - first >= REPLAY_ACTS_MAX)
        return fail(error, FAULT_THING_UNKNOWN, 0, SLICE("stretch of acts"), begin);
    *window = (struct window){ (uint32_t)first, (uint32_t)last };
    return true;
}

static unsigned replay_pause_between(const struct state *state, uint32_t before, uint32_t seq)
{
    int64_t const a = replay_begin_of(state, before), b = replay_begin_of(state, seq);
    int64_t const passed = a != INT64_MIN && b != INT64_MIN && b > a ? b - a : 0;
    int64_t const pause = passed > DAY_SECONDS ? PAUSE_MS_MAX : PAUSE_MS_MIN + passed * 1000 / QUICKENED;
    return (unsigned)(pause < PAUSE_MS_MAX ? pause : PAUSE_MS_MAX);
}

struct page_link replay_link(const struct gather *from)
{
    struct window window;
    if (!replay_last_evening(from->state, &window))
        return (struct page_link){ 0 };
    return (struct page_link){ .path = PRINT(from->arena, "/{0}/replay", from->name),
                               .words = PRINT(from->arena, "Watch the last evening again, act by act: {0}",
                                              page_day(from, from->state->entries[window.from]->act.time)) };
}

bool replay_page_gather(const struct gather *from, struct replay_page *page, struct error *error)
{
    struct window window;
    if (!replay_asked_window(from, &window, error))
        return false;
    size_t const count = window.to - window.from + 1;
    *page = (struct replay_page){ .rows.items = arena_take_many(from->arena, count, sizeof *page->rows.items) };
    if (page->rows.items == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("the page"));
    page->begins = page_time(from, from->state->entries[window.from]->act.time);
    page->ends = page_time(from, from->state->entries[window.to]->act.time);
    page->begins_at = page_instant(from, from->state->entries[window.from]->act.time).at;
    page->ends_at = page_instant(from, from->state->entries[window.to]->act.time).at;
    page->heading = PRINT(from->arena, "{0}, act by act", page_day(from, from->state->entries[window.from]->act.time));
    frame_gather(from, page->heading, SLICE("/replay"), &page->frame);
    for (uint32_t seq = window.from; seq <= window.to; seq++) {
        struct replay_row *const row = &page->rows.items[page->rows.count++];
        sentence_gather(from, from->state->entries[seq], &row->act);
        row->pause_ms = seq == window.from ? 0 : replay_pause_between(from->state, seq - 1, seq);
    }
    return true;
}
