// SPDX-License-Identifier: Apache-2.0
#include "web/page/campaign.h"

#include "base/civil.h"
#include "campaign/campaign.h"
#include "campaign/fault.h"
#include "campaign/message.h"
#include "store/messages.h"

/* --- what the pages of a campaign share ---------------------------------------------------------------------------- */

bool campaign_of(const struct gather *from, struct driver *reader, struct campaign *campaign,
                 struct campaign_languages *languages, struct error *error)
{
    bool found;
    return campaign_find(reader, from->name, from->code, from->arena, campaign, &found, error) &&
           ((found && (from->preview.length > 0 || !slice_equal(campaign->state, SLICE("draft")))) ||
            fail(error, FAULT_THING_UNKNOWN, 0, SLICE("campaign"), from->code)) &&
           campaign_languages_gather(from, reader, campaign, languages, error);
}

bool campaign_of_page(const struct gather *from, struct campaign *campaign, struct campaign_languages *languages,
                      struct error *error)
{
    struct driver *const reader = campaign_store_read(from->campaigns, error);
    if (reader == NULL)
        return false;
    bool const good = campaign_of(from, reader, campaign, languages, error);
    campaign_store_read_end(from->campaigns);
    return good;
}

bool campaign_is_open(const struct gather *from, const struct campaign *campaign, struct slice *words)
{
    bool const early = campaign->opens_at > from->now;
    bool const late =
        slice_equal(campaign->state, SLICE("closed")) || (campaign->closes_at > 0 && campaign->closes_at <= from->now);
    if (late)
        *words = SLICE("This campaign is closed: no message is taken any more. What it was about, and how many wrote, "
                       "stays here.");
    else if (early)
        *words = PRINT(from->arena, "This campaign begins on {0} (UTC). Until then no message is taken.",
                       page_moment(from->arena, campaign->opens_at));
    return !early && !late;
}

struct slice campaign_when(const struct gather *from, const struct campaign *campaign)
{
    struct slice words;
    if (!campaign_is_open(from, campaign, &words))
        return campaign->opens_at > from->now
                   ? PRINT(from->arena, "It begins on {0}", page_date(from->arena, campaign->opens_at))
                   : SLICE("It is closed");
    return campaign->closes_at > 0
               ? PRINT(from->arena, "It runs until {0}", page_date(from->arena, campaign->closes_at))
               : SLICE("It is open");
}

bool campaign_counts_gather(const struct gather *from, struct driver *reader, const struct campaign *campaign,
                            struct campaign_counts *counts, struct error *error)
{
    struct turnout list;
    if (!turnout_of(reader, campaign->id, from->arena, &list, error))
        return false;
    counts->items = arena_take_many(from->arena, list.count, sizeof *counts->items);
    counts->count = counts->items != NULL ? list.count : 0;
    for (size_t i = 0; i < counts->count; i++)
        counts->items[i] = (struct campaign_count){ .code = list.items[i].code,
                                                    .name = list.items[i].name,
                                                    .count = (unsigned)list.items[i].count,
                                                    .came_back = (unsigned)list.items[i].came_back,
                                                    .came_back_counted = (unsigned)list.items[i].came_back_counted };
    return true;
}

struct slice campaign_wrote_words(const struct gather *from, const struct campaign *campaign,
                                  const struct campaign_counts *counts, unsigned *total)
{
    bool const by_country = slice_equal(campaign_place_word(campaign), SLICE("country"));
    *total = 0;
    for (size_t i = 0; i < counts->count; i++)
        *total += counts->items[i].count;
    if (*total == 0)
        return SLICE("No message yet");
    return PRINT(from->arena, "{0} to {1}", page_count(from->arena, *total, "message", "messages"),
                 page_count(from->arena, counts->count, by_country ? "delegation" : "constituency",
                            by_country ? "delegations" : "constituencies"));
}

