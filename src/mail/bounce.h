/* mail/bounce.h - what comes back: delivery reports (RFC 3464), automatic answers (RFC 3834), and mails that say they are.
 *
 * What    Every mail leaves with an envelope sender of its own, bounces+ID-TAG@SITE, where TAG is a keyed hash of ID. Only who
 *         carried that very mail can know it, so that nobody can make other mails look bounced.
 * How     bounce_write_sender(key, id, host, &out);
 *         bounce_read(bytes, key, host, &found);
 *         if (found.kind == BOUNCE_FAILED) ... found.mail, found.words
 * Holds   Total over any bytes. What is said is kept only with its tag right; an automatic answer is no bounce, whatever it says.
 * Owns    found's words are its own.
 * Limits  BOUNCE_BYTES_MAX; BOUNCE_WORDS_BYTES_MAX.
 * Threads Any, after compose_start.
 * Not     Fetching them: mailbox_reader.h. */
#ifndef MAIL_BOUNCE_H
#define MAIL_BOUNCE_H

#include "base/error.h"

enum {
    BOUNCE_BYTES_MAX = 1 << 20, /* a report carries the mail's head, at most the mail */
    BOUNCE_KEY_BYTES = 32,
    BOUNCE_TAG_BYTES = 10, /* 80 bits: to be guessed by sending mails */
    BOUNCE_WORDS_BYTES_MAX = 400
};

enum bounce_kind {
    BOUNCE_OTHER,     /* a mail, but none of these */
    BOUNCE_LIES,      /* a sender of ours with a wrong tag */
    BOUNCE_FAILED,    /* RFC 3464, Action: failed */
    BOUNCE_DELAYED,   /* Action: delayed: the relay tries on */
    BOUNCE_DELIVERED, /* Action: delivered, relayed, expanded */
    BOUNCE_AUTOMATIC  /* an answer that no person wrote */
};

struct bounce {
    enum bounce_kind kind;
    uint64_t mail;   /* the id in the sender; with BOUNCE_LIES what it claims, with BOUNCE_OTHER 0 or the id */
    char status[16]; /* "5.1.1" */
    size_t status_length, words_length;
    char words[BOUNCE_WORDS_BYTES_MAX]; /* the Diagnostic-Code, one line, addresses left out */
};

/* Writes the envelope sender of a mail. */
void bounce_write_sender(const unsigned char key[BOUNCE_KEY_BYTES], uint64_t mail, struct slice host,
                         struct buffer *out);
/* Judges a mail that came to such an address at this host. */
void bounce_read(struct slice bytes, const unsigned char key[BOUNCE_KEY_BYTES], struct slice host,
                 struct bounce *found);

#endif
