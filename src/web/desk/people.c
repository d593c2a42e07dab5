#include "web/desk/people.h"

bool desk_people_gather(struct visit *visit, struct desk_people_page *page, struct error *error)
{
    struct organisers list;
    const struct token *const token = visit->left;
    if (!organiser_all(visit->driver, visit->arena, &list, error))
        return false;
    visit_frame(visit, SLICE("Organisers"), &page->frame);
    page->problem = visit_problem(visit);
    page->name = visit_said(visit, "name", SLICE(""));
    if (token != NULL) {
        page->link = PRINT(visit->arena, "{0}/desk/invite/{1}", desk_options(visit->desk)->origin, token_slice(token));
        page->invited = form_value(visit->exchange->form, "name");
    }
    page->people.items = arena_take_many(visit->arena, list.count, sizeof *page->people.items);
    for (size_t i = 0; page->people.items != NULL && i < list.count; i++) {
        const struct organiser *const each = &list.items[i];
        page->people.items[page->people.count++] =
            (struct desk_person){ .id = page_number(visit->arena, (uint64_t)each->id),
                                  .name = each->name,
                                  .role = each->role,
                                  .state = each->state,
                                  .since = visit_day(visit->arena, each->created_at),
                                  .active = slice_equal(each->state, SLICE("active")),
                                  .reader = slice_equal(each->role, SLICE("reader")),
                                  .editor = slice_equal(each->role, SLICE("editor")),
                                  .owner = slice_equal(each->role, SLICE("owner")) };
    }
    return true;
}

bool desk_step_invite(const struct organise *by, struct visit *visit, struct error *error)
{
    struct token *const token = arena_take(visit->arena, sizeof *token);
    const struct form *const form = visit->exchange->form;
    if (token == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("a link"), SLICE(""));
    if (!reception_invite(by, form_value(form, "name"), form_value(form, "role"), token, error))
        return false;
    visit->left = token;
    return true;
}

bool desk_step_appoint(const struct organise *by, struct visit *visit, struct error *error)
{
    const struct form *const form = visit->exchange->form;
    uint64_t id = 0;
    (void)slice_number(form_value(form, "organiser"), &id);
    visit->location = SLICE("/desk/organisers");
    return reception_change(by, (int64_t)id, form_value(form, "role"),
                            form_ticked(form, "end") ? SLICE("ended") : SLICE("active"), error);
}
