// SPDX-License-Identifier: Apache-2.0
/* campaign/public_log_feed.h - what the worker puts into the inbox of the public logs. Only the worker can open what is sealed.
 *
 * What    Comments that were confirmed: the text, and the name where it is to be shown, become a salted blob and an entry. Comments that
 *         were refused after a look: the hash and the reason. Messages that a relay has accepted: each becomes a commitment that its
 *         writer alone can recognise (record/receipt.h), many to an entry, by campaign and place.
 * How     while (public_log_feed_publish(campaigns, &key, crypto, &count, &error) && count > 0) ...
 *         public_log_feed_count(campaigns, &key, crypto, host, now, &count, &error);
 * Holds   A message is counted once. It waits at least PUBLIC_LOG_COUNT_SECONDS and receipts stand in the order of their bytes, so that
 *         an entry does not tell which message came when. A message that is deleted before is not counted.
 * Threads One. */
#ifndef CAMPAIGN_PUBLIC_LOG_FEED_H
#define CAMPAIGN_PUBLIC_LOG_FEED_H

#include "base/civil.h"
#include "base/error.h"
#include "record/crypto.h"
#include "store/sealed.h"

struct campaign_store;

enum {
    PUBLIC_LOG_COUNT_SECONDS = 60,
    PUBLIC_LOG_ANSWERS_SECONDS = DAY_SECONDS,
    PUBLIC_LOG_ANSWERS_MAX = 4096, /* campaigns and places */
    PUBLIC_LOG_FEED_BATCH = 128    /* comments in one transaction: the public's writer waits so long */
};

/* Publishes at most PUBLIC_LOG_FEED_BATCH comments. */
bool public_log_feed_publish(struct campaign_store *campaigns, const struct seal_key *key, const struct crypto *crypto,
                             size_t *count, struct error *error);
/* Counts at most PUBLIC_LOG_RECEIPTS_MAX messages. `host`: the site's. */
bool public_log_feed_count(struct campaign_store *campaigns, const struct seal_key *key, const struct crypto *crypto,
                           struct slice host, int64_t now, size_t *count, struct error *error);
/* Once in PUBLIC_LOG_ANSWERS_SECONDS: what those said who were asked whether they were answered, by campaign and place. The public log
 * makes no entry of what it has already. */
bool public_log_feed_answers(struct campaign_store *campaigns, int64_t now, size_t *count, struct error *error);

#endif
