// SPDX-License-Identifier: Apache-2.0
#include "web/feed.h"

#include "base/base64.h"
#include "base/civil.h"
#include "formats/atom.h"
#include "formats/calendar.h"
#include "rules/instrument.h"
#include "rules/meeting.h"
#include "store/campaigns.h"
#include "web/page/sentence.h"
#include "web/page/topic.h"

/* --- what both share ----------------------------------------------------------------------------------------------- */

/* Sets the ETag. True if the client already has that version. */
static bool feed_is_known(struct exchange *exchange, struct slice version)
{
    struct response *const response = &exchange->response;
    response->etag = PRINT(exchange->arena, "W/\"{0}\"", version);
    if (!slice_equal(exchange->if_none_match, response->etag))
        return false;
    response->status = 304;
    return true;
}

static struct gather feed_gather_from(struct exchange *exchange, const struct state *state)
{
    return (struct gather){ .arena = exchange->arena,
                            .request = exchange->request,
                            .state = state,
                            .base = exchange->base,
                            .name = room_name(exchange->room) };
}

/* A path as an absolute URL. */
static struct slice feed_on_site(const struct gather *from, struct slice path)
{
    return PRINT(from->arena, "{0}{1}", from->base, path);
}

/* When an act was recorded, as exactly as the record knows it. */
static int64_t feed_moment(const struct gather *from, const struct entry *entry)
{
    struct slice const entered = act_value(&entry->act, FIELD_ENTERED);
    struct civil time;
    if (civil_read(entered.length > 0 ? entered : entry->act.time, from->state->offset_seconds, &time) &&
        time.precision != CIVIL_UNKNOWN)
        return time.begin;
    return entry->seq > 0 ? feed_moment(from, from->state->opened) : 0;
}

/* --- the feed ------------------------------------------------------------------------------------------------------ */

struct chosen {
    const struct entry *items[FEED_ENTRIES_MAX]; /* the newest first */
    size_t count;
    bool more;
};

static void feed_choose(const struct state *state, const struct topic *topic, uint64_t before, struct chosen *chosen)
{
    *chosen = (struct chosen){ .count = 0 };
    for (uint64_t seq = before < state->count ? before : state->count; seq > 0; seq--) {
        const struct entry *entry = state->entries[seq - 1];
        if (!topic_concerns(topic, entry))
            continue;
        chosen->more = chosen->count == FEED_ENTRIES_MAX;
        if (chosen->more)
            return;
        chosen->items[chosen->count++] = entry;
    }
}

/* RFC 6920: ni:///sha-256;HASH in base64url without padding. */
static struct slice feed_name_of(const struct gather *from, const struct entry *entry)
{
    char digits[64];
    struct buffer out = BUFFER(digits);
    base64_write_url(&out, entry->name.bytes, HASH_BYTES);
    return PRINT(from->arena, "ni:///sha-256;{0}", buffer_slice(&out));
}

static struct slice feed_summary_of(const struct gather *from, const struct sentence *one)
{
    struct slice text = PRINT(from->arena, "{0}; {1}.", one->time, one->basis_words);
    if (one->finding.length > 0)
        text = PRINT(from->arena, "{0}\n{1} ({2}).", text, one->finding, one->finding_rule);
    for (size_t i = 0; i < one->said.count; i++)
        text = PRINT(from->arena, "{0}\n{1}", text, one->said.items[i]);
    return text;
}

static void feed_add_entry(const struct gather *from, const struct entry *entry, struct buffer *out)
{
    struct sentence one;
    sentence_gather(from, entry, &one);
    struct atom_entry const row = { .id = feed_name_of(from, entry),
                                    .title = PRINT(from->arena, "{0}{1}", one.words, one.stop),
                                    .author = one.by_name,
                                    .page = feed_on_site(from, one.path),
                                    .category = one.type,
                                    .summary = feed_summary_of(from, &one),
                                    .updated = feed_moment(from, entry) };
    atom_add(out, &row);
}

static void feed_write_feed(const struct gather *from, const struct topic *topic, const struct chosen *chosen,
                            struct buffer *out)
{
    struct slice const home = PRINT(from->arena, "{0}/{1}", from->base, from->name),
                       query = topic_query(from, topic->text);
    struct slice const conference = act_value(&from->state->opened->act, FIELD_TITLE);
    struct slice const words = topic_words(from, topic);
    struct atom_feed feed = { .id = PRINT(from->arena, "https://{0}/feed.atom{1}", from->state->origin, query),
                              .title =
                                  words.length > 0 ? PRINT(from->arena, "{0} – {1}", words, conference) : conference,
                              .subtitle = SLICE("Each act as it came onto the record, with a link to its proof."),
                              .author = conference,
                              .self = PRINT(from->arena, "{0}/feed.atom{1}", home, query),
                              .page = feed_on_site(from, topic_page(from, topic)),
                              .updated = feed_moment(from, from->state->opened) };
    for (size_t i = 0; i < chosen->count; i++)
        if (feed_moment(from, chosen->items[i]) > feed.updated)
            feed.updated = feed_moment(from, chosen->items[i]);
    if (chosen->more)
        feed.older = PRINT(from->arena, "{0}{1}before={2}", feed.self, query.length > 0 ? SLICE("&") : SLICE("?"),
                           page_number(from->arena, chosen->items[chosen->count - 1]->seq));
    atom_begin(out, &feed);
    for (size_t i = 0; i < chosen->count; i++)
        feed_add_entry(from, chosen->items[i], out);
    atom_end(out);
}

