// SPDX-License-Identifier: Apache-2.0
/* mail/relay.h - hands mails to a relay, one after another.
 *
 * What    An SMTP relay (libcurl, RFC 5321) or the mailbox of the demonstration, behind the same three functions. A relay is one
 *         connection, kept open between mails.
 * How     struct relay *relay = relay_open_smtp(&options, &error);
 *         relay_send(relay, &mail, &answer);  // always gives an answer, within the time limits below
 *         relay_close(relay);
 * Holds   ACCEPTED only after the relay's 250 for the whole mail. When the connection ends between the last byte and that reply,
 *         nobody can know: the answer is DEFERRED and `unsure`, and the mail is sent again with the same Message-ID.
 *         BOUNCED only for a 5xx to this mail. Errors about our own greeting, TLS or login are REFUSED and do not fail a mail.
 *         A mail to a local part beyond ASCII is sent with SMTPUTF8 if the relay offers it, else it is BOUNCED. A domain beyond
 *         ASCII is sent in its ASCII form and needs no support.
 *         TLS with checked certificates, unless `plain` is set, or the relay is on this machine and no authorities are named.
 * Limits  RELAY_*.
 * Threads One thread per relay. */
#ifndef MAIL_RELAY_H
#define MAIL_RELAY_H

#include "base/arena.h"
#include "base/error.h"

enum {
    RELAY_CONNECT_SECONDS = 20,
    RELAY_ANSWER_SECONDS = 120, /* per reply; RFC 5321 allows five minutes, which is too long for people */
    RELAY_MAIL_SECONDS = 600,   /* per mail in all, against relays that reply a byte at a time */
    RELAY_WORDS_BYTES_MAX = 400
};

enum relay_verdict {
    RELAY_ACCEPTED,
    RELAY_DEFERRED, /* 4xx or a network failure: try again later */
    RELAY_BOUNCED,  /* 5xx to this mail */
    RELAY_REFUSED   /* 5xx or TLS failure before the mail: nothing goes out until an operator acts */
};

struct relay_mail {
    struct slice from, to; /* envelope addresses; compose_address_is_good must hold */
    struct slice bytes;    /* lines end with CR LF; relay_send doubles leading dots */
};

struct relay_answer {
    enum relay_verdict verdict;
    bool unsure;   /* the relay may have accepted it */
    unsigned code; /* of the last reply; 0: no reply */
    size_t length;
    char words[RELAY_WORDS_BYTES_MAX]; /* from the relay, or what happened; one line, without addresses */
};

struct relay_options {
    struct slice address;        /* smtp://HOST[:PORT] or smtps://HOST[:PORT] */
    struct slice user, password; /* empty: no AUTH */
    struct slice authorities;    /* a file of certificates; empty: those of the system */
    struct slice host;           /* our name in EHLO */
    bool plain;                  /* no TLS */
    unsigned answer_seconds;     /* 0: RELAY_ANSWER_SECONDS */
};

/* The head of every kind of relay. */
struct relay {
    void (*send)(struct relay *relay, const struct relay_mail *mail, struct relay_answer *answer);
    void (*close)(struct relay *relay);
};

/* Does not connect yet. Copies the strings of `options`. FAULT_MEMORY. */
struct relay *relay_open_smtp(const struct relay_options *options, struct error *error);
void relay_send(struct relay *relay, const struct relay_mail *mail, struct relay_answer *answer);
void relay_close(struct relay *relay);
/* Fills an answer with one plain line of at most RELAY_WORDS_BYTES_MAX bytes. */
void relay_say(struct relay_answer *answer, enum relay_verdict verdict, struct slice words);

#endif
