// SPDX-License-Identifier: Apache-2.0
/* mail/delivery.h - the loop that sends mail and records how each mail ended.
 *
 * What    One turn is one transaction: it records the relay's answers since the last turn and claims the next mails, so that many
 *         mails share one sync. Threads with one connection each unseal, compose and send the claimed mails.
 * How     struct delivery *delivery = delivery_open(&options, &error);
 *         while (delivery_turn(delivery, &idle, &error)) ...
 *         delivery_close(delivery);  // waits for what is being sent and marks it
 * Holds   A mail is durably `sending` before its first byte leaves, and its state changes only after the relay's answer. Mails
 *         that were `sending` when the program was killed are sent again, with the same bytes and Message-ID: SMTP cannot tell
 *         whether the relay took them, and we prefer sending twice to not sending.
 *         A mail that no relay has taken after DELIVERY_TRY_SECONDS bounces.
 *         While the relay does not answer or refuses us, mails are deferred, and delivery backs off, longer each time. When
 *         the relay refuses us DELIVERY_REFUSALS_MAX times in a row, or DELIVERY_BOUNCES_MAX of the last DELIVERY_WATCHED mails
 *         bounced, delivery stops (setting mail_stopped) until an operator resumes it.
 * Owns    The threads and relays, until delivery_close. The campaign store and what the options point to must outlive it.
 * Limits  DELIVERY_*.
 * Threads One thread calls all functions.
 * Not     Which mails are made and when they are deleted: store/housekeeping.h. */
#ifndef MAIL_DELIVERY_H
#define MAIL_DELIVERY_H

#include "base/civil.h"
#include "mail/letter.h"
#include "mail/relay.h"
#include "store/sealed.h"
#include "store/campaign_store.h"

enum {
    DELIVERY_CONNECTIONS_MAX = 32,
    DELIVERY_WINDOW = 256,  /* claimed mails without a result: at most so many are sent twice after a kill */
    DELIVERY_GROUP = 64,    /* results that share one sync ... */
    DELIVERY_GROUP_MS = 20, /* ... when they come within this time */
    DELIVERY_MAIL_BYTES_MAX = 64 << 20,            /* of one mail with its parts: address space per thread */
    DELIVERY_RETRY_SECONDS = 60,                   /* doubled each time ... */
    DELIVERY_RETRY_SECONDS_MAX = 4 * HOUR_SECONDS, /* ... up to this */
    DELIVERY_TRY_SECONDS = 5 * DAY_SECONDS,        /* RFC 5321, 4.5.4.1: four to five days */
    DELIVERY_BACK_OFF_MS = 2000,                   /* after the relay did not answer; doubled each time ... */
    DELIVERY_BACK_OFF_MS_MAX = 300000,             /* ... up to this */
    DELIVERY_REFUSALS_MAX = 8,                     /* in a row: then delivery stops */
    DELIVERY_WATCHED = 100,                        /* of the last so many mails ... */
    DELIVERY_BOUNCES_MAX = 50                      /* ... so many bounced: then delivery stops */
};

struct delivery_options {
    struct campaign_store *campaigns;
    const struct seal *seal;
    const struct seal_key *key;
    struct letter_site site;
    unsigned connections;
    int64_t domain_hourly_max;                                       /* 0: none */
    struct relay *(*open_relay)(void *context, struct error *error); /* called once per connection */
    void *relay_context;
};

struct delivery_counts {
    uint64_t accepted, deferred, bounced, again; /* since delivery_open; again: sent again after a kill */
};

/* Opens the relays and queues every mail that is still `sending`. */
struct delivery *delivery_open(const struct delivery_options *options, struct error *error);
/* Runs one turn. *idle: nothing is due and nothing is being sent. False: the store failed; the program must end. */
bool delivery_turn(struct delivery *delivery, bool *idle, struct error *error);
struct delivery_counts delivery_counts(const struct delivery *delivery);
/* NULL is allowed. */
void delivery_close(struct delivery *delivery);

#endif