bool campaign_places_gather(const struct gather *from, struct driver *reader, const struct campaign *campaign,
                            struct campaign_places *places, struct error *error)
{
    struct turnout list;
    if (!turnout_list(reader, campaign->id, from->arena, &list, error))
        return false;
    places->items = arena_take_many(from->arena, list.count, sizeof *places->items);
    places->count = places->items != NULL ? list.count : 0;
    for (size_t i = 0; i < places->count; i++)
        places->items[i] = (struct campaign_place){ .code = list.items[i].code, .name = list.items[i].name };
    return true;
}

/* --- who will get it ----------------------------------------------------------------------------------------------- */

/* "today", "yesterday", "3 days ago", "2 years ago". */
static struct slice campaign_ago(const struct gather *from, int64_t at)
{
    int64_t const days = (from->now - at) / DAY_SECONDS;
    if (days <= 0)
        return SLICE("today");
    if (days < 60)
        return PRINT(from->arena, "{0} ago", page_count(from->arena, (uint64_t)days, "day", "days"));
    if (days < 730)
        return PRINT(from->arena, "{0} ago", page_count(from->arena, (uint64_t)days / 30, "month", "months"));
    return PRINT(from->arena, "{0} ago", page_count(from->arena, (uint64_t)days / 365, "year", "years"));
}

static struct slice campaign_source_age(const struct gather *from, struct slice date)
{
    struct civil time;
    if (date.length == 0 || !civil_read(date, 0, &time))
        return date;
    return PRINT(from->arena, "{0}, {1}", page_date(from->arena, time.begin), campaign_ago(from, time.begin));
}

static struct slice campaign_last_worked(const struct gather *from, const struct contact *contact)
{
    struct slice const worked = contact->worked_at > 0
                                    ? PRINT(from->arena, "{0}, {1}", page_date(from->arena, contact->worked_at),
                                            campaign_ago(from, contact->worked_at))
                                    : SLICE("no message has reached it from here yet");
    if (contact->bounced_at <= contact->worked_at)
        return worked;
    return PRINT(from->arena, "{0}. On {1} a message came back{2}{3}", worked,
                 page_date(from->arena, contact->bounced_at),
                 contact->bounce_words.length > 0 ? SLICE(": ") : SLICE(""), contact->bounce_words);
}

static struct slice campaign_pace_words(const struct contact *contact)
{
    if (slice_equal(contact->state, SLICE("paused")))
        return SLICE("paused just now: your message waits until it goes on, and your own page says so");
    if (slice_equal(contact->pace, SLICE("digest")))
        return SLICE("once a day, all messages in one mail, as they wished");
    return SLICE("");
}

static struct campaign_contact campaign_contact_row_of(const struct gather *from, const struct contact *contact)
{
    return (struct campaign_contact){
        .id = page_number(from->arena, (uint64_t)contact->id),
        .number = (unsigned long)contact->id,
        .place = contact->place,
        .source_date = contact->source_date,
        .pace_word = contact->pace,
        .paused = slice_equal(contact->state, SLICE("paused")),
        .checked_at = page_instant_of(contact->confirmed_at),
        .worked_at = page_instant_of(contact->worked_at),
        .bounced_at = page_instant_of(contact->bounced_at),
        .name = contact->name,
        .role = contact->role,
        .place_name = contact->place_name,
        .address = contact->address,
        .source = contact->source.length > 0 ? contact->source : SLICE("not said"),
        .source_link =
            slice_begins(contact->source, SLICE("https://")) || slice_begins(contact->source, SLICE("http://")),
        .aged = campaign_source_age(from, contact->source_date),
        .checked =
            PRINT(from->arena, "by {0} on {1}", contact->confirmed_by, page_date(from->arena, contact->confirmed_at)),
        .worked = campaign_last_worked(from, contact),
        .pace = campaign_pace_words(contact),
    };
}

