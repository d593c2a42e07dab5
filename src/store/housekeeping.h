// SPDX-License-Identifier: Apache-2.0
/* store/housekeeping.h - periodic work on the campaign store: digests, expiry, deletion, questions.
 *
 * What    housekeeping_digests    makes one mail of the waiting messages of each contact who gets a digest
 *         housekeeping_expire     deletes what was not confirmed after MESSAGE_CONFIRM_DAYS (store/messages.h)
 *         housekeeping_purge      deletes text, name and address at the message's purge_at: five days after the relay accepted the
 *                                 mail, while it may still come back (store/outbox.h), or, if the person agreed to be asked or
 *                                 quoted, after the days that the campaign names
 *         housekeeping_ask        asks once whether the person was answered, after HOUSEKEEPING_QUESTION_SECONDS, if they agreed
 * How     while (housekeeping_digests(driver, now, &count, &error) && count > 0) ...  // a transaction each
 * Holds   Each call handles at most HOUSEKEEPING_GROUP rows and says how many. A message has at most one mail. Purged values are
 *         NULL, with a line in the message's log; campaign_store_scrub removes them from the write-ahead log too.
 * Threads As the driver. */
#ifndef STORE_HOUSEKEEPING_H
#define STORE_HOUSEKEEPING_H

#include "base/civil.h"
#include "store/outbox.h"

enum {
    HOUSEKEEPING_GROUP = 500, /* per transaction, so that other writers do not wait long */
    HOUSEKEEPING_QUESTION_SECONDS = 14 * DAY_SECONDS,
    HOUSEKEEPING_RATE_LIMIT_DAYS =
        3, /* the longest window of store/rate_limits.h is a day, and the token of a form is valid for one more */
    HOUSEKEEPING_DIGEST_SECONDS = DAY_SECONDS,
    HOUSEKEEPING_DIGEST_BYTES_MAX = 4 << 20, /* of sealed text; a longer digest is split into several mails */
    HOUSEKEEPING_DIGEST_MESSAGES_MAX = 1000
};

/* Makes a digest for each contact with waiting messages and no digest in the last day. */
bool housekeeping_digests(struct driver *driver, int64_t now, size_t *count, struct error *error);
/* Expires unconfirmed messages and comments, and old rate limits. Followers: store/followers.h. */
bool housekeeping_expire(struct driver *driver, int64_t now, size_t *count, struct error *error);
bool housekeeping_ask(struct driver *driver, int64_t now, size_t *count, struct error *error);
bool housekeeping_purge(struct driver *driver, int64_t now, size_t *count, struct error *error);

/* Pauses or resumes the mails of a contact; `who` did it. *done: the contact was in the other state. */
bool housekeeping_pause(struct driver *driver, int64_t contact, struct slice who, int64_t now, bool *done,
                        struct error *error);
bool housekeeping_resume(struct driver *driver, int64_t contact, struct slice who, int64_t now, bool *done,
                         struct error *error);
/* Makes the waiting mails of the contact due: it was confirmed or resumed. */
bool housekeeping_wake(struct driver *driver, int64_t contact, struct error *error);

#endif
