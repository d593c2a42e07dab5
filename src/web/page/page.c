// SPDX-License-Identifier: Apache-2.0
#include "web/page/page.h"

#include "base/civil.h"
#include "base/hex.h"
#include "record/value.h"
#include "rules/decision.h"
#include "rules/instrument.h"
#include "rules/meeting.h"
#include "rules/party.h"
#include "rules/topic.h"

#include <string.h>

struct slice page_print(struct arena *arena, const char *template, const struct slice *parts, size_t count)
{
    size_t length = strlen(template);
    for (size_t i = 0; i < count; i++)
        length += parts[i].length;
    struct slice const words = slice_of(template);
    length += 64; /* for parts that are used twice: they are short */
    for (size_t i = 0; i + 2 < words.length; i++)
        if (words.bytes[i] == '{' && (size_t)(words.bytes[i + 1] - '0') < count)
            length += parts[words.bytes[i + 1] - '0'].length;
    char *bytes = arena_take(arena, length);
    if (bytes == NULL)
        return SLICE("");
    struct buffer out = { bytes, 0, length, false };
    for (size_t i = 0; i < words.length; i++) {
        bool const hole = words.bytes[i] == '{' && i + 2 < words.length && words.bytes[i + 2] == '}';
        size_t const index = hole ? (size_t)(words.bytes[i + 1] - '0') : 0;
        if (hole && index < count) {
            buffer_add(&out, parts[index]);
            i += 2;
        } else {
            buffer_add_byte(&out, words.bytes[i]);
        }
    }
    return buffer_slice(&out);
}

struct slice page_number(struct arena *arena, uint64_t number)
{
    char digits[24];
    struct buffer out = BUFFER(digits);
    buffer_add_number(&out, number);
    return arena_copy(arena, buffer_slice(&out));
}

struct slice page_count(struct arena *arena, uint64_t number, const char *one, const char *many)
{
    return PRINT(arena, "{0} {1}", page_number(arena, number), slice_of(number == 1 ? one : many));
}

struct slice page_hash(struct arena *arena, const struct hash *hash)
{
    char digits[2 * HASH_BYTES];
    struct buffer out = BUFFER(digits);
    hex_write(&out, hash->bytes, HASH_BYTES);
    return arena_copy(arena, buffer_slice(&out));
}

static const char *const months[] = { "January", "February", "March",     "April",   "May",      "June",
                                      "July",    "August",   "September", "October", "November", "December" };

static void page_write_day(struct buffer *out, int64_t seconds, int32_t offset)
{
    unsigned hour, minute, second;
    struct civil_date const date = civil_date_at(seconds, offset, &hour, &minute, &second);
    buffer_add_number(out, date.day);
    buffer_add_byte(out, ' ');
    buffer_add_text(out, months[date.month - 1]);
    buffer_add_byte(out, ' ');
    buffer_add_number(out, (uint64_t)date.year);
}

static void page_write_clock(struct buffer *out, int64_t seconds, int32_t offset)
{
    unsigned hour, minute, second;
    (void)civil_date_at(seconds, offset, &hour, &minute, &second);
    buffer_add_padded(out, hour, 2);
    buffer_add_byte(out, ':');
    buffer_add_padded(out, minute, 2);
}

static void page_write_time(struct buffer *out, const struct civil *time, int32_t offset, bool clock)
{
    unsigned hour, minute, second;
    if (time->precision == CIVIL_UNKNOWN) { /* an interval without ends: no calendar time */
        buffer_add(out, SLICE("at a time not known"));
        return;
    }
    struct civil_date const date = civil_date_at(time->begin, offset, &hour, &minute, &second);
    if (time->about)
        buffer_add(out, SLICE("about "));
    switch (time->precision) {
    case CIVIL_SECOND:
    case CIVIL_MINUTE:
        page_write_day(out, time->begin, offset);
        if (clock) {
            buffer_add(out, SLICE(", "));
            page_write_clock(out, time->begin, offset);
        }
        break;
    case CIVIL_DAY:
        page_write_day(out, time->begin, offset);
        break;
    case CIVIL_RANGE:
        page_write_day(out, time->begin, offset);
        buffer_add(out, SLICE(" to "));
        page_write_day(out, time->end, offset);
        break;
    case CIVIL_MONTH:
        buffer_add_text(out, months[date.month - 1]);
        buffer_add_byte(out, ' ');
        buffer_add_number(out, (uint64_t)date.year);
        break;
    case CIVIL_YEAR:
        buffer_add_number(out, (uint64_t)date.year);
        break;
    case CIVIL_UNKNOWN:
        break;
    }
}

static struct slice page_time_words(const struct gather *from, struct slice text, bool clock)
{
    char words[96];
    struct buffer out = BUFFER(words);
    struct civil time;
    int32_t const offset = from->state != NULL ? from->state->offset_seconds : 0;
    if (!civil_read(text, offset, &time))
        return text;
    page_write_time(&out, &time, offset, clock);
    return arena_copy(from->arena, buffer_slice(&out));
}

