// SPDX-License-Identifier: Apache-2.0
/* web/forms.h - the handlers of all forms, declared from web/forms.def. */
#ifndef WEB_FORMS_H
#define WEB_FORMS_H

#include "web/exchange.h"

#define FORM(path, needs, name)                                       \
    bool name##_take(struct exchange *exchange, struct error *error); \
    bool name##_answer(struct exchange *exchange, const struct error *refused, struct error *error);
#define CLICK FORM
#include "web/forms.def"
#undef CLICK
#undef FORM

#endif
