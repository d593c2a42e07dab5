// SPDX-License-Identifier: Apache-2.0
/* campaign/follow.h - followers: a person by e-mail, or a program by a webhook.
 *
 * What    From a form to the change that the write queue makes durable: the follower and the mail that asks for a confirmation, or the
 *         webhook with its secret; and what is done on their private pages.
 * How     follow_ask(seal, &asked, now, arena, change, &error);                           // in a form's NAME_take
 *         follow_act(site, FOLLOW_DO_CONFIRM, token, pace, now, arena, change, &error);   // the same, of /follow/TOKEN
 *         hook_ask(seal, &asked, now, arena, change, &made, &error);
 * Holds   Before its owner has confirmed, an address gets only the one mail that asks, which has no text from the person who
 *         asked. The number of such mails to an address and from a network is limited (campaign/sender.h). Ending is never
 *         refused, also a second time. A webhook's secret is made from its token, which only its maker has.
 * Owns    What the change needs is in the arena, which lives until the change is answered.
 * Threads Any; changes run on the write queue's. */
#ifndef CAMPAIGN_FOLLOW_H
#define CAMPAIGN_FOLLOW_H

#include "base/arena.h"
#include "campaign/write_queue.h"
#include "campaign/sender.h"
#include "room/site.h"
#include "store/sealed.h"

enum {
    HOOKS_OF_ADDRESS_MAX = 20, /* topics of one address */
    HOOKS_HOUR_MAX = 20,       /* made from one network: each costs calls to somebody else's machine */
    HOOK_SECRET_TEXT_BYTES = 64
};

struct follow_asked {
    struct slice conference, topic, words; /* words: what the topic is called; empty: the conference */
    struct slice pace;                     /* of a person */
    struct slice email;                    /* of a person */
    struct slice url;                      /* of a program */
    bool near;                             /* a demonstration: webhooks on this machine are allowed, without TLS */
    unsigned char network[SENDER_NETWORK_BYTES];
};

enum follow_deed { FOLLOW_DO_CONFIRM, FOLLOW_DO_PACE, FOLLOW_DO_END, FOLLOW_DO_ERASE };

/* FAULT_PACE, FAULT_ADDRESS; from the change FAULT_SENDER_OFTEN, FAULT_NETWORK_OFTEN. */
bool follow_ask(const struct seal *seal, const struct follow_asked *asked, int64_t now, struct arena *arena,
                struct write_queue_change *change, struct error *error);
/* A follower gets what happens after the confirmation. FAULT_LINK_UNKNOWN, FAULT_PACE. */
bool follow_act(struct site *site, enum follow_deed deed, struct slice token, struct slice pace, int64_t now,
                struct arena *arena, struct write_queue_change *change, struct error *error);
/* FAULT_ENDPOINT; from the change FAULT_ENDPOINT_FULL, FAULT_NETWORK_OFTEN. *token is that of its private page. */
bool hook_ask(const struct seal *seal, const struct follow_asked *asked, int64_t now, struct arena *arena,
              struct write_queue_change *change, struct token *token, struct error *error);
/* FAULT_LINK_UNKNOWN. */
bool hook_end(struct slice token, struct arena *arena, struct write_queue_change *change, struct error *error);
/* Writes the secret of a webhook as its maker is shown it: "whsec_" and base64. */
void hook_write_secret(const struct seal *seal, struct slice token, struct buffer *out);

#endif
