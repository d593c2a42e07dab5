// SPDX-License-Identifier: Apache-2.0
#include "cmd/campaign_show.h"

#include <stdio.h>

#include "base/civil.h"
#include "campaign/fault.h"
#include "cmd/terminal.h"
#include "formats/csv.h"
#include "record/value.h"
#include "campaign/public_log.h"
#include "room/replay.h"
#include "store/campaign_texts.h"
#include "store/comments.h"
#include "log/database_source.h"
#include "store/fields.h"
#include "store/statistics.h"
#include "store/organisers.h"
#include "web/json.h"
#include "web/page/campaign_subject.h"

enum { SHOWN_BYTES_MAX = 16 << 20, SAMPLES_SHOWN = 12 };

/* --- printing ------------------------------------------------------------------------------------------------------ */

static struct buffer campaign_show_begin(const struct campaign_show *show)
{
    char *const bytes = arena_take_unset(show->arena, SHOWN_BYTES_MAX);
    return (struct buffer){ bytes, 0, bytes != NULL ? SHOWN_BYTES_MAX : 0, false };
}

static bool campaign_show_end(const struct buffer *out, struct error *error)
{
    if (out->full)
        return fail(error, FAULT_MEMORY, 0, SLICE("so long a list"));
    fwrite(out->bytes, 1, out->length, stdout);
    return true;
}

/* One line "name: words"; nothing when the words are empty. */
static void campaign_show_print_line(const char *name, struct slice words)
{
    if (words.length == 0)
        return;
    printf("%s: ", name);
    for (struct slice rest = words, line; slice_next(&rest, '\n', &line);) {
        terminal_print(stdout, line);
        fputs(rest.length > 0 ? "\n " : "\n", stdout);
    }
}

static struct slice campaign_show_moment(const struct campaign_show *show, int64_t at)
{
    char words[40];
    struct buffer out = BUFFER(words);
    if (at == 0)
        return SLICE("");
    civil_write_instant(&out, at, 0);
    return arena_copy(show->arena, buffer_slice(&out));
}

/* Cells with two spaces between them. */
static void campaign_show_print_cells(const struct slice *cells, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (cells[i].length == 0)
            continue;
        terminal_print(stdout, cells[i]);
        fputs("  ", stdout);
    }
    putchar('\n');
}

/* --- campaigns ----------------------------------------------------------------------------------------------------- */

bool campaign_show_list(const struct campaign_show *show, struct slice conference, struct error *error)
{
    struct campaign_list list;
    struct buffer out = campaign_show_begin(show);
    struct json json = json_begin(&out);
    if (!campaign_all(show->driver, conference, show->arena, &list, error))
        return false;
    json_array_begin(&json, NULL);
    for (size_t i = 0; i < list.count; i++) {
        const struct campaign *const each = &list.items[i];
        if (!show->json)
            campaign_show_print_cells((struct slice[]){ each->conference, each->code, each->state, each->title }, 4);
        json_object_begin(&json, NULL);
        json_text(&json, "conference", each->conference);
        json_text(&json, "code", each->code);
        json_text(&json, "state", each->state);
        json_text(&json, "title", each->title);
        json_object_end(&json);
    }
    json_array_end(&json);
    buffer_add_byte(&out, '\n');
    return !show->json || campaign_show_end(&out, error);
}

static void campaign_show_contact_json(const struct campaign_show *show, const struct contact *contact,
                                       struct json *json)
{
    json_object_begin(json, NULL);
    json_number(json, "id", (uint64_t)contact->id);
    json_text(json, "place", contact->place);
    json_text(json, "place_name", contact->place_name);
    json_text(json, "name", contact->name);
    json_text_if(json, "role", contact->role);
    json_text(json, "address", contact->address);
    json_text(json, "source", contact->source);
    json_text(json, "source_date", contact->source_date);
    json_text(json, "state", contact->state);
    json_text(json, "pace", contact->pace);
    json_text_if(json, "confirmed_by", contact->confirmed_by);
    json_text_if(json, "confirmed_at", campaign_show_moment(show, contact->confirmed_at));
    json_text_if(json, "worked_at", campaign_show_moment(show, contact->worked_at));
    json_text_if(json, "bounced_at", campaign_show_moment(show, contact->bounced_at));
    json_text_if(json, "bounce", contact->bounce_words);
    json_object_end(json);
}

