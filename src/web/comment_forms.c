#include "web/comment_forms.h"

#include "campaign/comment.h"
#include "rules/party.h"
#include "store/os.h"
#include "web/page/comments.h"
#include "views.h"
#include "web/pages.h"

/* Sent on to another page, which is then asked for anew. */
static bool see_other(struct exchange *exchange, struct slice location)
{
    response_text(&exchange->response, 303, "text/plain; charset=utf-8");
    exchange->response.keep = KEEP_NOT;
    exchange->response.location = location;
    buffer_add_text(&exchange->response.body, "see the other page\n");
    return true;
}

/* --- a comment is handed in ------------------------------------------------------------------------------------------ */

/* That there is such a thing to comment on, and such a country. */
static bool look_up(const struct exchange *exchange, struct comment_draft *draft, struct error *error)
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
                                   .email = form_value(form, "email"),
                                   .text = form_value(form, "text"),
                                   .with_name = form_ticked(form, "with_name"),
                                   .hidden = form_value(form, "website"),
                                   .token = form_value(form, "challenge"),
                                   .work = form_value(form, "work") };
    enum comment_field wrong;
    memcpy(draft.network, exchange->address, sizeof draft.network);
    return look_up(exchange, &draft, error) && comment_take(exchange->participation, &draft, os_clock_seconds(),
                                                            exchange->arena, exchange->change, &wrong, error);
}

bool comment_send_answer(struct exchange *exchange, const struct error *refused, struct error *error)
{
    if (refused != NULL)
        return page_again(exchange, &page_comments, refused, error);
    return see_other(exchange, PRINT(exchange->arena, "/{0}/comments/sent", room_name(exchange->room)));
}

/* --- its writer's own page --------------------------------------------------------------------------------------------- */

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
        return page_again(exchange, &page_comment, refused, error);
    return see_other(exchange, PRINT(exchange->arena, "/comments/{0}", exchange->code));
}
