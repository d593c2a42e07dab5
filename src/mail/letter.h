// SPDX-License-Identifier: Apache-2.0
/* mail/letter.h - what each kind of mail says, and to whom: from unsealed fields to the parts of a mail.
 *
 * What    The messages of people and the mails of the site. A mail that asks for confirmation contains no word, not even a name,
 *         from the person who asked for it, so it cannot be misused to send text to strangers.
 * How     letter_write(&site, &claimed, opened, count, arena, &mail, &error);
 *         compose_write(&mail, out, &error);
 * Sealed  fields (store/fields.h): of a message name, email, subject, body and token; of a confirmation email and token; of a mail
 *         whose text is already written email, name, subject, text, unsubscribe, language, attachment, attachment_name and
 *         attachment_type.
 * Owns    The parts of the mail point into the arena or into the arguments.
 * Threads Any. */
#ifndef MAIL_LETTER_H
#define MAIL_LETTER_H

#include "base/arena.h"
#include "mail/compose.h"
#include "store/outbox.h"

struct letter_site {
    struct slice host; /* domain of the sender addresses */
    struct slice url;  /* of the pages: https://HOST, without a slash at the end */
};

/* `opened`: the unsealed fields; of a digest, those of each message. FAULT_LETTER_EMPTY when they are gone; FAULT_MEMORY. */
bool letter_write(const struct letter_site *site, const struct mail_claimed *claimed, const struct slice *opened,
                  size_t count, struct arena *arena, struct compose *mail, struct error *error);

#endif