static bool campaign_show_contacts(const struct campaign_show *show, int64_t campaign, struct json *json,
                                   struct error *error)
{
    struct contacts list;
    if (!contact_list(show->driver, campaign, SLICE(""), show->arena, &list, error))
        return false;
    json_array_begin(json, "contacts");
    for (size_t i = 0; i < list.count; i++) {
        const struct contact *const each = &list.items[i];
        campaign_show_contact_json(show, each, json);
        if (show->json)
            continue;
        printf("contact %lld: ", (long long)each->id);
        campaign_show_print_cells(
            (struct slice[]){ each->place, each->name, each->address, each->state, each->pace, each->bounce_words }, 6);
    }
    json_array_end(json);
    return true;
}

/* A line of the campaign's file, or a member of the object; nothing for an empty value. */
static void campaign_show_words(const struct campaign_show *show, const char *line, const char *name,
                                struct slice words, struct json *json)
{
    json_text_if(json, name, words);
    if (!show->json)
        campaign_show_print_line(line, words);
}

static void campaign_show_field(const struct campaign_show *show, const struct campaign *campaign,
                                const struct campaign_field *field, struct json *json)
{
    if (!campaign_field_is_number(field)) {
        campaign_show_words(show, field->said, field->name, campaign_words(campaign, field), json);
        return;
    }
    int64_t const number = campaign_number(campaign, field);
    if (field->kind != CAMPAIGN_NUMBER) {
        campaign_show_words(show, field->said, field->name, campaign_show_moment(show, number), json);
        return;
    }
    json_number(json, field->name, (uint64_t)number);
    if (!show->json)
        printf("%s: %lld\n", field->said, (long long)number);
}

/* The words in further languages, in the form of the file that `new` and `change` read. */
static bool campaign_show_texts(const struct campaign_show *show, int64_t campaign, struct json *json,
                                struct error *error)
{
    struct campaign_texts list;
    if (!campaign_text_list(show->driver, campaign, show->arena, &list, error))
        return false;
    json_array_begin(json, "languages");
    for (size_t i = 0; i < list.count; i++) {
        struct campaign_text text = { 0 };
        bool found;
        if (!campaign_text_find(show->driver, campaign, list.items[i].language, show->arena, &text, &found, error))
            return false;
        json_object_begin(json, NULL);
        campaign_show_words(show, "in", "language", text.language, json);
        for (size_t j = 0; j < CAMPAIGN_FIELD_COUNT; j++)
            if (campaign_fields[j].translated)
                campaign_show_words(show, campaign_fields[j].said, campaign_fields[j].name,
                                    campaign_text_words(&text, &campaign_fields[j]), json);
        json_object_end(json);
    }
    json_array_end(json);
    return true;
}

bool campaign_show_one(const struct campaign_show *show, const struct campaign *campaign, struct error *error)
{
    struct buffer out = campaign_show_begin(show);
    struct json json = json_begin(&out);
    json_object_begin(&json, NULL);
    campaign_show_words(show, "conference", "conference", campaign->conference, &json);
    campaign_show_words(show, "code", "code", campaign->code, &json);
    campaign_show_words(show, "state", "state", campaign->state, &json);
    for (size_t i = 0; i < CAMPAIGN_FIELD_COUNT; i++)
        campaign_show_field(show, campaign, &campaign_fields[i], &json);
    if (!campaign_show_texts(show, campaign->id, &json, error) ||
        !campaign_show_contacts(show, campaign->id, &json, error))
        return false;
    json_object_end(&json);
    buffer_add_byte(&out, '\n');
    return !show->json || campaign_show_end(&out, error);
}

/* --- the queue ----------------------------------------------------------------------------------------------------- */