static bool feed_answer_feed(struct exchange *exchange, const struct state *state, struct error *error)
{
    struct gather const from = feed_gather_from(exchange, state);
    struct topic topic;
    uint64_t before = 0;
    if (!topic_find(&from, request_argument(exchange->request, "topic"), &topic, error))
        return false;
    if (!slice_number(request_argument(exchange->request, "before"), &before))
        before = state->count;
    struct chosen *const chosen = arena_take(exchange->arena, sizeof *chosen);
    if (chosen == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("a feed"));
    feed_choose(state, &topic, before, chosen);
    response_text(&exchange->response, 200, "application/atom+xml; charset=utf-8");
    exchange->response.for_everybody = true;
    struct slice const last = chosen->count > 0 ? page_hash(exchange->arena, &chosen->items[0]->name) : SLICE("none");
    if (!feed_is_known(exchange, last))
        feed_write_feed(&from, &topic, chosen, &exchange->response.body);
    return true;
}

bool feed_atom_get(struct exchange *exchange, struct error *error)
{
    bool const done = feed_answer_feed(exchange, room_read(exchange->room), error);
    room_read_end(exchange->room);
    return done;
}

/* --- the calendar -------------------------------------------------------------------------------------------------- */

static bool feed_is_exact(const struct civil *time)
{
    return time->precision == CIVIL_SECOND || time->precision == CIVIL_MINUTE;
}

/* Sets the time of an event. False if it is too vague for a calendar. */
static bool feed_set_time(const struct gather *from, struct slice begins, struct slice ends,
                          struct calendar_event *event)
{
    struct civil begin, end;
    if (!civil_read(begins, from->state->offset_seconds, &begin) || begin.precision == CIVIL_UNKNOWN ||
        begin.precision == CIVIL_MONTH || begin.precision == CIVIL_YEAR)
        return false;
    event->begin = begin.begin;
    event->whole_days = !feed_is_exact(&begin);
    event->offset_seconds = from->state->offset_seconds;
    event->end = event->whole_days ? begin.end : begin.begin;
    if (civil_read(ends, from->state->offset_seconds, &end) && end.begin >= begin.begin &&
        feed_is_exact(&end) == feed_is_exact(&begin) && end.precision != CIVIL_UNKNOWN)
        event->end = event->whole_days ? end.end : end.begin;
    return true;
}

static struct slice feed_uid_of(const struct gather *from, struct slice code, const char *what)
{
    struct slice const origin = from->state->origin;
    size_t const mark = slice_find(origin, '/', 0);
    return PRINT(from->arena, "{0}{1}.{2}@{3}", slice_of(what), code, slice_part(origin, mark + 1, origin.length),
                 slice_part(origin, 0, mark));
}

static void feed_add_conference(const struct gather *from, struct buffer *out)
{
    const struct act *const act = &from->state->opened->act;
    struct calendar_event event = { .uid = feed_uid_of(from, SLICE("conference"), ""),
                                    .title = act_value(act, FIELD_TITLE),
                                    .place = act_value(act, FIELD_PLACE),
                                    .page = PRINT(from->arena, "{0}/{1}", from->base, from->name),
                                    .stamp = feed_moment(from, from->state->opened) };
    if (feed_set_time(from, act_value(act, FIELD_BEGINS), act_value(act, FIELD_ENDS), &event))
        calendar_add(out, &event);
}

/* The hours at which it was held, or else for which it was called. */
static void feed_add_meeting(const struct gather *from, const struct meeting *meeting, struct buffer *out)
{
    struct slice begins = SLICE(""), ends = SLICE("");
    struct calendar_event event = { .uid = feed_uid_of(from, meeting->object.code, "meeting-"),
                                    .title = page_name_of(from, &meeting->object),
                                    .place = meeting->place,
                                    .page = feed_on_site(from, page_of_object(from, &meeting->object)),
                                    .cancelled = meeting->state == MEETING_CANCELLED };
    for (const struct sitting *sitting = meeting->sittings; sitting != NULL; sitting = sitting->next) {
        if (sitting->state == MEETING_OPEN && begins.length == 0)
            begins = sitting->entry->act.time;
        if (sitting->state == MEETING_CLOSED)
            ends = sitting->entry->act.time;
        event.stamp = feed_moment(from, sitting->entry);
        event.version += sitting != meeting->sittings;
    }
    event.words = PRINT(from->arena, "The meeting is {0}; its doors are {1}.",
                        slice_of(meeting_state_name(meeting->state)), slice_of(doors_name(meeting->doors)));
    struct calendar_event as_called = event;
    if (feed_set_time(from, begins, ends, &event) && !event.whole_days)
        calendar_add(out, &event);
    else if (feed_set_time(from, meeting->begins, SLICE(""), &as_called) ||
             feed_set_time(from, begins, ends, &as_called))
        calendar_add(out, &as_called);
}

