// SPDX-License-Identifier: Apache-2.0
/* formats/mail_text.h - reads a mail for display: sender, recipient, subject and text (RFC 5322, MIME by GMime).
 *
 * How     struct mail_text mail;
 *         if (mail_text_read(bytes, arena, &mail)) ...  // mail.subject, mail.text
 * Holds   Any bytes give a mail with the parts that can be read, or none. Everything is UTF-8.
 * Owns    Everything is copied into the arena.
 * Limits  MAIL_TEXT_PARTS_MAX names of further parts. The text is cut at MAIL_TEXT_BYTES_MAX.
 * Threads Any. */
#ifndef FORMATS_MAIL_TEXT_H
#define FORMATS_MAIL_TEXT_H

#include "base/arena.h"

enum {
    MAIL_TEXT_PARTS_MAX = 8,
    MAIL_TEXT_BYTES_MAX = 262144 /* about a day's messages in one digest */
};

struct mail_text {
    struct slice subject, from, to, reply_to;
    struct slice text;                        /* the first text/plain part */
    struct slice others[MAIL_TEXT_PARTS_MAX]; /* the names of the other parts */
    size_t other_count;
};

/* False when it is not a mail, or the arena is full. */
bool mail_text_read(struct slice bytes, struct arena *arena, struct mail_text *mail);

#endif