static bool campaign_gather_contacts(const struct gather *from, struct driver *reader, const struct campaign *campaign,
                                     struct campaign_page *page, struct contact *picked, struct error *error)
{
    struct contacts list;
    struct slice const said = page_said(from, "contact");
    if (!contact_list(reader, campaign->id, page->to, from->arena, &list, error))
        return false;
    page->contacts.items = arena_take_many(from->arena, list.count, sizeof *page->contacts.items);
    if (page->contacts.items == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("the page"));
    for (size_t i = 0; i < list.count; i++) {
        if (!campaign_reaches(&list.items[i]))
            continue;
        struct campaign_contact *const row = &page->contacts.items[page->contacts.count++];
        *row = campaign_contact_row_of(from, &list.items[i]);
        row->chosen = slice_equal(row->id, said);
        page->writing |= row->chosen;
        if (row->chosen)
            page->contact = row->id;
        if (page->contacts.count == 1 || row->chosen)
            *picked = list.items[i];
    }
    page->unknown = page->contacts.count == 0;
    page->several = page->contacts.count > 1;
    page->choosing = page->several && !page->writing;
    if (page->contacts.count == 1)
        page->writing = page->contacts.items[0].chosen = true;
    return true;
}

/* --- the form ------------------------------------------------------------------------------------------------------ */

/* The token sets the proof of work: more when many messages arrive, or many from the same network. */
static bool campaign_gather_token(const struct gather *from, struct driver *reader, const struct campaign *campaign,
                                  struct campaign_page *page, struct error *error)
{
    char memory[PROOF_OF_WORK_TOKEN_BYTES_MAX];
    struct buffer token = BUFFER(memory);
    uint64_t came = 0;
    if (from->seal == NULL || !sender_network_count(reader, from->seal, from->network, from->now, &came, error))
        return from->seal == NULL;
    page->bits = proof_of_work_bits(from->waiting, came);
    proof_of_work_ask(from->seal, message_purpose(campaign, from->arena), page->bits, from->now, &token);
    page->token = arena_copy(from->arena, buffer_slice(&token));
    return true;
}

static void campaign_gather_form(const struct gather *from, const struct campaign *campaign,
                                 const struct contact *contact, struct campaign_page *page)
{
    struct template_values const values =
        campaign_values(contact, campaign_about_title(from->state, campaign->about, from->arena));
    page->template = template_fill(from->arena, campaign->body, &values);
    page->subject_words =
        from->form != NULL ? page_said(from, "subject") : template_fill(from->arena, campaign->subject, &values);
    page->body_words = from->form != NULL ? page_said(from, "body") : page->template;
    page->name = page_said(from, "name");
    page->email = page_said(from, "email");
    page->may_ask = page_said(from, "may_ask").length > 0;
    page->may_quote = page_said(from, "may_quote").length > 0;
    page->kept_words =
        PRINT(from->arena,
              "Your words, your name and your address are deleted five days after your message was handed over: until "
              "then it may still come back. Where you tick a box below they are kept, locked, for {0}. What you do not "
              "confirm is deleted after {1}.",
              page_count(from->arena, (uint64_t)campaign->keep_days, "day", "days"),
              page_count(from->arena, MESSAGE_CONFIRM_DAYS, "day", "days"));
    page->ask_words =
        SLICE("For that your address is kept, locked, until you have been asked. Only the numbers are made "
              "public.");
}

static void campaign_gather_problem(const struct gather *from, struct campaign_page *page)
{
    if (from->problem == NULL)
        return;
    char words[1024];
    struct buffer out = BUFFER(words);
    error_words(from->problem, &out);
    page->problem = arena_copy(from->arena, buffer_slice(&out));
    struct slice const field = from->wrong;
    page->wrong.subject = slice_equal(field, SLICE("subject"));
    page->wrong.body = slice_equal(field, SLICE("body"));
    page->wrong.name = slice_equal(field, SLICE("name"));
    page->wrong.email = slice_equal(field, SLICE("email"));
}

