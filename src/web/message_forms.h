// SPDX-License-Identifier: Apache-2.0
/* web/message_forms.h - the forms for messages: sending one, and its writer's private page.
 *
 * What    POST /CONFERENCE/campaigns/CODE     contact, lang, subject, body, name, email, may_ask, may_quote, token, work, and website,
 *                                             which is hidden from people; leads to campaigns/CODE/sent
 *         POST /messages/TOKEN                action: confirm, withdraw, erase, export, answered-yes, answered-no
 *         After a refusal the page shows the form again, with what was written and the reason.
 * Not     The changes themselves: campaign/message.h. The declarations come from web/forms.def. */
#ifndef WEB_MESSAGE_FORMS_H
#define WEB_MESSAGE_FORMS_H

#include "web/forms.h"

#endif
