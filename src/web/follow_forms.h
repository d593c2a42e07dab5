// SPDX-License-Identifier: Apache-2.0
/* web/follow_forms.h - the forms of those who want to be kept in the loop, on their way to the write queue.
 *
 * What    POST /CONFERENCE/follow       topic, pace, email: the mail that asks for a confirmation
 *         POST /follow/TOKEN            action: confirm, pace (with pace), end, erase
 *         POST /follow/TOKEN/end        the one click of RFC 8058, from the mail program of whoever gets the mails
 *         POST /CONFERENCE/hooks        topic, url: a webhook; its private page has the secret
 *         POST /hooks/TOKEN             its end
 * Not     What they change: campaign/follow.h. Their handlers are declared by web/forms.h. */
#ifndef WEB_FOLLOW_FORMS_H
#define WEB_FOLLOW_FORMS_H

#include "web/forms.h"

#endif
