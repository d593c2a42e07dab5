// SPDX-License-Identifier: Apache-2.0
#include "web/desk/campaign.h"

#include "campaign/campaign.h"
#include "store/statistics.h"
#include "store/os.h"
#include "views.h"
#include "web/page/campaign.h"

/* The title of the subject. It replays the record, so it is asked only if the words have a hole for it. */
static bool desk_campaign_title(struct desk_request *request, struct slice *title, struct error *error)
{
    const struct campaign *const campaign = &request->campaign;
    *title = SLICE("");
    if (!template_has(campaign->subject, SLICE("{title}")) && !template_has(campaign->body, SLICE("{title}")))
        return true;
    struct replay *const replay = desk_state(request->desk, campaign->conference, error);
    if (replay == NULL)
        return false;
    *title = arena_copy(request->arena, campaign_about_title(&replay->state, campaign->about, request->arena));
    replay_free(replay);
    return true;
}

static bool desk_campaign_gather_contacts(struct desk_request *request, struct desk_campaign_page *page,
                                          struct error *error)
{
    struct contacts list;
    const struct campaign *const campaign = &request->campaign;
    struct slice title;
    struct contact first = { .place_name = PRINT(request->arena, "({0})", campaign_place_word(campaign)),
                             .name = SLICE("(addressee)"),
                             .role = SLICE("(role)") };
    if (!contact_list(request->driver, campaign->id, SLICE(""), request->arena, &list, error))
        return false;
    for (size_t i = 0; i < list.count; i++) {
        const struct contact *const each = &list.items[i];
        bool const confirmed = slice_equal(each->state, SLICE("confirmed"));
        page->contacts += !slice_equal(each->state, SLICE("replaced"));
        page->fresh += slice_equal(each->state, SLICE("new"));
        page->paused += slice_equal(each->state, SLICE("paused"));
        if (confirmed && page->confirmed++ == 0) {
            first = *each;
            page->addressed = true;
        }
    }
    if (!desk_campaign_title(request, &title, error))
        return false;
    struct template_values const values = campaign_values(&first, title);
    page->subject = template_fill(request->arena, campaign->subject, &values);
    page->body = template_fill(request->arena, campaign->body, &values);
    page->to = first.name;
    page->to_role = first.role;
    page->to_address = first.address;
    return true;
}

static bool desk_campaign_gather_wordings(struct desk_request *request, struct desk_campaign_page *page,
                                          struct error *error)
{
    struct past_list list;
    if (!campaign_past(request->driver, request->campaign.id, request->arena, &list, error))
        return false;
    page->wordings.items = arena_take_many(request->arena, list.count, sizeof *page->wordings.items);
    for (size_t i = 0; page->wordings.items != NULL && i < list.count; i++) {
        struct campaign_text text = { 0 };
        campaign_text_recall(list.items[i].words, &text);
        page->wordings.items[page->wordings.count++] =
            (struct desk_wording){ page_number(request->arena, (uint64_t)list.items[i].id),
                                   desk_request_moment(request->arena, list.items[i].at), list.items[i].who,
                                   text.language, text.language.length > 0 && text.title.length == 0 };
    }
    return true;
}

/* Lists the languages, and gives the campaign the words of the requested one. */
static bool desk_campaign_gather_languages(struct desk_request *request, struct campaign_languages *languages,
                                           struct error *error)
{
    struct gather const from = { .arena = request->arena,
                                 .request = request->exchange->request,
                                 .form = request->exchange->form };
    return campaign_languages_gather(&from, request->driver, &request->campaign, languages, error);
}

