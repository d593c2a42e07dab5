// SPDX-License-Identifier: Apache-2.0
#include "web/desk/edit.h"

#include "campaign/campaign_check.h"
#include "campaign/fault.h"

/* The defaults of a new campaign. */
static struct campaign desk_edit_begin(void)
{
    struct campaign campaign;
    campaign_begin(&campaign);
    for (size_t i = 0; i < CAMPAIGN_FIELD_COUNT; i++)
        if (campaign_fields[i].begin != NULL)
            campaign_set_words(&campaign, &campaign_fields[i], slice_of(campaign_fields[i].begin));
    return campaign;
}

bool desk_edit_gather(struct desk_request *request, struct desk_edit_page *page, struct error *error)
{
    bool const is_new = request->base.length == 0;
    struct campaign const kept = is_new ? desk_edit_begin() : request->campaign;
    (void)error;
    desk_request_frame(request, is_new ? SLICE("A new campaign") : SLICE("Change the campaign"), &page->frame);
    page->is_new = is_new;
    page->problem = desk_request_problem(request);
    page->action = is_new ? SLICE("/desk/new") : PRINT(request->arena, "{0}/edit", request->base);
    page->back = is_new ? SLICE("/desk") : request->base;
    page->conference = desk_request_said(request, "conference", kept.conference);
    page->code = desk_request_said(request, "code", kept.code);
    desk_field_sets(&kept, request, &page->sets);
    return true;
}

static bool desk_edit_read_form(const struct form *form, struct campaign *campaign, struct error *error)
{
    for (size_t i = 0; i < CAMPAIGN_FIELD_COUNT; i++)
        if (!campaign_read_field(&campaign_fields[i], form_value(form, campaign_fields[i].said), campaign, error))
            return false;
    return true;
}

/* Checks that the conference exists, and the subject in it. */
static bool desk_edit_check_record(struct desk_request *request, const struct campaign *campaign, struct error *error)
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
    if (!desk_edit_read_form(request->exchange->form, &campaign, error) || !campaign_check(&campaign, error) ||
        !desk_edit_check_record(request, &campaign, error) || !organise_add(by, &campaign, error))
        return false;
    request->location = PRINT(request->arena, "/desk/campaigns/{0}/{1}", campaign.conference, campaign.code);
    return true;
}

bool desk_step_change(const struct organise *by, struct desk_request *request, struct error *error)
{
    struct campaign campaign = request->campaign;
    request->location = request->base;
    return desk_edit_read_form(request->exchange->form, &campaign, error) && campaign_check(&campaign, error) &&
           desk_edit_check_record(request, &campaign, error) && organise_change(by, &campaign, error);
}
