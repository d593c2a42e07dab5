// SPDX-License-Identifier: Apache-2.0
/* web/follow_forms.h - the forms for following by mail and for webhooks.
 *
 * What    POST /CONFERENCE/follow       topic, pace, email: sends a mail that asks for confirmation
 *         POST /follow/TOKEN            action: confirm, pace (with pace), end, erase
 *         POST /follow/TOKEN/end        one-click unsubscribe (RFC 8058), sent by the follower's mail program
 *         POST /CONFERENCE/hooks        topic, url: makes a webhook; its private page shows the secret
 *         POST /hooks/TOKEN             deletes the webhook
 * Not     The changes themselves: campaign/follow.h. The declarations come from web/forms.def. */
#ifndef WEB_FOLLOW_FORMS_H
#define WEB_FOLLOW_FORMS_H

#include "web/forms.h"

#endif
