#include "web/desk/edit.h"

#include "base/civil.h"

bool desk_edit_gather(struct desk_request *request, struct desk_edit_page *page, struct error *error)
{
    struct campaign fresh = { .language = SLICE("en"),
                              .addressed = SLICE("country"),
                              .look = SLICE("doubtful"),
                              .keep_days = 30,
                              .body = SLICE("To {addressee}, {role}\n\n") };
    const struct campaign *const kept = request->base.length > 0 ? &request->campaign : &fresh;
    (void)error;
    desk_request_frame(request, request->base.length > 0 ? SLICE("Change the campaign") : SLICE("A new campaign"),
                       &page->frame);
    page->is_new = request->base.length == 0;
    page->problem = desk_request_problem(request);
    page->action = page->is_new ? SLICE("/desk/new") : PRINT(request->arena, "{0}/edit", request->base);
    page->back = page->is_new ? SLICE("/desk") : request->base;
    page->conference = desk_request_said(request, "conference", kept->conference);
    page->code = desk_request_said(request, "code", kept->code);
    page->title = desk_request_said(request, "title", kept->title);
    page->ask = desk_request_said(request, "ask", kept->ask);
    page->about = desk_request_said(request, "about", kept->about);
    page->organisation = desk_request_said(request, "organisation", kept->organisation);
    page->organisation_url = desk_request_said(request, "organisation_url", kept->organisation_url);
    page->donate_url = desk_request_said(request, "donate_url", kept->donate_url);
    page->subject = desk_request_said(request, "subject", kept->subject);
    page->body = desk_request_said(request, "body", kept->body);
    page->language = desk_request_said(request, "language", kept->language);
    page->thanks = desk_request_said(request, "thanks", kept->thanks);
    page->opens = desk_request_said(request, "opens", desk_request_day(request->arena, kept->opens_at));
    page->closes = desk_request_said(request, "closes", desk_request_day(request->arena, kept->closes_at));
    page->keep_days = desk_request_said(request, "keep_days", page_number(request->arena, (uint64_t)kept->keep_days));
    page->constituency = slice_equal(desk_request_said(request, "addressed", kept->addressed), SLICE("constituency"));
    page->country = !page->constituency;
    page->look_all = slice_equal(desk_request_said(request, "look", kept->look), SLICE("all"));
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
static bool check_record(struct desk_request *request, const struct campaign *campaign, struct error *error)
{
    struct replay *const replay = desk_state(request->desk, campaign->conference, error);
    if (replay == NULL)
        return fail(error, FAULT_CAMPAIGN_FIELD, 0, SLICE("conference"),
                    SLICE("no conference of that name is kept here"));
    size_t const space = slice_find(campaign->about, ' ', 0);
    struct slice const code = slice_part(campaign->about, space + 1, campaign->about.length);
    bool const found = code.length == 0 || state_find(&replay->state, OBJECT_ANY, code) != NULL;
    replay_free(replay);
    return found || fail(error, FAULT_CAMPAIGN_FIELD, 0, SLICE("about"), SLICE("the record has nothing of that code"));
}

bool desk_step_add(const struct organise *by, struct desk_request *request, struct error *error)
{
    struct campaign campaign = { .conference = form_value(request->exchange->form, "conference"),
                                 .code = form_value(request->exchange->form, "code") };
    if (!read_form(request->exchange->form, &campaign, error) || !organise_check(&campaign, error) ||
        !check_record(request, &campaign, error) || !organise_add(by, &campaign, error))
        return false;
    request->location = PRINT(request->arena, "/desk/campaigns/{0}/{1}", campaign.conference, campaign.code);
    return true;
}

bool desk_step_change(const struct organise *by, struct desk_request *request, struct error *error)
{
    struct campaign campaign = request->campaign;
    request->location = request->base;
    return read_form(request->exchange->form, &campaign, error) && organise_check(&campaign, error) &&
           check_record(request, &campaign, error) && organise_change(by, &campaign, error);
}
