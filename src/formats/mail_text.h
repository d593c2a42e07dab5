/* formats/mail_text.h - a mail as a person reads it: who, to whom, about what, and the text (RFC 5322, MIME by GMime).
 *
 * How     struct mail_text mail; if (mail_text_read(bytes, arena, &mail)) ... mail.subject, mail.text
 * Holds   Total: any bytes give a mail with what can be read of it, or nothing. All is UTF-8.
 * Owns    Everything is copied into the arena.
 * Limits  MAIL_TEXT_PARTS_MAX names of other parts; the text is cut at MAIL_TEXT_BYTES_MAX.
 * Threads Any. */
#ifndef FORMATS_MAIL_TEXT_H
#define FORMATS_MAIL_TEXT_H

#include "base/arena.h"

enum {
    MAIL_TEXT_PARTS_MAX = 8,
    MAIL_TEXT_BYTES_MAX = 262144 /* a day's messages in one mail, as much as anybody reads on a page */
};

struct mail_text {
    struct slice subject, from, to, reply_to;
    struct slice text;                        /* the first part of text/plain */
    struct slice others[MAIL_TEXT_PARTS_MAX]; /* the names of the other parts */
    size_t other_count;
};

/* False when it is no mail at all, or the arena is full. */
bool mail_text_read(struct slice bytes, struct arena *arena, struct mail_text *mail);

#endif
