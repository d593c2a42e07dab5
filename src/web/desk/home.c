#include "web/desk/home.h"

bool desk_home_gather(struct visit *visit, struct desk_home_page *page, struct error *error)
{
    struct campaign_list list;
    if (!campaign_all(visit->driver, SLICE(""), visit->arena, &list, error))
        return false;
    visit_frame(visit, SLICE("Campaigns"), &page->frame);
    page->problem = visit_problem(visit);
    page->may_edit = visit->role >= DESK_EDITOR;
    page->campaigns.items = arena_take_many(visit->arena, list.count, sizeof *page->campaigns.items);
    if (page->campaigns.items == NULL && list.count > 0)
        return fail(error, FAULT_MEMORY, 0, SLICE("campaigns"), SLICE(""));
    for (size_t i = 0; i < list.count; i++) {
        const struct campaign *const each = &list.items[i];
        page->campaigns.items[page->campaigns.count++] = (struct desk_home_row){
            PRINT(visit->arena, "/desk/campaigns/{0}/{1}", each->conference, each->code),
            each->title,
            each->code,
            each->conference,
            each->state,
            each->organisation,
        };
    }
    return true;
}

bool desk_audit_rows(struct visit *visit, int64_t campaign, struct desk_audit_page *page, struct error *error)
{
    struct audit_rows list;
    if (!audit_list(visit->driver, campaign, visit->arena, &list, error))
        return false;
    page->rows.items = arena_take_many(visit->arena, list.count, sizeof *page->rows.items);
    if (page->rows.items == NULL && list.count > 0)
        return fail(error, FAULT_MEMORY, 0, SLICE("what was done"), SLICE(""));
    for (size_t i = 0; i < list.count; i++) {
        const struct audit_row *const each = &list.items[i];
        struct campaign of;
        bool found = false;
        if (each->campaign != 0 && !campaign_of_id(visit->driver, each->campaign, visit->arena, &of, &found, error))
            return false;
        page->rows.items[page->rows.count++] = (struct desk_audit_row){
            visit_moment(visit->arena, each->at), each->organiser, each->words, found ? of.title : SLICE(""),
            found ? PRINT(visit->arena, "/desk/campaigns/{0}/{1}", of.conference, of.code) : SLICE("")
        };
    }
    return true;
}

bool desk_audit_gather(struct visit *visit, struct desk_audit_page *page, struct error *error)
{
    visit_frame(visit, SLICE("What each organiser did"), &page->frame);
    return desk_audit_rows(visit, 0, page, error);
}

bool desk_step_leave(const struct organise *by, struct visit *visit, struct error *error)
{
    visit_set_cookie(visit->exchange, SLICE(""));
    visit->location = SLICE("/desk/sign-in");
    return reception_leave(by, visit->session, error);
}
