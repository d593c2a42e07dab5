/* mail/mailbox_reader.h - the mailbox that bounces come to, read over IMAP (libcurl, RFC 9051).
 *
 * How     struct mailbox_reader *reader = mailbox_reader_open(&options, &error);
 *         mailbox_reader_read(reader, take, context, &error);
 * Holds   A mail that `take` understood is deleted there after `take` has made it durable, never before; one that it did not is
 *         flagged, for a person to look at, and not read again. Killed in between, it is read again: taking is the same twice.
 * Owns    The connection, until mailbox_reader_close.
 * Limits  MAILBOX_READER_MAX mails a turn; mails that are longer than BOUNCE_BYTES_MAX are flagged unread. TLS as relay.h.
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
/* Gives each mail to `take`, which says whether it understood it; *count is how many there were. FAULT_BOUNCE_MAILBOX. */
bool mailbox_reader_read(struct mailbox_reader *reader, bool (*take)(void *context, struct slice bytes), void *context,
                         size_t *count, struct error *error);
void mailbox_reader_close(struct mailbox_reader *reader);

#endif
