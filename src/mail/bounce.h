// SPDX-License-Identifier: Apache-2.0
/* mail/bounce.h - mail that comes back: delivery reports (RFC 3464) and automatic answers (RFC 3834).
 *
 * What    Each mail has an envelope sender of its own, bounces+ID-TAG@HOST. TAG is a keyed hash of ID. Only servers that handled
 *         the mail know it, so nobody else can make a mail look bounced.
 * How     bounce_write_sender(key, id, host, out);
 *         struct bounce found;
 *         bounce_read(bytes, key, host, &found);
 *         if (found.kind == BOUNCE_FAILED) ...  // found.mail, found.words
 * Holds   Any bytes give a result. A report counts only when its tag is right. An automatic answer is never a failure.
 * Owns    Nothing: struct bounce holds copies.
 * Limits  BOUNCE_BYTES_MAX, BOUNCE_WORDS_BYTES_MAX.
 * Threads Any, after compose_start.
 * Not     Fetching the mail: mailbox_reader.h. */
#ifndef MAIL_BOUNCE_H
#define MAIL_BOUNCE_H

#include "base/error.h"

enum {
    BOUNCE_BYTES_MAX = 1 << 20, /* a report contains the headers of the mail, sometimes all of it */
    BOUNCE_KEY_BYTES = 32,
    BOUNCE_TAG_BYTES = 10, /* 80 bits: every guess costs the attacker a mail */
    BOUNCE_WORDS_BYTES_MAX = 400
};

enum bounce_kind {
    BOUNCE_OTHER,     /* none of the following */
    BOUNCE_LIES,      /* one of our senders, with a wrong tag */
    BOUNCE_FAILED,    /* RFC 3464, Action: failed */
    BOUNCE_DELAYED,   /* Action: delayed; the relay keeps trying */
    BOUNCE_DELIVERED, /* Action: delivered, relayed or expanded */
    BOUNCE_AUTOMATIC  /* an automatic answer, such as "out of office" */
};

struct bounce {
    enum bounce_kind kind;
    uint64_t mail;   /* the id in the sender; 0 when there is none; with BOUNCE_LIES it is only claimed */
    char status[16]; /* "5.1.1" */
    size_t status_length, words_length;
    char words[BOUNCE_WORDS_BYTES_MAX]; /* the Diagnostic-Code as one line, without addresses */
};

/* Writes the envelope sender of a mail. */
void bounce_write_sender(const unsigned char key[BOUNCE_KEY_BYTES], uint64_t mail, struct slice host,
                         struct buffer *out);
/* Classifies a mail that came to such a sender at `host`. */
void bounce_read(struct slice bytes, const unsigned char key[BOUNCE_KEY_BYTES], struct slice host,
                 struct bounce *found);

#endif
