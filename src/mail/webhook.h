/* mail/webhook.h - programs of others are told of acts: signed, tried again, and only at public addresses.
 *
 * What    One POST of JSON for at most WEBHOOK_ACTS_MAX acts, signed as Standard Webhooks 1.0 has it: webhook-id,
 *         webhook-timestamp, webhook-signature "v1,BASE64" of HMAC-SHA-256 over ID.TIMESTAMP.BODY. Before the first, a challenge:
 *         the address must answer it with what only who has the secret can reckon.
 * How     struct webhooks *webhooks = webhooks_start(campaigns, &options, &error);    a thread of its own
 *         webhooks_stop(webhooks);
 * Holds   No private, loopback, link-local or otherwise special address is ever connected to: the address itself is looked
 *         at when the connection is made, so that a name that has changed changes nothing (public_address.h). No redirect is
 *         followed, no proxy asked, no second protocol spoken. What has not been taken is told again, and in order.
 * Limits  WEBHOOK_*: time, bytes of an answer, calls at once, attempts.
 * Threads One of its own; nothing else waits for a slow address. */
#ifndef MAIL_WEBHOOK_H
#define MAIL_WEBHOOK_H

#include "base/error.h"
#include "store/sealed.h"

struct campaign_store;
struct webhooks;

enum {
    WEBHOOK_ACTS_MAX = 50,
    WEBHOOK_SECONDS = 10,             /* of one call in all */
    WEBHOOK_ANSWER_BYTES_MAX = 4096,  /* what is more is not read */
    WEBHOOK_CALLS_MAX = 16,           /* at once: the slowest holds the others for WEBHOOK_SECONDS */
    WEBHOOK_ATTEMPTS_MAX = 22,        /* some three days */
    WEBHOOK_FIRST_WAIT_SECONDS = 30,  /* doubled each time */
    WEBHOOK_LAST_WAIT_SECONDS = 21600 /* up to six hours */
};

struct webhook_options {
    const struct seal_key *key;  /* lives as long */
    struct slice address;        /* of this site, "https://plenary.example": links begin with it; lives as long */
    bool near;                   /* this machine may be called, and without TLS: for tests and demonstrations alone */
    struct slice authorities;    /* a file of certificates that are believed, or empty: the system's; lives as long */
    unsigned first_wait_seconds; /* 0: WEBHOOK_FIRST_WAIT_SECONDS */
};

struct webhooks *webhooks_start(struct campaign_store *campaigns, const struct webhook_options *options,
                                struct error *error);
/* Lets the calls that are under way end, and frees it. NULL is let be. */
void webhooks_stop(struct webhooks *webhooks);
/* Writes "v1,BASE64": the signature of a body, or with empty id the answer to a challenge. */
void webhook_sign(const unsigned char secret[SEAL_KEY_BYTES], struct slice id, int64_t timestamp, struct slice body,
                  struct buffer *out);
/* How long is waited after so many attempts that failed. */
int64_t webhook_wait_seconds(int64_t attempts, unsigned first_wait_seconds);

#endif
