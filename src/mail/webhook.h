// SPDX-License-Identifier: Apache-2.0
/* mail/webhook.h - tells other programs about acts: signed, retried, and only at public addresses.
 *
 * What    One POST of JSON with at most WEBHOOK_ACTS_MAX acts, signed by Standard Webhooks 1.0: webhook-id, webhook-timestamp, and
 *         webhook-signature "v1,BASE64", the HMAC-SHA-256 of ID.TIMESTAMP.BODY. The first POST is a challenge. Only a receiver
 *         with the secret can answer it.
 * How     struct webhooks *const webhooks = webhooks_start(campaigns, &options, &error);
 *         webhooks_stop(webhooks);
 * Holds   No private, loopback, link-local or other special address is ever connected to. The check is on the address of the
 *         connection (public_address.h), so a change in DNS does not help. No redirect is followed, no proxy is used, no protocol
 *         other than HTTPS is spoken. Acts are sent again, in order, until the receiver takes them.
 * Limits  WEBHOOK_*.
 * Threads Starts one of its own. Nothing else waits for a slow receiver. */
#ifndef MAIL_WEBHOOK_H
#define MAIL_WEBHOOK_H

#include "base/error.h"
#include "store/sealed.h"

struct campaign_store;
struct webhooks;

enum {
    WEBHOOK_ACTS_MAX = 50,
    WEBHOOK_SECONDS = 10,             /* per call, in all */
    WEBHOOK_ANSWER_BYTES_MAX = 4096,  /* the rest is not read */
    WEBHOOK_CALLS_MAX = 16,           /* at once; the slowest delays the others by at most WEBHOOK_SECONDS */
    WEBHOOK_ATTEMPTS_MAX = 22,        /* about three days */
    WEBHOOK_FIRST_WAIT_SECONDS = 30,  /* doubled each time ... */
    WEBHOOK_LAST_WAIT_SECONDS = 21600 /* ... up to this: six hours */
};

struct webhook_options {
    const struct seal_key *key;  /* must outlive it */
    struct slice address;        /* of this site, "https://plenary.example": links begin with it; must outlive it */
    bool near;                   /* allows this machine, without TLS: for tests and demonstrations */
    struct slice authorities;    /* a file of trusted certificates; empty: those of the system; must outlive it */
    unsigned first_wait_seconds; /* 0: WEBHOOK_FIRST_WAIT_SECONDS */
};

struct webhooks *webhooks_start(struct campaign_store *campaigns, const struct webhook_options *options,
                                struct error *error);
/* Waits for the calls under way and frees everything. NULL is allowed. */
void webhooks_stop(struct webhooks *webhooks);
/* Writes "v1,BASE64": the signature of a body, or with an empty id the answer to a challenge. */
void webhook_sign(const unsigned char secret[SEAL_KEY_BYTES], struct slice id, int64_t timestamp, struct slice body,
                  struct buffer *out);
/* The wait after so many failed attempts. */
int64_t webhook_wait_seconds(int64_t attempts, unsigned first_wait_seconds);

#endif
