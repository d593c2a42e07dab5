// SPDX-License-Identifier: Apache-2.0
#include "web/desk/report.h"

#include "campaign/public_log.h"
#include "store/fields.h"
#include "web/page/campaign_subject.h"

enum { REPORT_SAMPLES = 12 };

/* The subject in the words of the record. */
static bool desk_report_gather_words(struct desk_request *request, struct desk_report_page *page, struct error *error)
{
    if (request->campaign.about.length == 0)
        return true;
    struct replay *const replay = desk_state(request->desk, request->campaign.conference, error);
    if (replay == NULL)
        return false;
    struct gather const from = { .arena = request->arena,
                                 .state = &replay->state,
                                 .name = request->campaign.conference };
    struct slice words;
    campaign_subject_words(&from, request->campaign.about, &page->words_title, &words);
    page->words = page_lines_of(&from, words);
    replay_free(replay);
    return true;
}

static bool desk_report_gather_samples(struct desk_request *request, int64_t contact, struct desk_report_page *page,
                                       struct error *error)
{
    struct samples samples;
    if (!statistics_samples(request->driver, contact, REPORT_SAMPLES, request->arena, &samples, error))
        return false;
    page->samples.items = arena_take_many(request->arena, samples.count, sizeof *page->samples.items);
    for (size_t i = 0; page->samples.items != NULL && i < samples.count; i++) {
        struct slice text;
        struct error closed;
        if (!sealed_open(desk_options(request->desk)->key, samples.items[i].sealed, request->arena, &text, &closed))
            continue;
        page->samples.items[page->samples.count++] =
            (struct desk_report_sample){ desk_request_day(request->arena, samples.items[i].received_at),
                                         fields_get(text, "body") };
    }
    return true;
}

static bool desk_report_gather_counts(struct desk_request *request, struct slice chosen, struct desk_report_page *page,
                                      struct error *error)
{
    struct statistics statistics;
    if (!statistics_list(request->driver, request->campaign.id, STATISTICS_BY_CONTACT, request->arena, &statistics,
                         error))
        return false;
    page->contacts.items = arena_take_many(request->arena, statistics.count, sizeof *page->contacts.items);
    page->states.items = arena_take_many(request->arena, statistics.count, sizeof *page->states.items);
    if (page->contacts.items == NULL || page->states.items == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("statistics"));
    for (size_t i = 0; i < statistics.count; i++) {
        const struct statistic *const statistic = &statistics.items[i];
        struct desk_report_contact *last =
            page->contacts.count > 0 ? &page->contacts.items[page->contacts.count - 1] : NULL;
        if (last == NULL || !slice_equal(last->id, statistic->key)) {
            last = &page->contacts.items[page->contacts.count++];
            *last = (struct desk_report_contact){ .id = statistic->key, .name = statistic->name };
        }
        last->count += (unsigned)statistic->count;
        page->all += (unsigned)statistic->count;
        if (!slice_equal(statistic->key, chosen))
            continue;
        page->messages += (unsigned)statistic->count;
        page->states.items[page->states.count++] =
            (struct desk_report_state){ statistic->state, (unsigned)statistic->count };
    }
    return true;
}

bool desk_report_gather(struct desk_request *request, struct desk_report_page *page, struct error *error)
{
    struct slice const chosen = request_argument(request->exchange->request, "contact");
    struct contact contact = { 0 };
    uint64_t id = 0;
    bool found = false;
    if (slice_number(chosen, &id) &&
        !contact_find(request->driver, (int64_t)id, request->arena, &contact, &found, error))
        return false;
    page->chosen = found && contact.campaign == request->campaign.id;
    if (!desk_report_gather_counts(request, chosen, page, error))
        return false;
    desk_request_frame(request,
                       page->chosen ? PRINT(request->arena, "What people wrote to {0}", contact.name)
                                    : PRINT(request->arena, "Reports of {0}", request->campaign.title),
                       &page->frame);
    page->base = request->base;
    page->title = request->campaign.title;
    page->conference = request->campaign.conference;
    page->organisation = request->campaign.organisation;
    page->printed = desk_request_moment(request->arena, request->now);
    if (!page->chosen)
        return true;
    page->messages_words = PRINT(request->arena, page->messages == 1 ? "{0} was" : "{0} were",
                                 page_count(request->arena, page->messages, "message", "messages"));
    page->to = contact.name;
    page->role = contact.role;
    page->place = contact.place_name;
    page->ask = page_lines_split(request->arena, request->campaign.ask);
    (void)log_read_apart(&log_kind_public, desk_options(request->desk)->directory, request->campaign.conference,
                         request->arena, &page->checkpoint, error);
    struct statistics_counted counted;
    if (!statistics_counted(request->driver, contact.id, &counted, error))
        return false;
    page->counted = (unsigned)counted.counted;
    page->came_back = (unsigned)counted.came_back;
    return desk_report_gather_samples(request, contact.id, page, error) &&
           desk_report_gather_words(request, page, error);
}