struct slice page_time(const struct gather *from, struct slice time)
{
    return page_time_words(from, time, true);
}

struct slice page_day(const struct gather *from, struct slice time)
{
    return page_time_words(from, time, false);
}

struct page_instant page_instant(const struct gather *from, struct slice time)
{
    static const char *const words[] = {
        [CIVIL_SECOND] = "second", [CIVIL_MINUTE] = "minute", [CIVIL_DAY] = "day",        [CIVIL_MONTH] = "month",
        [CIVIL_YEAR] = "year",     [CIVIL_RANGE] = "range",   [CIVIL_UNKNOWN] = "unknown"
    };
    int32_t const offset = from->state != NULL ? from->state->offset_seconds : 0;
    struct civil read;
    if (!civil_read(time, offset, &read) || read.precision == CIVIL_UNKNOWN)
        return (struct page_instant){ .precision = words[CIVIL_UNKNOWN] };
    bool const clock = read.precision == CIVIL_SECOND || read.precision == CIVIL_MINUTE;
    return (struct page_instant){ .at = { read.begin, clock ? read.offset_seconds : offset, true },
                                  .precision = words[read.precision],
                                  .about = read.about };
}

struct instant page_instant_of(int64_t seconds)
{
    return (struct instant){ .seconds = seconds, .known = seconds != 0 };
}

struct slice page_moment(struct arena *arena, int64_t seconds)
{
    char words[48];
    struct buffer out = BUFFER(words);
    page_write_day(&out, seconds, 0);
    buffer_add(&out, SLICE(", "));
    page_write_clock(&out, seconds, 0);
    return arena_copy(arena, buffer_slice(&out));
}

struct slice page_date(struct arena *arena, int64_t seconds)
{
    char words[48];
    struct buffer out = BUFFER(words);
    page_write_day(&out, seconds, 0);
    return arena_copy(arena, buffer_slice(&out));
}

struct slice page_said(const struct gather *from, const char *name)
{
    return from->form != NULL ? form_value(from->form, name) : request_argument(from->request, name);
}

struct slice page_of_act(const struct gather *from, uint32_t seq)
{
    return PRINT(from->arena, "/{0}/acts/{1}", from->name, page_number(from->arena, seq));
}

struct slice page_of_object(const struct gather *from, const struct object *object)
{
    static const char *const pages[OBJECT_KIND_COUNT] = {
        [OBJECT_ACTOR] = "/{0}/members/{1}",      [OBJECT_MEETING] = "/{0}/meetings/{1}",
        [OBJECT_DOCUMENT] = "/{0}/documents/{1}", [OBJECT_INSTRUMENT] = "/{0}/text/{1}",
        [OBJECT_PROVISION] = "/{0}/text/{1}#{2}", [OBJECT_PROPOSAL] = "/{0}/proposals/{1}",
        [OBJECT_ITEM] = "/{0}/proposals/{1}#{2}", [OBJECT_DECISION] = "/{0}/decisions/{1}",
        [OBJECT_REPORT] = "/{0}/reports#{1}",
    };
    if (pages[object->kind] == NULL)
        return object->made != NULL ? page_of_act(from, object->made->seq) : PRINT(from->arena, "/{0}", from->name);
    size_t const parting = slice_find(object->code, object->kind == OBJECT_ITEM ? ':' : '/', 0);
    bool const parted = object->kind == OBJECT_ITEM || object->kind == OBJECT_PROVISION;
    struct slice const first = parted ? slice_part(object->code, 0, parting) : object->code;
    struct slice rest = slice_part(object->code, parting + 1, object->code.length);
    if (object->kind == OBJECT_ITEM)
        rest = PRINT(from->arena, "item-{0}", rest);
    return PRINT(from->arena, pages[object->kind], from->name, first, rest);
}

struct slice page_name_of(const struct gather *from, const struct object *object)
{
    switch (object->kind) {
    case OBJECT_ACTOR:
        return ((const struct actor *)(const void *)object)->name;
    case OBJECT_BODY:
        return ((const struct body *)(const void *)object)->name;
    case OBJECT_INSTRUMENT:
        return ((const struct instrument *)(const void *)object)->title;
    case OBJECT_MEETING: {
        const struct meeting *meeting = (const void *)object;
        return meeting->name.length > 0 ? meeting->name : object->code;
    }
    case OBJECT_PROVISION: {
        const struct provision *provision = (const void *)object;
        struct slice const number = provision_number(provision);
        return PRINT(from->arena, provision->heading.length > 0 ? "{0}, “{1}” ({2})" : "{0} ({2})",
                     number.length > 0 ? number : provision->id, provision->heading,
                     provision->instrument->object.code);
    }
    case OBJECT_ITEM:
        return PRINT(from->arena, "item {1} of {0}", slice_part(object->code, 0, slice_find(object->code, ':', 0)),
                     slice_part(object->code, slice_find(object->code, ':', 0) + 1, object->code.length));
    case OBJECT_DECISION: {
        const struct decision *decision = (const void *)object;
        return PRINT(from->arena, "{0} {1}", slice_of(decision_kind_name(decision->kind)), object->code);
    }
    case OBJECT_MOTION:
        return PRINT(from->arena, "the motion of {0}", page_name_of(from, &object->made->by->object));
    case OBJECT_REPORT: {
        struct slice const claimant = act_value(&object->made->act, FIELD_CLAIMANT);
        return PRINT(from->arena, "the report of {0}",
                     claimant.length > 0 ? claimant : page_name_of(from, &object->made->by->object));
    }
    default:
        return object->code;
    }
}

