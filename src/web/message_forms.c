// SPDX-License-Identifier: Apache-2.0
#include "web/message_forms.h"

#include "campaign/message.h"
#include "store/os.h"
#include "views.h"
#include "web/fault.h"
#include "web/page/campaign_language.h"
#include "web/pages.h"

bool campaign_form_take(struct exchange *exchange, struct error *error)
{
    const struct form *const form = exchange->form;
    struct message_draft const draft = {
        .conference = exchange->conference,
        .campaign = exchange->code,
        .contact = form_value(form, "contact"),
        .language = form_value(form, "lang"),
        .name = form_value(form, "name"),
        .subject = form_value(form, "subject"),
        .body = form_value(form, "body"),
        .may_ask = form_ticked(form, "may_ask"),
        .may_quote = form_ticked(form, "may_quote"),
        .form = exchange_screening_form(exchange),
    };
    return message_take(exchange->participation, exchange->room, &draft, os_clock_seconds(), exchange->arena,
                        exchange->change, &exchange->wrong, error);
}

bool campaign_form_answer(struct exchange *exchange, const struct error *refused, struct error *error)
{
    if (refused != NULL)
        return page_with_error(exchange, &page_campaign, refused, error);
    struct slice const argument = campaign_language_argument(form_value(exchange->form, "lang"), exchange->arena);
    response_see(&exchange->response,
                 PRINT(exchange->arena, "/{0}/campaigns/{1}/sent{2}", exchange->conference, exchange->code, argument));
    return true;
}

bool message_form_take(struct exchange *exchange, struct error *error)
{
    static const struct {
        const char *action;
        enum message_deed deed;
    } deeds[] = { { "confirm", MESSAGE_DO_CONFIRM },
                  { "withdraw", MESSAGE_DO_WITHDRAW },
                  { "erase", MESSAGE_DO_ERASE },
                  { "export", MESSAGE_DO_EXPORT },
                  { "answered-yes", MESSAGE_DO_ANSWERED_YES },
                  { "answered-no", MESSAGE_DO_ANSWERED_NO } };
    struct slice const action = form_value(exchange->form, "action");
    for (size_t i = 0; i < sizeof deeds / sizeof deeds[0]; i++)
        if (slice_equal(action, slice_of(deeds[i].action)))
            return message_act(exchange->participation, deeds[i].deed, exchange->code, os_clock_seconds(),
                               exchange->arena, exchange->change, error);
    return fail(error, FAULT_FORM_FIELDS, 0, SLICE("action"));
}

bool message_form_answer(struct exchange *exchange, const struct error *refused, struct error *error)
{
    if (refused != NULL)
        return page_with_error(exchange, &page_message, refused, error);
    struct slice const argument =
        campaign_language_argument(request_argument(exchange->request, "lang"), exchange->arena);
    response_see(&exchange->response, PRINT(exchange->arena, "/messages/{0}{1}", exchange->code, argument));
    return true;
}
