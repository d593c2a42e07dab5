// SPDX-License-Identifier: Apache-2.0
#include "web/desk/people.h"

bool desk_people_gather(struct desk_request *request, struct desk_people_page *page, struct error *error)
{
    struct organisers list;
    const struct token *const token = request->left;
    if (!organiser_all(request->driver, request->arena, &list, error))
        return false;
    desk_request_frame(request, SLICE("Organisers"), &page->frame);
    page->problem = desk_request_problem(request);
    page->name = desk_request_said(request, "name", SLICE(""));
    if (token != NULL) {
        page->link =
            PRINT(request->arena, "{0}/desk/invite/{1}", desk_options(request->desk)->origin, token_slice(token));
        page->invited = form_value(request->exchange->form, "name");
    }
    page->people.items = arena_take_many(request->arena, list.count, sizeof *page->people.items);
    for (size_t i = 0; page->people.items != NULL && i < list.count; i++) {
        const struct organiser *const each = &list.items[i];
        page->people.items[page->people.count++] =
            (struct desk_person){ .id = page_number(request->arena, (uint64_t)each->id),
                                  .name = each->name,
                                  .role = each->role,
                                  .state = each->state,
                                  .since = desk_request_day(request->arena, each->created_at),
                                  .active = slice_equal(each->state, SLICE("active")),
                                  .reader = slice_equal(each->role, SLICE("reader")),
                                  .editor = slice_equal(each->role, SLICE("editor")),
                                  .owner = slice_equal(each->role, SLICE("owner")) };
    }
    return true;
}

bool desk_step_invite(const struct organise *by, struct desk_request *request, struct error *error)
{
    struct token *const token = arena_take(request->arena, sizeof *token);
    const struct form *const form = request->exchange->form;
    if (token == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("a link"));
    if (!sign_in_invite(by, form_value(form, "name"), form_value(form, "role"), token, error))
        return false;
    request->left = token;
    return true;
}

bool desk_step_appoint(const struct organise *by, struct desk_request *request, struct error *error)
{
    const struct form *const form = request->exchange->form;
    uint64_t id = 0;
    (void)slice_number(form_value(form, "organiser"), &id);
    request->location = SLICE("/desk/organisers");
    return sign_in_change(by, (int64_t)id, form_value(form, "role"),
                          form_ticked(form, "end") ? SLICE("ended") : SLICE("active"), error);
}
