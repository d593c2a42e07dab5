// SPDX-License-Identifier: Apache-2.0
#include "web/desk/home.h"

bool desk_home_gather(struct desk_request *request, struct desk_home_page *page, struct error *error)
{
    struct campaign_list list;
    if (!campaign_all(request->driver, SLICE(""), request->arena, &list, error))
        return false;
    desk_request_frame(request, SLICE("Campaigns"), &page->frame);
    page->problem = desk_request_problem(request);
    page->may_edit = request->role >= DESK_EDITOR;
    page->campaigns.items = arena_take_many(request->arena, list.count, sizeof *page->campaigns.items);
    if (page->campaigns.items == NULL && list.count > 0)
        return fail(error, FAULT_MEMORY, 0, SLICE("campaigns"));
    for (size_t i = 0; i < list.count; i++) {
        const struct campaign *const each = &list.items[i];
        page->campaigns.items[page->campaigns.count++] = (struct desk_home_row){
            PRINT(request->arena, "/desk/campaigns/{0}/{1}", each->conference, each->code),
            each->title,
            each->code,
            each->conference,
            each->state,
            each->organisation,
        };
    }
    return true;
}

bool desk_audit_rows(struct desk_request *request, int64_t campaign, struct desk_audit_page *page, struct error *error)
{
    struct audit_rows list;
    if (!audit_list(request->driver, campaign, request->arena, &list, error))
        return false;
    page->rows.items = arena_take_many(request->arena, list.count, sizeof *page->rows.items);
    if (page->rows.items == NULL && list.count > 0)
        return fail(error, FAULT_MEMORY, 0, SLICE("what was done"));
    for (size_t i = 0; i < list.count; i++) {
        const struct audit_row *const each = &list.items[i];
        struct campaign of;
        bool found = false;
        if (each->campaign != 0 && !campaign_of_id(request->driver, each->campaign, request->arena, &of, &found, error))
            return false;
        page->rows.items[page->rows.count++] = (struct desk_audit_row){
            desk_request_moment(request->arena, each->at), each->organiser, each->words, found ? of.title : SLICE(""),
            found ? PRINT(request->arena, "/desk/campaigns/{0}/{1}", of.conference, of.code) : SLICE("")
        };
    }
    return true;
}

bool desk_audit_gather(struct desk_request *request, struct desk_audit_page *page, struct error *error)
{
    desk_request_frame(request, SLICE("What each organiser did"), &page->frame);
    return desk_audit_rows(request, 0, page, error);
}

bool desk_step_leave(const struct organise *by, struct desk_request *request, struct error *error)
{
    desk_request_set_cookie(request->exchange, SLICE(""));
    request->location = SLICE("/desk/sign-in");
    return sign_in_leave(by, request->session, error);
}