bool desk_campaign_gather(struct desk_request *request, struct desk_campaign_page *page, struct error *error)
{
    const struct campaign *const campaign = &request->campaign;
    struct statistics states;
    if (!desk_campaign_gather_languages(request, &page->languages, error) ||
        !desk_campaign_gather_contacts(request, page, error) || !desk_campaign_gather_wordings(request, page, error) ||
        !statistics_list(request->driver, campaign->id, STATISTICS_BY_STATE, request->arena, &states, error))
        return false;
    for (size_t i = 0; i < states.count; i++) {
        page->messages += (unsigned)states.items[i].count;
        if (slice_equal(states.items[i].state, SLICE("held")))
            page->held = (unsigned)states.items[i].count;
    }
    desk_request_frame(request, campaign->title, &page->frame);
    page->problem = desk_request_problem(request);
    page->email = desk_request_said(request, "email", SLICE(""));
    page->tested = request->left != NULL;
    page->base = request->base;
    page->title = campaign->title;
    page->conference = campaign->conference;
    page->code = campaign->code;
    page->state = campaign->state;
    page->about = campaign->about;
    page->organisation = campaign->organisation;
    page->language = campaign->language;
    page->opens = desk_request_day(request->arena, campaign->opens_at);
    page->closes = desk_request_day(request->arena, campaign->closes_at);
    page->ask = page_lines_split(request->arena, campaign->ask);
    page->may_edit = request->role >= DESK_EDITOR;
    page->may_close = page->may_edit && slice_equal(campaign->state, SLICE("open"));
    page->may_open = page->may_edit && !page->may_close;
    if (desk_options(request->desk)->site.length > 0 && !slice_equal(campaign->state, SLICE("draft")))
        page->public_path = PRINT(request->arena, "{0}/{1}/campaigns/{2}", desk_options(request->desk)->site,
                                  campaign->conference, campaign->code);
    return true;
}

bool desk_step_move(const struct organise *by, struct desk_request *request, struct error *error)
{
    request->location = request->base;
    return organise_step(by, request->campaign.id, form_value(request->exchange->form, "state"), error);
}

bool desk_step_recall(const struct organise *by, struct desk_request *request, struct error *error)
{
    uint64_t id = 0;
    (void)slice_number(form_value(request->exchange->form, "wording"), &id);
    request->location = request->base;
    return organise_recall(by, request->campaign.id, (int64_t)id, error);
}

bool desk_step_test(const struct organise *by, struct desk_request *request, struct error *error)
{
    struct desk_campaign_page page = { 0 };
    struct desk_request reading = *request;
    reading.driver = by->driver;
    if (!desk_campaign_gather_languages(&reading, &page.languages, error) ||
        !desk_campaign_gather_contacts(&reading, &page, error) ||
        !organise_test(by, desk_options(request->desk)->seal, &reading.campaign,
                       form_value(request->exchange->form, "email"), page.subject, page.body, error))
        return false;
    request->left = request;
    return true;
}

/* --- as the public sees it ----------------------------------------------------------------------------------------- */

static bool desk_campaign_show_preview(struct exchange *exchange, struct slice preview, const struct state *state,
                                       struct error *error)
{
    struct gather const from = { .arena = exchange->arena,
                                 .request = exchange->request,
                                 .code = exchange->code,
                                 .state = state,
                                 .campaigns = exchange->participation->store,
                                 .name = exchange->conference,
                                 .now = os_clock_seconds(),
                                 .base = desk_options(exchange->desk)->site,
                                 .preview = preview };
    struct campaign_page *const page = arena_take(exchange->arena, sizeof *page);
    if (page == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("a page"));
    if (!campaign_page_gather(&from, page, error))
        return false;
    response_text(&exchange->response, 200, "text/html; charset=utf-8");
    exchange->response.keep = KEEP_NOT;
    view_campaign(&exchange->response.body, page);
    return true;
}

bool campaign_preview(struct exchange *exchange, struct error *error)
{
    struct desk_request request;
    if (!desk_request_begin(exchange, DESK_READER, &request, error))
        return false;
    desk_request_end(&request);
    struct replay *const replay = desk_state(exchange->desk, exchange->conference, error);
    if (replay == NULL)
        return false;
    bool const shown = desk_campaign_show_preview(exchange, request.path, &replay->state, error);
    replay_free(replay);
    return shown;
}