static void campaign_gather_words(const struct gather *from, const struct campaign *campaign,
                                  struct campaign_page *page)
{
    page->ask = page_lines_of(from, campaign->ask);
    page->place_word = campaign_place_word(campaign);
    page->place_question = slice_equal(page->place_word, SLICE("country"))
                               ? SLICE("Which country are you of, or do you live in?")
                               : SLICE("In which constituency do you vote?");
    page->when = campaign_when(from, campaign);
    page->open = campaign_is_open(from, campaign, &page->closed_words);
    page->closed = !page->open;
    page->opens_at = page_instant_of(campaign->opens_at);
    page->closes_at = page_instant_of(campaign->closes_at);
    campaign_subject_gather(from, campaign->about, &page->subject);
    page->frame.about = page->subject.code;
}

static bool campaign_gather_steps(const struct gather *from, struct driver *reader, const struct campaign *campaign,
                                  struct campaign_page *page, struct error *error)
{
    struct contact contact = { 0 };
    if (page->closed)
        return true;
    if (!campaign_places_gather(from, reader, campaign, &page->places, error))
        return false;
    for (size_t i = 0; i < page->places.count; i++)
        page->places.items[i].chosen = slice_equal(page->places.items[i].code, page->to);
    if (page->to.length == 0)
        return true;
    if (!campaign_gather_contacts(from, reader, campaign, page, &contact, error))
        return false;
    if (!page->writing)
        return true;
    campaign_gather_form(from, campaign, &contact, page);
    return campaign_gather_token(from, reader, campaign, page, error);
}

/* How many of the confirmed messages are in the public log. */
static bool campaign_gather_counted(const struct gather *from, struct campaign_page *page, struct error *error)
{
    struct public_log_count *rows;
    size_t count;
    if (from->public_logs == NULL) /* a preview at the organisers' desk */
        return true;
    struct public_log *const public_log = public_log_writer_find(from->public_logs, from->name, error);
    if (public_log == NULL)
        return false;
    struct driver *const reader = log_reader(public_log_log(public_log));
    bool const good = public_log_store_counts(reader, from->code, from->arena, &rows, &count, error);
    log_reader_end(public_log_log(public_log));
    for (size_t i = 0; good && i < count; i++)
        for (size_t j = 0; j < page->counts.count; j++)
            if (slice_equal(rows[i].place, page->counts.items[j].code)) {
                page->counts.items[j].counted = (unsigned)rows[i].total;
                page->counted += (unsigned)rows[i].total;
            }
    return good;
}

bool campaign_page_gather(const struct gather *from, struct campaign_page *page, struct error *error)
{
    struct driver *const reader = campaign_store_read(from->campaigns, error);
    *page = (struct campaign_page){ .to = page_said(from, "to") };
    if (reader == NULL)
        return false;
    bool good = campaign_of(from, reader, &page->campaign, &page->languages, error);
    if (good) {
        frame_gather(from, page->campaign.title, PRINT(from->arena, "/campaigns/{0}", from->code), &page->frame);
        page->frame.by_language = page->languages.negotiated;
        page->path = page->post_path = from->preview.length > 0 ? from->preview : page->frame.path;
        campaign_gather_words(from, &page->campaign, page);
        good = campaign_gather_steps(from, reader, &page->campaign, page, error) &&
               campaign_counts_gather(from, reader, &page->campaign, &page->counts, error);
    }
    campaign_store_read_end(from->campaigns);
    if (!good)
        return false;
    if (!campaign_gather_counted(from, page, error))
        return false;
    for (size_t i = 0; i < page->counts.count; i++) {
        page->came_back += page->counts.items[i].came_back;
        page->came_back_counted += page->counts.items[i].came_back_counted;
    }
    page->wrote_words = campaign_wrote_words(from, &page->campaign, &page->counts, &page->wrote);
    campaign_gather_problem(from, page);
    return true;
}