bool campaign_show_held(const struct campaign_show *show, const struct campaign *campaign, struct error *error)
{
    struct held_list list;
    struct buffer out = campaign_show_begin(show);
    struct json json = json_begin(&out);
    if (!statistics_held(show->driver, campaign->id, show->arena, &list, error))
        return false;
    json_array_begin(&json, NULL);
    for (size_t i = 0; i < list.count; i++) {
        const struct held *const each = &list.items[i];
        struct slice text;
        if (!sealed_open(show->key, each->sealed, show->arena, &text, error))
            return false;
        json_object_begin(&json, NULL);
        json_number(&json, "message", (uint64_t)each->id);
        json_text(&json, "received", campaign_show_moment(show, each->received_at));
        json_text(&json, "place", each->place);
        json_text(&json, "contact", each->contact);
        json_text(&json, "why", each->words);
        json_number(&json, "own_percent", each->own_percent);
        json_text(&json, "name", fields_get(text, "name"));
        json_text(&json, "email", fields_get(text, "email"));
        json_text(&json, "subject", fields_get(text, "subject"));
        json_text(&json, "body", fields_get(text, "body"));
        json_object_end(&json);
        if (show->json)
            continue;
        printf("message %lld\n", (long long)each->id);
        campaign_show_print_line("why", each->words);
        campaign_show_print_line("to", each->contact);
        campaign_show_print_line("from", fields_get(text, "name"));
        campaign_show_print_line("address", fields_get(text, "email"));
        campaign_show_print_line("subject", fields_get(text, "subject"));
        campaign_show_print_line("body", fields_get(text, "body"));
        putchar('\n');
    }
    json_array_end(&json);
    buffer_add_byte(&out, '\n');
    return !show->json || campaign_show_end(&out, error);
}

bool campaign_show_comments(const struct campaign_show *show, struct slice conference, struct error *error)
{
    struct comment *const list = arena_take_many(show->arena, HELD_SHOWN_MAX, sizeof *list);
    struct buffer out = campaign_show_begin(show);
    struct json json = json_begin(&out);
    size_t count;
    if (list == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("comments"));
    if (!comment_held(show->driver, show->arena, list, HELD_SHOWN_MAX, &count, error))
        return false;
    json_array_begin(&json, NULL);
    for (size_t i = 0; i < count; i++) {
        const struct comment *const each = &list[i];
        struct slice text;
        if (conference.length > 0 && !slice_equal(each->conference, conference))
            continue;
        if (!sealed_open(show->key, each->sealed, show->arena, &text, error))
            return false;
        struct {
            const char *line, *name;
            struct slice words;
        } const rows[] = { { "conference", "conference", each->conference },
                           { "about", "about", each->about },
                           { "country", "country", each->country },
                           { "received", "received", campaign_show_moment(show, each->created_at) },
                           { "why", "why", each->hold_words },
                           { "from", "name", fields_get(text, "name") },
                           { "address", "email", fields_get(text, "email") },
                           { "text", "text", fields_get(text, "text") } };
        json_object_begin(&json, NULL);
        json_number(&json, "comment", (uint64_t)each->id);
        if (!show->json)
            printf("comment %lld\n", (long long)each->id);
        for (size_t j = 0; j < sizeof rows / sizeof *rows; j++) {
            json_text_if(&json, rows[j].name, rows[j].words);
            if (!show->json)
                campaign_show_print_line(rows[j].line, rows[j].words);
        }
        json_object_end(&json);
        if (!show->json)
            putchar('\n');
    }
    json_array_end(&json);
    buffer_add_byte(&out, '\n');
    return !show->json || campaign_show_end(&out, error);
}

/* --- statistics ---------------------------------------------------------------------------------------------------- */

static const struct {
    enum statistics_by by;
    const char *name, *words;
} parts[] = {
    { STATISTICS_BY_STATE, "state", "by state" },
    { STATISTICS_BY_DAY, "day", "by day (UTC)" },
    { STATISTICS_BY_PLACE, "place", "by place" },
    { STATISTICS_BY_CONTACT, "contact", "by addressee" },
    { STATISTICS_BY_OWN, "own", "by own words, of a hundred" },
    { STATISTICS_BY_ANSWERED, "answered", "answered, of those who are asked" },
};

enum { PARTS = sizeof parts / sizeof *parts };

