// SPDX-License-Identifier: Apache-2.0
/* web/message_forms.h - a message as it comes from a campaign's page, and the buttons of its private page.
 *
 * What    POST /CONFERENCE/campaigns/CODE     contact, lang, subject, body, name, email, may_ask, may_quote, token, work, and website,
 *                                             which people do not see: then look into the mailbox
 *         POST /messages/TOKEN                action: confirm, withdraw, erase, export, answered-yes, answered-no
 *         Refused: the page again, with what was written and why.
 * Not     What they change: campaign/message.h. Their handlers are declared by web/forms.h. */
#ifndef WEB_MESSAGE_FORMS_H
#define WEB_MESSAGE_FORMS_H

#include "web/forms.h"

#endif
