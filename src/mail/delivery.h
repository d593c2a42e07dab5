/* mail/delivery.h - the loop that sends what is due and marks how each mail ended.
 *
 * What    One turn is one transaction: it marks what the relay has answered since the last turn and claims what goes next, so that
 *         many mails share a sync. Threads with a connection each unseal, compose and send what was claimed.
 * How     struct delivery *delivery = delivery_open(&options, &error);
 *         while (...) delivery_turn(delivery, &idle, &error);
 *         delivery_close(delivery);                   waits for what is being sent and marks it
 * Holds   A mail is `sending`, durably, before its first byte leaves; the mark moves after the relay's answer, never before. What
 *         stood in `sending` when the program was killed goes again with the same bytes and the same Message-ID: that is the one
 *         point where SMTP cannot tell, and of the two ways to be wrong a letter that comes twice is the better one.
 *         A mail ends: after MAIL_TRY_SECONDS without success it bounces.
 *         Where the relay does not answer or refuses us, no mail suffers: everything rests, longer each time. Where it refuses us
 *         again and again, or most mails bounce, delivery stops and says so (setting mail_stopped) until somebody resumes it.
 * Owns    The threads and relays, until delivery_close. The campaign store, keys and texts of the options live longer.
 * Limits  DELIVERY_*.
 * Threads All functions: one thread.
 * Not     What becomes a mail, and what is deleted when: store/housekeeping.h. */
#ifndef MAIL_DELIVERY_H
#define MAIL_DELIVERY_H

#include "mail/letter.h"
#include "mail/relay.h"
#include "store/sealed.h"
#include "store/campaign_store.h"

enum {
    DELIVERY_CONNECTIONS_MAX = 32,
    DELIVERY_WINDOW = 256,                 /* mails that are claimed and not marked: what a kill may send twice */
    DELIVERY_GROUP = 64,                   /* marks that are waited for, so that they share a sync ... */
    DELIVERY_GROUP_MS = 20,                /* ... for so long */
    DELIVERY_MAIL_BYTES_MAX = 64 << 20,    /* of one mail and what it is made from: address space of each thread */
    DELIVERY_RETRY_SECONDS = 60,           /* doubled each time ... */
    DELIVERY_RETRY_SECONDS_MAX = 4 * 3600, /* ... up to this */
    DELIVERY_TRY_SECONDS = 5 * 86400,      /* RFC 5321, 4.5.4.1: four to five days */
    DELIVERY_REST_MS = 2000,               /* after the relay was away, doubled each time ... */
    DELIVERY_REST_MS_MAX = 300000,         /* ... up to this */
    DELIVERY_REFUSALS_MAX = 8,             /* of us, one after another: then delivery stops */
    DELIVERY_WATCHED = 100,                /* ends that are looked back on: ... */
    DELIVERY_BOUNCES_MAX = 50              /* ... when so many of them bounced, delivery stops */
};

struct delivery_options {
    struct campaign_store *campaigns;
    const struct seal *seal;
    const struct seal_key *key;
    struct letter_site site;
    unsigned connections;
    int64_t domain_hourly_max;                                       /* 0: none */
    struct relay *(*open_relay)(void *context, struct error *error); /* called once for each connection */
    void *relay_context;
};

struct delivery_counts {
    uint64_t accepted, deferred, bounced, again; /* since it was opened; again: sent once more after a kill */
};

/* Opens the relays, and queues again what stood in `sending`. */
struct delivery *delivery_open(const struct delivery_options *options, struct error *error);
/* One turn. *idle: nothing is due and nothing is being sent. False: the store failed, and the program must end. */
bool delivery_turn(struct delivery *delivery, bool *idle, struct error *error);
struct delivery_counts delivery_counts(const struct delivery *delivery);
/* NULL is let be. */
void delivery_close(struct delivery *delivery);

#endif
