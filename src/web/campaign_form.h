/* web/campaign_form.h - a message that is handed in from a campaign's page, on its way to the write queue.
 *
 * What    campaign_form_take and _answer of web/forms.def: the fields contact, subject, body, name, email, may_ask, may_quote, token,
 *         work, and website, which people do not see. Taken: 303 to the page that says to look into the mailbox. Refused: the
 *         page again with what was written.
 * Not     Checking and sealing: campaign/message.h. */
#ifndef WEB_CAMPAIGN_FORM_H
#define WEB_CAMPAIGN_FORM_H

#include "web/forms.h"

#endif
