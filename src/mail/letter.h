/* mail/letter.h - what each kind of mail says, and to whom: from what was unsealed to the parts of a mail.
 *
 * What    A person's message and the mails of the site. A mail that asks to confirm holds no word that whoever asked for it
 *         wrote, not even a name: it cannot be misused as a carrier.
 * How     letter_write(&site, &claimed, opened, count, arena, &mail, &error); compose_write(&mail, ...)
 *         Sealed fields (store/fields.h): of a message name, email, subject, body, token; of a confirmation email, token; of
 *         what is already written email, name, subject, text, unsubscribe, language, attachment, attachment_name,
 *         attachment_type.
 * Owns    Everything lives in the arena, or in what was given.
 * Threads Any. */
#ifndef MAIL_LETTER_H
#define MAIL_LETTER_H

#include "base/arena.h"
#include "mail/compose.h"
#include "store/outbox.h"

struct letter_site {
    struct slice host; /* of the addresses that mail comes from */
    struct slice url;  /* where the pages are: https://HOST, without a slash at its end */
};

/* `opened`: what was sealed, unsealed; of a digest each message's. FAULT_LETTER_EMPTY where it is gone; FAULT_MEMORY. */
bool letter_write(const struct letter_site *site, const struct mail_claimed *claimed, const struct slice *opened,
                  size_t count, struct arena *arena, struct compose *mail, struct error *error);

#endif
