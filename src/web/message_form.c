#include "web/message_form.h"

#include "campaign/message.h"
#include "store/os.h"
#include "web/page/campaign_language.h"
#include "views.h"
#include "web/pages.h"

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
        return page_again(exchange, &page_message, refused, error);
    struct slice const argument =
        campaign_language_argument(request_argument(exchange->request, "lang"), exchange->arena);
    response_see(&exchange->response, PRINT(exchange->arena, "/messages/{0}{1}", exchange->code, argument));
    return true;
}
