// SPDX-License-Identifier: Apache-2.0
#include "web/page/comments.h"

#include <stdlib.h>

#include "campaign/comment.h"
#include "campaign/public_log.h"
#include "record/commitment.h"
#include "rules/party.h"
#include "rules/state.h"
#include "web/fault.h"
#include "web/form.h"
#include "web/page/topic.h"

static const char *const views[] = { "newest", "countries", "shuffled" };
static const char *const view_names[] = { "Newest first", "One from each country first", "In a shuffled order" };
enum { VIEW_NEWEST, VIEW_COUNTRIES, VIEW_SHUFFLED, VIEW_COUNT };

bool comments_subject_find(const struct gather *from, struct slice text, struct slice *code, struct error *error)
{
    struct topic topic;
    if (!topic_find(from, text, &topic, error))
        return false;
    *code = topic.code;
    return (topic_takes_comments(&topic) && topic_object(from->state, &topic) != NULL) ||
           fail(error, FAULT_COMMENT_SUBJECT, 0, text);
}

/* --- countries ------------------------------------------------------------------------------------------------------- */

static struct slice comments_country_name(const struct gather *from, struct slice code)
{
    const struct object *const object = state_find(from->state, OBJECT_ACTOR, code);
    if (code.length == 0)
        return SLICE("No country given");
    return object != NULL ? page_name_of(from, object) : code;
}

static struct slice comments_encode(const struct gather *from, struct slice text)
{
    char words[3 * TOPIC_BYTES_MAX];
    struct buffer out = BUFFER(words);
    html_segment(&out, text);
    return arena_copy(from->arena, buffer_slice(&out));
}

static struct slice comments_address(const struct gather *from, const struct comments_page *page, struct slice view,
                                     struct slice country)
{
    struct slice path =
        PRINT(from->arena, "{0}?about={1}&view={2}", page->path, comments_encode(from, page->topic), view);
    return country.length > 0 ? PRINT(from->arena, "{0}&country={1}", path, country) : path;
}

static void comments_gather_countries(const struct gather *from, const struct public_log_tally *tallies, size_t count,
                                      struct slice view, struct slice wanted, struct comments_page *page)
{
    unsigned given = 0, countries = 0;
    page->countries.items = arena_take_many(from->arena, count, sizeof *page->countries.items);
    for (size_t i = 0; i < count && page->countries.items != NULL; i++) {
        struct slice const said = tallies[i].country.length > 0 ? tallies[i].country : SLICE("none");
        page->published += (unsigned)tallies[i].published;
        page->struck += (unsigned)tallies[i].struck;
        page->refused += (unsigned)tallies[i].refused;
        if (tallies[i].published == 0)
            continue;
        given += tallies[i].country.length > 0 ? (unsigned)tallies[i].published : 0;
        countries += tallies[i].country.length > 0;
        page->countries.items[page->countries.count++] =
            (struct comments_country){ .code = tallies[i].country,
                                       .name = comments_country_name(from, tallies[i].country),
                                       .path = comments_address(from, page, view, said),
                                       .published = (unsigned)tallies[i].published,
                                       .struck = (unsigned)tallies[i].struck,
                                       .chosen = slice_equal(wanted, said) };
    }
    page->counted = page->published == 0 ? SLICE("no comment yet")
                                         : PRINT(from->arena, "{0}: {1} from {2}, {3} without a country",
                                                 page_count(from->arena, page->published, "comment", "comments"),
                                                 page_number(from->arena, given),
                                                 page_count(from->arena, countries, "country", "countries"),
                                                 page_number(from->arena, page->published - given));
}

/* --- views ----------------------------------------------------------------------------------------------------------- */