static void campaign_show_statistics_part(const struct campaign_show *show, const struct statistics *statistics,
                                          size_t part, struct json *json)
{
    json_array_begin(json, parts[part].name);
    if (!show->json)
        printf("%s\n", parts[part].words);
    for (size_t i = 0; i < statistics->count; i++) {
        const struct statistic *const each = &statistics->items[i];
        json_object_begin(json, NULL);
        json_text_if(json, "key", each->key);
        json_text_if(json, "name", each->name);
        json_text_if(json, "state", each->state);
        json_number(json, "messages", each->count);
        json_object_end(json);
        if (show->json)
            continue;
        printf("  %8llu  ", (unsigned long long)each->count);
        campaign_show_print_cells((struct slice[]){ each->key, each->name, each->state }, 3);
    }
    json_array_end(json);
}

bool campaign_show_statistics(const struct campaign_show *show, const struct campaign *campaign, struct error *error)
{
    struct buffer out = campaign_show_begin(show);
    struct json json = json_begin(&out);
    struct statistics statistics;
    json_object_begin(&json, NULL);
    for (size_t part = 0; part < PARTS; part++) {
        if (!statistics_list(show->driver, campaign->id, parts[part].by, show->arena, &statistics, error))
            return false;
        campaign_show_statistics_part(show, &statistics, part, &json);
    }
    json_object_end(&json);
    buffer_add_byte(&out, '\n');
    return !show->json || campaign_show_end(&out, error);
}

bool campaign_show_export(const struct campaign_show *show, const struct campaign *campaign, struct error *error)
{
    struct buffer out = campaign_show_begin(show);
    struct statistics statistics;
    buffer_add(&out, SLICE("by,key,name,state,messages\r\n"));
    for (size_t part = 0; part < PARTS; part++) {
        if (!statistics_list(show->driver, campaign->id, parts[part].by, show->arena, &statistics, error))
            return false;
        for (size_t i = 0; i < statistics.count; i++) {
            csv_write(&out, slice_of(parts[part].name), true);
            csv_write(&out, statistics.items[i].key, false);
            csv_write(&out, statistics.items[i].name, false);
            csv_write(&out, statistics.items[i].state, false);
            csv_write_number(&out, statistics.items[i].count, false);
            csv_end_row(&out);
        }
    }
    return campaign_show_end(&out, error);
}

/* --- a report ------------------------------------------------------------------------------------------------------ */

static bool campaign_show_report_samples(const struct campaign_show *show, int64_t contact, struct json *json,
                                         struct error *error)
{
    struct samples samples;
    if (!statistics_samples(show->driver, contact, SAMPLES_SHOWN, show->arena, &samples, error))
        return false;
    json_array_begin(json, "samples");
    for (size_t i = 0; i < samples.count; i++) {
        struct slice text;
        if (!sealed_open(show->key, samples.items[i].sealed, show->arena, &text, error))
            return false;
        json_text(json, NULL, fields_get(text, "body"));
        if (!show->json)
            campaign_show_print_line("\nsomebody wrote", fields_get(text, "body"));
    }
    json_array_end(json);
    return true;
}

/* The words of what it is about, how many are counted, and the checkpoint that they are counted under. */
static bool campaign_show_report_record(const struct campaign_show *show, const struct campaign *campaign,
                                        int64_t contact, struct json *json, struct error *error)
{
    struct slice name = SLICE(""), words = SLICE(""), checkpoint;
    struct statistics_counted counted;
    (void)log_read_apart(&log_kind_public, show->data, campaign->conference, show->arena, &checkpoint, error);
    struct log_source *const copy = database_source_open(show->data, campaign->conference, error);
    struct replay *const replay = copy != NULL ? replay_state(copy, UINT64_MAX, error) : NULL;
    if (copy != NULL)
        copy->close(copy);
    if (replay == NULL || !statistics_counted(show->driver, contact, &counted, error))
        return false;
    struct gather const from = { .arena = show->arena, .state = &replay->state, .name = campaign->conference };
    campaign_subject_words(&from, campaign->about, &name, &words);
    replay_free(replay);
    struct slice const plain = value_unfold(words, show->arena);
    json_text_if(json, "about_name", name);
    json_text_if(json, "words", plain);
    json_number(json, "counted", counted.counted);
    json_number(json, "counted_came_back", counted.came_back);
    json_text_if(json, "checkpoint", checkpoint);
    if (show->json)
        return true;
    campaign_show_print_line("what it is about", name);
    campaign_show_print_line("its words", plain);
    printf("counted when they had left: %llu, of which came back: %llu\n", (unsigned long long)counted.counted,
           (unsigned long long)counted.came_back);
    campaign_show_print_line("checkpoint of the public log", checkpoint);
    return true;
}

