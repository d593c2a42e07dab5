/* mail/relay.h - handing one mail after another to whoever carries it on.
 *
 * What    An SMTP relay (libcurl, RFC 5321) or the demo's mailbox, behind the same three functions. One relay is one connection,
 *         which is kept between mails.
 * How     struct relay *relay = relay_open_smtp(&options, &error);
 *         relay_send(relay, &mail, &answer);        always gives an answer, within the time limits below
 *         relay_close(relay);
 * Holds   An answer says what is known: ACCEPTED only after the relay's 250 for the whole mail. Where the connection ends between
 *         the last byte and that reply, nobody can know: the answer is DEFERRED and `unsure`, and the mail goes again with the
 *         same Message-ID. BOUNCED only for a 5xx to this very mail: what the relay refuses of us (greeting, TLS, password) is
 *         REFUSED, and no mail is to suffer for it.
 *         A mail to a local part beyond ASCII goes as SMTPUTF8 has it where the relay offers that, else it is BOUNCED with words
 *         that say so; a domain beyond ASCII goes in its form in ASCII, and needs nothing of the relay.
 *         TLS always, certificates checked; without it only where `plain` says so, or to a relay on this machine for which no
 *         authorities are named.
 * Limits  RELAY_*: time and reply.
 * Threads One relay, one thread; several relays, several threads. */
#ifndef MAIL_RELAY_H
#define MAIL_RELAY_H

#include "base/arena.h"
#include "base/error.h"

enum {
    RELAY_CONNECT_SECONDS = 20,
    RELAY_ANSWER_SECONDS = 120, /* of one reply; relays reckon with five minutes, people with less */
    RELAY_MAIL_SECONDS = 600,   /* of one mail in all: a reply a byte does not hold a connection for ever */
    RELAY_WORDS_BYTES_MAX = 400
};

enum relay_verdict {
    RELAY_ACCEPTED,
    RELAY_DEFERRED, /* 4xx, or the network: later */
    RELAY_BOUNCED,  /* 5xx to this mail */
    RELAY_REFUSED   /* 5xx or TLS to us: nothing goes through until somebody mends it */
};

struct relay_mail {
    struct slice from, to; /* the envelope's addresses; compose_address_is_good */
    struct slice bytes;    /* lines end with CR LF; dots are doubled here */
};

struct relay_answer {
    enum relay_verdict verdict;
    bool unsure;   /* the relay may have taken it */
    unsigned code; /* of the last reply; 0: none */
    size_t length;
    char words[RELAY_WORDS_BYTES_MAX]; /* the relay's own, or what happened; one line, without addresses of ours */
};

struct relay_options {
    struct slice address;        /* smtp://HOST[:PORT] or smtps://HOST[:PORT] */
    struct slice user, password; /* empty: no AUTH */
    struct slice authorities;    /* a file of certificates, or empty: the system's */
    struct slice host;           /* what we call ourselves in EHLO */
    bool plain;                  /* no TLS, said explicitly */
    unsigned answer_seconds;     /* 0: RELAY_ANSWER_SECONDS */
};

/* Any relay begins with this. */
struct relay {
    void (*send)(struct relay *relay, const struct relay_mail *mail, struct relay_answer *answer);
    void (*close)(struct relay *relay);
};

/* Nothing is connected yet. FAULT_MEMORY. Strings of `options` are copied. */
struct relay *relay_open_smtp(const struct relay_options *options, struct error *error);
void relay_send(struct relay *relay, const struct relay_mail *mail, struct relay_answer *answer);
void relay_close(struct relay *relay);
/* Fills an answer with words of its own, made one plain line of at most RELAY_WORDS_BYTES_MAX bytes. */
void relay_say(struct relay_answer *answer, enum relay_verdict verdict, struct slice words);

#endif