/* How many of its country come before it: one from each first. */
static void comments_order_by_turns(const struct gather *from, struct public_log_place *places, size_t count)
{
    size_t *const turns = arena_take_many(from->arena, count > 0 ? count : 1, sizeof *turns);
    struct public_log_place *const ordered = arena_take_many(from->arena, count > 0 ? count : 1, sizeof *ordered);
    size_t taken = 0, most = 0;
    if (turns == NULL || ordered == NULL)
        return;
    struct {
        struct slice country;
        size_t count;
    } *seen = arena_take_many(from->arena, PUBLIC_LOG_COUNTRIES_MAX, sizeof *seen);
    size_t seen_count = 0;
    for (size_t i = 0; i < count && seen != NULL; i++) {
        size_t at = 0;
        while (at < seen_count && !slice_equal(seen[at].country, places[i].country))
            at++;
        if (at == PUBLIC_LOG_COUNTRIES_MAX)
            at--; /* past the limit, countries share a counter */
        if (at == seen_count)
            seen[seen_count++].country = places[i].country;
        turns[i] = seen[at].count++;
        most = turns[i] > most ? turns[i] : most;
    }
    for (size_t turn = 0; turn <= most && taken < COMMENTS_A_PAGE; turn++)
        for (size_t i = 0; i < count && taken < count; i++)
            if (turns[i] == turn)
                ordered[taken++] = places[i];
    memcpy(places, ordered, taken * sizeof *places);
}

/* splitmix64: small, and easy to repeat in any program. */
static uint64_t comments_next_random(uint64_t *state)
{
    uint64_t value = (*state += 0x9e3779b97f4a7c15u);
    value = (value ^ value >> 30) * 0xbf58476d1ce4e5b9u;
    value = (value ^ value >> 27) * 0x94d049bb133111ebu;
    return value ^ value >> 31;
}

static void comments_shuffle(struct public_log_place *places, size_t count, uint64_t seed)
{
    for (size_t i = count; i > 1; i--) {
        size_t const other = (size_t)(comments_next_random(&seed) % i);
        struct public_log_place const place = places[i - 1];
        places[i - 1] = places[other];
        places[other] = place;
    }
}

static size_t comments_keep_country(struct public_log_place *places, size_t count, struct slice wanted)
{
    size_t kept = 0;
    if (wanted.length == 0)
        return count;
    struct slice const code = slice_equal(wanted, SLICE("none")) ? SLICE("") : wanted;
    for (size_t i = 0; i < count; i++)
        if (slice_equal(places[i].country, code))
            places[kept++] = places[i];
    return kept;
}

/* --- rows ------------------------------------------------------------------------------------------------------------ */

/* The blob: a line "name: ..." or none, an empty line, the text. */
static void comments_read_text(const struct gather *from, struct slice bytes, struct comments_row *row)
{
    struct slice line, rest = bytes;
    slice_next(&rest, '\n', &line);
    if (slice_begins(line, SLICE("name: "))) {
        row->name = slice_part(line, 6, line.length);
        slice_next(&rest, '\n', &line);
    }
    size_t lines = 1;
    for (size_t i = 0; i < rest.length; i++)
        lines += rest.bytes[i] == '\n';
    row->lines.items = arena_take_many(from->arena, lines, sizeof *row->lines.items);
    while (row->lines.items != NULL && slice_next(&rest, '\n', &line))
        if (line.length > 0)
            row->lines.items[row->lines.count++] = line;
}

/* The comment's text, without its salt. */
static bool comments_gather_text(const struct gather *from, struct driver *reader, const struct hash *blob,
                                 struct comments_row *row, struct error *error)
{
    char memory[COMMITMENT_SALT_BYTES + PUBLIC_LOG_TEXT_BYTES_MAX];
    struct buffer out = BUFFER(memory);
    bool found;
    if (!log_store_blob(reader, &public_log_tables, blob, &out, &found, error))
        return false;
    row->missing = !found;
    if (found)
        comments_read_text(
            from, arena_copy(from->arena, slice_part(buffer_slice(&out), COMMITMENT_SALT_BYTES, out.length)), row);
    return true;
}

static bool comments_gather_row(const struct gather *from, struct driver *reader, uint64_t seq,
                                struct comments_row *row, struct error *error)
{
    struct public_log_comment comment;
    bool found;
    if (!public_log_store_comment(reader, seq, from->arena, &comment, &found, error))
        return false;
    *row = (struct comments_row){
        .number = seq,
        .country_code = comment.country,
        .at = page_instant_of(comment.at),
        .country = comments_country_name(from, comment.country),
        .when = page_moment(from->arena, comment.at),
        .hash = page_hash(from->arena, &comment.blob),
        .entry_path = PRINT(from->arena, "/{0}/public-log/entries/{1}", from->name, page_number(from->arena, seq)),
        .proof_path = PRINT(from->arena, "/{0}/public-log/proof/{1}", from->name, page_number(from->arena, seq)),
        .struck = comment.struck,
        .reason = comment.reason
    };
    row->who =
        slice_equal(comment.who, SLICE("writer")) ? SLICE("whoever wrote it") : SLICE("the operator of this site");
    return comment.struck || comments_gather_text(from, reader, &comment.blob, row, error);
}