bool campaign_show_report(const struct campaign_show *show, const struct campaign *campaign, int64_t id,
                          struct error *error)
{
    struct buffer out = campaign_show_begin(show);
    struct json json = json_begin(&out);
    struct statistics statistics;
    struct contact contact;
    uint64_t sum = 0;
    bool found;
    if (!contact_find(show->driver, id, show->arena, &contact, &found, error) ||
        !statistics_list(show->driver, campaign->id, STATISTICS_BY_CONTACT, show->arena, &statistics, error))
        return false;
    if (!found || contact.campaign != campaign->id)
        return fail(error, FAULT_CONTACT_UNKNOWN, 0, SLICE("of this campaign"));
    json_object_begin(&json, NULL);
    json_text(&json, "title", campaign->title);
    json_text(&json, "about", campaign->about);
    json_text(&json, "to", contact.name);
    json_text(&json, "place", contact.place_name);
    if (!show->json) {
        campaign_show_print_line("campaign", campaign->title);
        campaign_show_print_line("about", campaign->about);
        campaign_show_print_line("written to", contact.name);
    }
    json_array_begin(&json, "states");
    for (size_t i = 0; i < statistics.count; i++) {
        uint64_t number;
        if (!slice_number(statistics.items[i].key, &number) || number != (uint64_t)id)
            continue;
        sum += statistics.items[i].count;
        json_object_begin(&json, NULL);
        json_text(&json, "state", statistics.items[i].state);
        json_number(&json, "messages", statistics.items[i].count);
        json_object_end(&json);
        if (!show->json)
            printf("%.*s: %llu\n", SLICE_ARGS(statistics.items[i].state),
                   (unsigned long long)statistics.items[i].count);
    }
    json_array_end(&json);
    json_number(&json, "messages", sum);
    if (!show->json)
        printf("messages: %llu\n", (unsigned long long)sum);
    if (!campaign_show_report_record(show, campaign, id, &json, error) ||
        !campaign_show_report_samples(show, id, &json, error))
        return false;
    json_object_end(&json);
    buffer_add_byte(&out, '\n');
    return !show->json || campaign_show_end(&out, error);
}

/* --- organisers ---------------------------------------------------------------------------------------------------- */

bool campaign_show_organisers(const struct campaign_show *show, struct error *error)
{
    struct organisers list;
    struct buffer out = campaign_show_begin(show);
    struct json json = json_begin(&out);
    if (!organiser_all(show->driver, show->arena, &list, error))
        return false;
    json_array_begin(&json, NULL);
    for (size_t i = 0; i < list.count; i++) {
        const struct organiser *const each = &list.items[i];
        if (!show->json)
            campaign_show_print_cells(
                (struct slice[]){ each->name, each->role, each->state, campaign_show_moment(show, each->created_at) },
                4);
        json_object_begin(&json, NULL);
        json_text(&json, "name", each->name);
        json_text(&json, "role", each->role);
        json_text(&json, "state", each->state);
        json_text(&json, "since", campaign_show_moment(show, each->created_at));
        json_object_end(&json);
    }
    json_array_end(&json);
    buffer_add_byte(&out, '\n');
    return !show->json || campaign_show_end(&out, error);
}

bool campaign_show_audit(const struct campaign_show *show, int64_t campaign, struct error *error)
{
    struct audit_rows list;
    struct buffer out = campaign_show_begin(show);
    struct json json = json_begin(&out);
    if (!audit_list(show->driver, campaign, show->arena, &list, error))
        return false;
    json_array_begin(&json, NULL);
    for (size_t i = 0; i < list.count; i++) {
        const struct audit_row *const each = &list.items[i];
        if (!show->json)
            campaign_show_print_cells(
                (struct slice[]){ campaign_show_moment(show, each->at), each->organiser, each->words }, 3);
        json_object_begin(&json, NULL);
        json_text(&json, "at", campaign_show_moment(show, each->at));
        json_text(&json, "who", each->organiser);
        json_text(&json, "what", each->words);
        json_object_end(&json);
    }
    json_array_end(&json);
    buffer_add_byte(&out, '\n');
    return !show->json || campaign_show_end(&out, error);
}
