// SPDX-License-Identifier: Apache-2.0
/* mail/mailbox_reader.h - reads the mailbox of returned mail over IMAP (libcurl, RFC 9051).
 *
 * How     struct mailbox_reader *const reader = mailbox_reader_open(&options, &error);
 *         if (!mailbox_reader_read(reader, take, context, &count, &error)) return false;
 *         mailbox_reader_close(reader);
 * Holds   A mail that `take` accepts is deleted on the server after `take` has stored it durably. A mail that `take` does not
 *         accept is flagged for a person to look at, and is not read again. After a kill in between, a mail is read again, so
 *         `take` must give the same result twice.
 * Owns    The connection, until mailbox_reader_close.
 * Limits  MAILBOX_READER_MAX mails per call. A mail longer than BOUNCE_BYTES_MAX is flagged unread. TLS as in relay.h.
 * Threads One. */
#ifndef MAIL_MAILBOX_READER_H
#define MAIL_MAILBOX_READER_H

#include "mail/relay.h"

enum { MAILBOX_READER_MAX = 200 };

struct mailbox_reader_options {
    struct slice address; /* imap://HOST[:PORT]/INBOX or imaps:// */
    struct slice user, password, authorities;
    bool plain;
};

struct mailbox_reader;

struct mailbox_reader *mailbox_reader_open(const struct mailbox_reader_options *options, struct error *error);
/* Calls `take` for each mail; `take` says whether it accepts it. *count is the number of mails. FAULT_BOUNCE_MAILBOX. */
bool mailbox_reader_read(struct mailbox_reader *reader, bool (*take)(void *context, struct slice bytes), void *context,
                         size_t *count, struct error *error);
void mailbox_reader_close(struct mailbox_reader *reader);

#endif
