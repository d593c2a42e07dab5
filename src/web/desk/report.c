#include "web/desk/report.h"

#include "room/gallery.h"
#include "store/fields.h"
#include "web/page/campaign_subject.h"

enum { REPORT_SAMPLES = 12 };

/* What the campaign is about, in the record's own words. */
static bool gather_words(struct visit *visit, struct desk_report_page *page, struct error *error)
{
    if (visit->campaign.about.length == 0)
        return true;
    struct replay *const replay = desk_state(visit->desk, visit->campaign.conference, error);
    if (replay == NULL)
        return false;
    struct gather const from = { .arena = visit->arena, .state = &replay->state, .name = visit->campaign.conference };
    struct slice words;
    campaign_subject_words(&from, visit->campaign.about, &page->words_title, &words);
    page->words = page_lines_of(&from, words);
    replay_free(replay);
    return true;
}

static bool gather_samples(struct visit *visit, int64_t contact, struct desk_report_page *page, struct error *error)
{
    struct samples samples;
    if (!figures_samples(visit->driver, contact, REPORT_SAMPLES, visit->arena, &samples, error))
        return false;
    page->samples.items = arena_take_many(visit->arena, samples.count, sizeof *page->samples.items);
    for (size_t i = 0; page->samples.items != NULL && i < samples.count; i++) {
        struct slice text;
        struct error closed;
        if (!sealed_open(desk_options(visit->desk)->key, samples.items[i].sealed, visit->arena, &text, &closed))
            continue;
        page->samples.items[page->samples.count++] =
            (struct desk_report_sample){ visit_day(visit->arena, samples.items[i].received_at),
                                         fields_get(text, "body") };
    }
    return true;
}

static bool gather_counts(struct visit *visit, struct slice chosen, struct desk_report_page *page, struct error *error)
{
    struct figures figures;
    if (!figures_list(visit->driver, visit->campaign.id, FIGURES_BY_CONTACT, visit->arena, &figures, error))
        return false;
    page->contacts.items = arena_take_many(visit->arena, figures.count, sizeof *page->contacts.items);
    page->states.items = arena_take_many(visit->arena, figures.count, sizeof *page->states.items);
    if (page->contacts.items == NULL || page->states.items == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("figures"), SLICE(""));
    for (size_t i = 0; i < figures.count; i++) {
        const struct figure *const figure = &figures.items[i];
        struct desk_report_contact *last =
            page->contacts.count > 0 ? &page->contacts.items[page->contacts.count - 1] : NULL;
        if (last == NULL || !slice_equal(last->id, figure->key)) {
            last = &page->contacts.items[page->contacts.count++];
            *last = (struct desk_report_contact){ .id = figure->key, .name = figure->name };
        }
        last->count += (unsigned)figure->count;
        page->all += (unsigned)figure->count;
        if (!slice_equal(figure->key, chosen))
            continue;
        page->messages += (unsigned)figure->count;
        page->states.items[page->states.count++] = (struct desk_report_state){ figure->state, (unsigned)figure->count };
    }
    return true;
}

bool desk_report_gather(struct visit *visit, struct desk_report_page *page, struct error *error)
{
    struct slice const chosen = request_argument(visit->exchange->request, "contact");
    struct contact contact = { 0 };
    uint64_t id = 0;
    bool found = false;
    if (slice_number(chosen, &id) && !contact_find(visit->driver, (int64_t)id, visit->arena, &contact, &found, error))
        return false;
    page->chosen = found && contact.campaign == visit->campaign.id;
    if (!gather_counts(visit, chosen, page, error))
        return false;
    visit_frame(visit,
                page->chosen ? PRINT(visit->arena, "What people wrote to {0}", contact.name)
                             : PRINT(visit->arena, "Reports of {0}", visit->campaign.title),
                &page->frame);
    page->base = visit->base;
    page->title = visit->campaign.title;
    page->conference = visit->campaign.conference;
    page->organisation = visit->campaign.organisation;
    page->printed = visit_moment(visit->arena, visit->now);
    if (!page->chosen)
        return true;
    page->messages_words = PRINT(visit->arena, page->messages == 1 ? "{0} was" : "{0} were",
                                 page_count(visit->arena, page->messages, "message", "messages"));
    page->to = contact.name;
    page->role = contact.role;
    page->place = contact.place_name;
    page->ask = page_lines_split(visit->arena, visit->campaign.ask);
    page->checkpoint =
        gallery_last_checkpoint(desk_options(visit->desk)->directory, visit->campaign.conference, visit->arena);
    struct figures_counted counted;
    if (!figures_counted(visit->driver, contact.id, &counted, error))
        return false;
    page->counted = (unsigned)counted.counted;
    page->came_back = (unsigned)counted.came_back;
    return gather_samples(visit, contact.id, page, error) && gather_words(visit, page, error);
}