struct page_link page_link_to(const struct gather *from, const struct object *object, struct slice words)
{
    return (struct page_link){ page_of_object(from, object), words, object->code };
}

struct page_links page_links_of_set(const struct gather *from, struct slice codes)
{
    size_t count = 0;
    struct slice code;
    for (struct slice rest = codes; slice_next(&rest, ' ', &code);)
        count++;
    struct page_links links = { arena_take_many(from->arena, count, sizeof *links.items), 0 };
    for (struct slice rest = codes; links.items != NULL && slice_next(&rest, ' ', &code);) {
        const struct object *const object = state_find(from->state, OBJECT_ANY, code);
        if (object != NULL)
            links.items[links.count++] = page_link_to(from, object, page_name_of(from, object));
    }
    return links;
}

static struct page_lines page_split(struct arena *arena, struct slice text, char between)
{
    struct page_lines lines = { NULL, 0 };
    size_t count = 0;
    for (struct slice rest = text, line; slice_next(&rest, between, &line);)
        count++;
    lines.items = arena_take_many(arena, count, sizeof *lines.items);
    if (lines.items == NULL)
        return lines;
    for (struct slice rest = text, line; slice_next(&rest, between, &line);)
        if (line.length > 0)
            lines.items[lines.count++] = line;
    return lines;
}

struct page_lines page_lines_split(struct arena *arena, struct slice plain)
{
    return page_split(arena, plain, '\n');
}

struct page_lines page_codes_of(struct arena *arena, struct slice set)
{
    return page_split(arena, set, ' ');
}

struct page_lines page_lines_of(const struct gather *from, struct slice folded)
{
    return page_lines_split(from->arena, value_unfold(folded, from->arena));
}

/* --- the frame ----------------------------------------------------------------------------------------------------- */

/* The most important thing that is open now: a vote before a meeting. */
static void page_gather_now(const struct gather *from, struct frame *frame)
{
    const struct state *state = from->state;
    for (const struct object *object = state->kinds[OBJECT_DECISION].first; object != NULL; object = object->next) {
        const struct decision *decision = (const void *)object;
        if (decision->state != DECISION_OPEN || decision->kind == DECISION_RULING)
            continue;
        frame->now =
            PRINT(from->arena, "Open now: {0} {1}", slice_of(decision_kind_name(decision->kind)), object->code);
        frame->now_path = page_of_object(from, object);
        return;
    }
    for (const struct object *object = state->kinds[OBJECT_MEETING].first; object != NULL; object = object->next) {
        const struct meeting *meeting = (const void *)object;
        if (meeting->state != MEETING_OPEN)
            continue;
        frame->now = PRINT(from->arena, "In session: {0}", page_name_of(from, object));
        frame->now_path = page_of_object(from, object);
    }
}

void frame_gather(const struct gather *from, struct slice title, struct slice path, struct frame *frame)
{
    const struct state *state = from->state;
    *frame = (struct frame){ .title = title, .language = SLICE("en") };
    frame->home = from->name.length > 0 ? PRINT(from->arena, "/{0}", from->name) : SLICE("");
    frame->path = PRINT(from->arena, "{0}{1}", frame->home, path);
    frame->json = PRINT(from->arena, "{0}.json", frame->path.length > 0 ? frame->path : SLICE("/index"));
    if (frame->path.length == 0)
        frame->path = SLICE("/");
    if (state == NULL || state->opened == NULL)
        return;
    frame->in_conference = true;
    frame->conference = act_value(&state->opened->act, FIELD_TITLE);
    frame->place = act_value(&state->opened->act, FIELD_PLACE);
    frame->outside = state->watched;
    frame->reenactment = state->reenactment;
    frame->acts = state->count;
    frame->clock = page_time(from, state->entries[state->count - 1]->act.time);
    frame->at = page_instant(from, state->entries[state->count - 1]->act.time).at;
    page_gather_now(from, frame);
}

void frame_concern(const struct gather *from, const struct object *object, struct frame *frame)
{
    char words[TOPIC_BYTES_MAX];
    struct buffer topic = BUFFER(words);
    topic_write(object, &topic);
    frame->about = object->code;
    frame->topic = arena_copy(from->arena, buffer_slice(&topic));
}
