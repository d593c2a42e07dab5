#include "web/desk/edit.h"

#include "base/civil.h"

bool desk_edit_gather(struct visit *visit, struct desk_edit_page *page, struct error *error)
{
    struct campaign fresh = { .language = SLICE("en"),
                              .addressed = SLICE("country"),
                              .look = SLICE("doubtful"),
                              .keep_days = 30,
                              .body = SLICE("To {addressee}, {role}\n\n") };
    const struct campaign *const kept = visit->base.length > 0 ? &visit->campaign : &fresh;
    (void)error;
    visit_frame(visit, visit->base.length > 0 ? SLICE("Change the campaign") : SLICE("A new campaign"), &page->frame);
    page->is_new = visit->base.length == 0;
    page->problem = visit_problem(visit);
    page->action = page->is_new ? SLICE("/desk/new") : PRINT(visit->arena, "{0}/edit", visit->base);
    page->back = page->is_new ? SLICE("/desk") : visit->base;
    page->conference = visit_said(visit, "conference", kept->conference);
    page->code = visit_said(visit, "code", kept->code);
    page->title = visit_said(visit, "title", kept->title);
    page->ask = visit_said(visit, "ask", kept->ask);
    page->about = visit_said(visit, "about", kept->about);
    page->organisation = visit_said(visit, "organisation", kept->organisation);
    page->organisation_url = visit_said(visit, "organisation_url", kept->organisation_url);
    page->donate_url = visit_said(visit, "donate_url", kept->donate_url);
    page->subject = visit_said(visit, "subject", kept->subject);
    page->body = visit_said(visit, "body", kept->body);
    page->language = visit_said(visit, "language", kept->language);
    page->thanks = visit_said(visit, "thanks", kept->thanks);
    page->opens = visit_said(visit, "opens", visit_day(visit->arena, kept->opens_at));
    page->closes = visit_said(visit, "closes", visit_day(visit->arena, kept->closes_at));
    page->keep_days = visit_said(visit, "keep_days", page_number(visit->arena, (uint64_t)kept->keep_days));
    page->constituency = slice_equal(visit_said(visit, "addressed", kept->addressed), SLICE("constituency"));
    page->country = !page->constituency;
    page->look_all = slice_equal(visit_said(visit, "look", kept->look), SLICE("all"));
    page->look_doubtful = !page->look_all;
    return true;
}

/* The first or the last second of a day. */
static bool read_day(const struct form *form, const char *name, bool last, int64_t *seconds, struct error *error)
{
    struct civil day;
    struct slice const text = form_value(form, name);
    *seconds = 0;
    if (text.length == 0)
        return true;
    if (!civil_read(text, 0, &day) || day.precision != CIVIL_DAY)
        return fail(error, FAULT_CAMPAIGN_FIELD, 0, slice_of(name), SLICE("write a day: 2026-11-24"));
    *seconds = last ? day.end : day.begin;
    return true;
}

static bool read_form(const struct form *form, struct campaign *campaign, struct error *error)
{
    uint64_t days = 0;
    campaign->title = form_value(form, "title");
    campaign->ask = form_value(form, "ask");
    campaign->about = form_value(form, "about");
    campaign->organisation = form_value(form, "organisation");
    campaign->organisation_url = form_value(form, "organisation_url");
    campaign->donate_url = form_value(form, "donate_url");
    campaign->subject = form_value(form, "subject");
    campaign->body = form_value(form, "body");
    campaign->language = form_value(form, "language");
    campaign->addressed = form_value(form, "addressed");
    campaign->thanks = form_value(form, "thanks");
    campaign->look = form_value(form, "look");
    if (slice_number(form_value(form, "keep_days"), &days) && days <= CAMPAIGN_KEEP_DAYS_MAX)
        campaign->keep_days = (int64_t)days;
    else
        campaign->keep_days = 0;
    return read_day(form, "opens", false, &campaign->opens_at, error) &&
           read_day(form, "closes", true, &campaign->closes_at, error);
}

/* Whether there is such a conference, and in it what the campaign is about. */
static bool check_record(struct visit *visit, const struct campaign *campaign, struct error *error)
{
    struct replay *const replay = desk_state(visit->desk, campaign->conference, error);
    if (replay == NULL)
        return fail(error, FAULT_CAMPAIGN_FIELD, 0, SLICE("conference"),
                    SLICE("no conference of that name is kept here"));
    size_t const space = slice_find(campaign->about, ' ', 0);
    struct slice const code = slice_part(campaign->about, space + 1, campaign->about.length);
    bool const found = code.length == 0 || state_find(&replay->state, THING_ANY, code) != NULL;
    replay_free(replay);
    return found || fail(error, FAULT_CAMPAIGN_FIELD, 0, SLICE("about"), SLICE("the record has nothing of that code"));
}

bool desk_step_add(const struct organise *by, struct visit *visit, struct error *error)
{
    struct campaign campaign = { .conference = form_value(visit->exchange->form, "conference"),
                                 .code = form_value(visit->exchange->form, "code") };
    if (!read_form(visit->exchange->form, &campaign, error) || !organise_check(&campaign, error) ||
        !check_record(visit, &campaign, error) || !organise_add(by, &campaign, error))
        return false;
    visit->location = PRINT(visit->arena, "/desk/campaigns/{0}/{1}", campaign.conference, campaign.code);
    return true;
}

bool desk_step_change(const struct organise *by, struct visit *visit, struct error *error)
{
    struct campaign campaign = visit->campaign;
    visit->location = visit->base;
    return read_form(visit->exchange->form, &campaign, error) && organise_check(&campaign, error) &&
           check_record(visit, &campaign, error) && organise_change(by, &campaign, error);
}
