/* web/message_form.h - the buttons of a message's private page, on their way to the write queue.
 *
 * What    message_form_take and _answer of web/forms.def: the field action is confirm, withdraw, erase, export, answered-yes or
 *         answered-no. Done: 303 to the page itself. Refused: the page again, with why. */
#ifndef WEB_MESSAGE_FORM_H
#define WEB_MESSAGE_FORM_H

#include "web/forms.h"

#endif
