// SPDX-License-Identifier: Apache-2.0
#include "web/comment_forms.h"

#include "campaign/comment.h"
#include "campaign/fault.h"
#include "rules/party.h"
#include "store/os.h"
#include "views.h"
#include "web/fault.h"
#include "web/page/comments.h"
#include "web/pages.h"

/* --- sending a comment ------------------------------------------------------------------------------------------ */

/* Checks that the subject of the comment and the country exist. */
static bool comment_forms_look_up(const struct exchange *exchange, struct comment_draft *draft, struct error *error)
{
    struct gather from = { .arena = exchange->arena, .name = room_name(exchange->room) };
    from.state = room_read(exchange->room);
    bool good = comments_subject_find(&from, form_value(exchange->form, "about"), &draft->about, error);
    if (good && draft->country.length > 0) {
        const struct actor *const actor = party_find(from.state, draft->country);
        good = (actor != NULL && party_is_member(actor)) ||
               fail(error, FAULT_THING_UNKNOWN, 0, SLICE("country"), draft->country);
    }
    room_read_end(exchange->room);
    return good;
}

bool comment_send_take(struct exchange *exchange, struct error *error)
{
    const struct form *const form = exchange->form;
    struct comment_draft draft = { .conference = room_name(exchange->room),
                                   .country = form_value(form, "country"),
                                   .name = form_value(form, "name"),
                                   .text = form_value(form, "text"),
                                   .with_name = form_ticked(form, "with_name"),
                                   .form = exchange_screening_form(exchange) };
    return comment_forms_look_up(exchange, &draft, error) &&
           comment_take(exchange->participation, &draft, os_clock_seconds(), exchange->arena, exchange->change,
                        &exchange->wrong, error);
}

bool comment_send_answer(struct exchange *exchange, const struct error *refused, struct error *error)
{
    if (refused != NULL)
        return page_with_error(exchange, &page_comments, refused, error);
    response_see(&exchange->response, PRINT(exchange->arena, "/{0}/comments/sent", room_name(exchange->room)));
    return true;
}

/* --- the writer's private page --------------------------------------------------------------------------------------------- */

bool comment_own_take(struct exchange *exchange, struct error *error)
{
    struct slice const deed = form_value(exchange->form, "do");
    bool const erase = slice_equal(deed, SLICE("erase"));
    if (!erase && !slice_equal(deed, SLICE("confirm")))
        return fail(error, FAULT_FORM_FIELDS, 0);
    return comment_act(erase ? COMMENT_DO_ERASE : COMMENT_DO_CONFIRM, exchange->code, os_clock_seconds(),
                       exchange->arena, exchange->change, error);
}

bool comment_own_answer(struct exchange *exchange, const struct error *refused, struct error *error)
{
    if (refused != NULL)
        return page_with_error(exchange, &page_comment, refused, error);
    response_see(&exchange->response, PRINT(exchange->arena, "/comments/{0}", exchange->code));
    return true;
}
