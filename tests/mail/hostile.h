// SPDX-License-Identifier: Apache-2.0
/* hostile.h - an SMTP relay that does what it is told to: takes mail, refuses it, goes away at any point of the dialogue, is
 * slow, or lies. A thread a connection, on loopback.
 *
 * How     struct hostile hostile; hostile_start(&hostile);
 *         hostile.way = HOSTILE_RCPT_550; ... hostile.port
 *         hostile_stop(&hostile);
 * Threads `way` and `refusing` may be changed at any time. */
#ifndef TESTS_HOSTILE_H
#define TESTS_HOSTILE_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

/* Each at the point of the dialogue that it names; DROP closes the connection there. */
enum hostile_way {
    HOSTILE_NOT, /* takes everything */
    HOSTILE_GREET_421,
    HOSTILE_GREET_554,
    HOSTILE_GREET_DROP,
    HOSTILE_GREET_LIE, /* greets in a language of its own */
    HOSTILE_EHLO_502,
    HOSTILE_EHLO_DROP,
    HOSTILE_MAIL_450,
    HOSTILE_MAIL_550,
    HOSTILE_MAIL_DROP,
    HOSTILE_RCPT_450,
    HOSTILE_RCPT_550,
    HOSTILE_RCPT_DROP,
    HOSTILE_RCPT_SLOW,
    HOSTILE_RCPT_ENDLESS, /* a reply that never ends */
    HOSTILE_DATA_451,
    HOSTILE_DATA_554,
    HOSTILE_DATA_LIE, /* 250 where 354 belongs */
    HOSTILE_DATA_DROP,
    HOSTILE_BODY_DROP, /* in the middle of the mail */
    HOSTILE_END_452,
    HOSTILE_END_554,
    HOSTILE_END_DROP, /* after the last dot, before the reply */
    HOSTILE_END_SLOW,
    HOSTILE_END_LIE, /* bytes that are no reply */
    HOSTILE_WAYS
};

struct hostile {
    int port;
    _Atomic int way;
    _Atomic bool utf8;         /* offers SMTPUTF8 */
    char mail[256], rcpt[256]; /* the last commands of those names */
    _Atomic unsigned taken, connections;
    /* Called with the Message-ID of each mail that was read to its end: before the reply, and after it was sent. */
    void (*before_reply)(void *context, const char *message_id);
    void (*after_reply)(void *context);
    void *context;
    int listener;
    pthread_t thread;
};

void hostile_start(struct hostile *hostile);
void hostile_stop(struct hostile *hostile);

#endif