static void feed_add_instrument(const struct gather *from, const struct instrument *instrument, struct buffer *out)
{
    const struct entry *const opened = instrument->opened_for_signature, *const made = instrument->object.made;
    struct calendar_event event = { .page = feed_on_site(from, page_of_object(from, &instrument->object)) };
    struct slice const closes =
        instrument->state == INSTRUMENT_CLOSED_FOR_SIGNATURE ? instrument->state_by->act.time : SLICE("");
    if (opened != NULL && feed_set_time(from, opened->act.time, closes, &event)) {
        event.uid = feed_uid_of(from, instrument->object.code, "signing-");
        event.title = PRINT(from->arena, "Open for signature: {0}", instrument->title);
        event.place = act_value(&opened->act, FIELD_PLACE);
        event.stamp = feed_moment(from, closes.length > 0 ? instrument->state_by : opened);
        event.version = closes.length > 0;
        calendar_add(out, &event);
    }
    const struct entry *const force = instrument->force_by;
    struct slice const date = force != NULL ? act_value(&force->act, FIELD_EFFECT_DATE) : instrument->force_date;
    struct calendar_event day = { .page = event.page };
    if (made == NULL || !feed_set_time(from, date, SLICE(""), &day))
        return;
    day.uid = feed_uid_of(from, instrument->object.code, "force-");
    day.title = PRINT(from->arena, "In force: {0}", instrument->title);
    day.words = force != NULL ? SLICE("As the depositary stated.")
                              : SLICE("By its own clause; the depositary has not stated it yet.");
    day.stamp = feed_moment(from, force != NULL ? force : made);
    day.version = force != NULL;
    calendar_add(out, &day);
}

/* The last day on which a campaign accepts messages. */
static void feed_add_campaign(const struct gather *from, const struct campaign *campaign, struct buffer *out)
{
    struct calendar_event const event = { .uid = feed_uid_of(from, campaign->code, "campaign-"),
                                          .title = PRINT(from->arena, "Last hour to write: {0}", campaign->title),
                                          .words = PRINT(from->arena, "A campaign of {0}.", campaign->organisation),
                                          .page = PRINT(from->arena, "{0}/{1}/campaigns/{2}", from->base, from->name,
                                                        campaign->code),
                                          .stamp = campaign->created_at,
                                          .begin = campaign->closes_at,
                                          .end = campaign->closes_at,
                                          .cancelled = slice_equal(campaign->state, SLICE("closed")) };
    if (campaign->closes_at > 0 && !slice_equal(campaign->state, SLICE("draft")))
        calendar_add(out, &event);
}

static void feed_write_calendar(const struct gather *from, const struct campaign_list *campaigns, struct buffer *out)
{
    const struct state *const state = from->state;
    struct calendar const calendar = { .name = act_value(&state->opened->act, FIELD_TITLE),
                                       .page = PRINT(from->arena, "{0}/{1}/meetings", from->base, from->name) };
    calendar_begin(out, &calendar);
    feed_add_conference(from, out);
    for (const struct object *object = state->kinds[OBJECT_MEETING].first; object != NULL; object = object->next)
        feed_add_meeting(from, (const void *)object, out);
    for (const struct object *object = state->kinds[OBJECT_INSTRUMENT].first; object != NULL; object = object->next)
        feed_add_instrument(from, (const void *)object, out);
    for (size_t i = 0; i < campaigns->count; i++)
        feed_add_campaign(from, &campaigns->items[i], out);
    calendar_end(out);
}

/* The campaigns of the conference. */
static bool feed_read_campaigns(struct exchange *exchange, struct campaign_list *list, struct error *error)
{
    *list = (struct campaign_list){ NULL, 0 };
    struct driver *const reader = campaign_store_read(exchange->participation->store, error);
    if (reader == NULL)
        return false;
    bool const read = campaign_all(reader, room_name(exchange->room), exchange->arena, list, error);
    campaign_store_read_end(exchange->participation->store);
    return read;
}

bool feed_calendar_get(struct exchange *exchange, struct error *error)
{
    struct campaign_list campaigns;
    struct hash hash;
    struct buffer *const body = &exchange->response.body;
    if (!feed_read_campaigns(exchange, &campaigns, error))
        return false;
    const struct state *const state = room_read(exchange->room);
    struct gather const from = feed_gather_from(exchange, state);
    response_text(&exchange->response, 200, "text/calendar; charset=utf-8");
    exchange->response.for_everybody = true;
    feed_write_calendar(&from, &campaigns, body);
    struct slice const whole = buffer_slice(body);
    state->crypto->sha256(&whole, 1, &hash);
    if (feed_is_known(exchange, page_hash(exchange->arena, &hash)))
        buffer_clear(body);
    room_read_end(exchange->room);
    return true;
}