static bool comments_gather_rows(const struct gather *from, struct driver *reader, struct slice code, int view,
                                 struct slice wanted, struct comments_page *page, struct error *error)
{
    struct public_log_place *places;
    size_t count;
    uint64_t before = 0, seed = 0;
    if (!slice_number(page_said(from, "before"), &before) || view != VIEW_NEWEST)
        before = INT64_MAX;
    if (!public_log_store_newest(reader, code, before, PUBLIC_LOG_VIEW_MAX, from->arena, &places, &count, error))
        return false;
    page->more_than_looked_at = count == PUBLIC_LOG_VIEW_MAX && view != VIEW_NEWEST;
    count = comments_keep_country(places, count, wanted);
    if (view == VIEW_COUNTRIES)
        comments_order_by_turns(from, places, count);
    if (view == VIEW_SHUFFLED) {
        if (!slice_number(page_said(from, "seed"), &seed))
            seed = (uint64_t)from->now % 1000000; /* the same address gives the same order */
        page->seed = page_number(from->arena, seed);
        comments_shuffle(places, count, seed);
    }
    if (!page_part_gather(from, &page->frame, count, &page->part, error))
        return false;
    size_t const most = page_part_is_wanted(from) ? page->part.count : COMMENTS_A_PAGE, begin = page->part.begin;
    size_t const shown = count - begin < most ? count - begin : most;
    page->rows.items = arena_take_many(from->arena, shown, sizeof *page->rows.items);
    for (size_t i = begin; i < begin + shown && page->rows.items != NULL; i++)
        if (!comments_gather_row(from, reader, places[i].seq, &page->rows.items[page->rows.count++], error))
            return false;
    if (view == VIEW_NEWEST && shown < count)
        page->older = PRINT(from->arena, "{0}&before={1}", comments_address(from, page, SLICE("newest"), wanted),
                            page_number(from->arena, places[shown - 1].seq));
    return true;
}

static int comments_find_view(struct slice said)
{
    for (int i = 0; i < VIEW_COUNT; i++)
        if (slice_equal(said, slice_of(views[i])))
            return i;
    return VIEW_COUNTRIES;
}

static void comments_gather_views(const struct gather *from, int view, struct slice wanted, struct comments_page *page)
{
    page->views.items = arena_take_many(from->arena, VIEW_COUNT, sizeof *page->views.items);
    for (int i = 0; i < VIEW_COUNT && page->views.items != NULL; i++)
        page->views.items[page->views.count++] =
            (struct comments_view){ slice_of(view_names[i]), comments_address(from, page, slice_of(views[i]), wanted),
                                    i == view };
}

/* --- the form -------------------------------------------------------------------------------------------------------- */

static void comments_gather_choices(const struct gather *from, struct comments_page *page)
{
    const struct object_list *const list = &from->state->kinds[OBJECT_ACTOR];
    struct slice const said = page_said(from, "country");
    page->choices.items = arena_take_many(from->arena, list->count + 1, sizeof *page->choices.items);
    for (const struct object *object = list->first; object != NULL && page->choices.items != NULL;
         object = object->next)
        if (party_is_member((const struct actor *)object))
            page->choices.items[page->choices.count++] =
                (struct comments_country){ .code = object->code,
                                           .name = page_name_of(from, object),
                                           .chosen = from->form != NULL && slice_equal(object->code, said) };
}

