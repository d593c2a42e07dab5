// SPDX-License-Identifier: Apache-2.0
#include "web/exchange.h"

#include <string.h>

struct screening_form exchange_screening_form(const struct exchange *exchange)
{
    struct screening_form form = { .email = form_value(exchange->form, "email"),
                                   .hidden = form_value(exchange->form, "website"),
                                   .token = form_value(exchange->form, "token"),
                                   .work = form_value(exchange->form, "work") };
    memcpy(form.network, exchange->address, sizeof form.network);
    return form;
}