static void comments_gather_form(const struct gather *from, struct comments_page *page)
{
    char memory[PROOF_OF_WORK_TOKEN_BYTES_MAX], words[1024];
    struct buffer token = BUFFER(memory), out = BUFFER(words);
    page->open = from->seal != NULL;
    if (!page->open)
        return;
    comments_gather_choices(from, page);
    page->bits = proof_of_work_bits(from->waiting, 0);
    proof_of_work_ask(from->seal, COMMENT_PURPOSE, page->bits, from->now, &token);
    page->token = arena_copy(from->arena, buffer_slice(&token));
    page->text = page_said(from, "text");
    page->name = page_said(from, "name");
    page->email = page_said(from, "email");
    page->with_name = page_said(from, "with_name").length > 0;
    if (from->problem == NULL)
        return;
    error_words(from->problem, &out);
    page->problem = arena_copy(from->arena, buffer_slice(&out));
    page->wrong_email = slice_equal(from->wrong, SLICE("email"));
    page->wrong_name = slice_equal(from->wrong, SLICE("name"));
    page->wrong_text = slice_equal(from->wrong, SLICE("text"));
}

/* --- the page -------------------------------------------------------------------------------------------------------- */

/* The topic of a code in the public log: "provision:TEXT/31A". */
static const struct object *comments_object_of_code(const struct gather *from, struct slice code)
{
    return state_find(from->state, OBJECT_ANY, code);
}

static bool comments_gather_subjects(const struct gather *from, struct driver *reader, struct comments_page *page,
                                     struct error *error)
{
    struct public_log_tally *rows;
    size_t count;
    if (!public_log_store_subjects(reader, from->arena, &rows, &count, error))
        return false;
    page->subjects.items = arena_take_many(from->arena, count, sizeof *page->subjects.items);
    for (size_t i = 0; i < count && page->subjects.items != NULL; i++) {
        char memory[TOPIC_BYTES_MAX];
        struct buffer topic = BUFFER(memory);
        const struct object *const object = comments_object_of_code(from, rows[i].country);
        if (object != NULL)
            topic_write(object, &topic);
        page->published += (unsigned)rows[i].published;
        page->subjects.items[page->subjects.count++] =
            (struct comments_subject){ arena_copy(from->arena, buffer_slice(&topic)),
                                       object != NULL ? page_name_of(from, object) : rows[i].country,
                                       PRINT(from->arena, "{0}?about={1}", page->path,
                                             comments_encode(from, buffer_slice(&topic))),
                                       (unsigned)rows[i].published };
    }
    page->counted = page_count(from->arena, page->published, "comment", "comments");
    return true;
}

static bool comments_gather_one(const struct gather *from, struct driver *reader, struct slice code,
                                struct comments_page *page, struct error *error)
{
    struct public_log_tally *tallies;
    size_t count;
    /* In a form that was sent `country` is the writer's own, not what is looked at. */
    struct slice const wanted = from->form != NULL ? SLICE("") : page_said(from, "country");
    int const view = comments_find_view(page_said(from, "view"));
    if (!public_log_store_tallies(reader, code, from->arena, &tallies, &count, error))
        return false;
    comments_gather_countries(from, tallies, count, slice_of(views[view]), wanted, page);
    comments_gather_views(from, view, wanted, page);
    return comments_gather_rows(from, reader, code, view, wanted, page, error);
}

bool comments_page_gather(const struct gather *from, struct comments_page *page, struct error *error)
{
    struct slice code = SLICE(""), title = SLICE("What the public said");
    struct topic topic = { 0 };
    *page = (struct comments_page){ .topic = page_said(from, "about") };
    page->of_one = page->topic.length > 0;
    page->path = page->post_path = PRINT(from->arena, "/{0}/comments", from->name);
    if (page->of_one &&
        (!comments_subject_find(from, page->topic, &code, error) || !topic_find(from, page->topic, &topic, error)))
        return false;
    if (page->of_one) {
        page->subject = page_name_of(from, topic_object(from->state, &topic));
        page->subject_path = topic_page(from, &topic);
        title = PRINT(from->arena, "What the public said about {0}", page->subject);
    }
    frame_gather(from, title, SLICE("/comments"), &page->frame);
    page->frame.about = SLICE("none"); /* comments are not acts: there are no live events for them */
    struct public_log *const public_log = public_log_writer_find(from->public_logs, from->name, error);
    if (public_log == NULL)
        return false;
    struct driver *const reader = log_reader(public_log_log(public_log));
    bool const good = page->of_one ? comments_gather_one(from, reader, code, page, error)
                                   : comments_gather_subjects(from, reader, page, error);
    log_reader_end(public_log_log(public_log));
    if (good && page->of_one)
        comments_gather_form(from, page);
    return good;
}
