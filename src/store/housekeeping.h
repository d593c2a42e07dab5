/* store/housekeeping.h - what time does to the store: days become digests, what was not confirmed expires, what was promised to be
 * deleted is deleted.
 *
 * What    MESSAGE_CONFIRM_DAYS      what nobody confirmed is deleted (store/messages.h)
 *         purge_at of a message     text, name and address are deleted: five days after the relay took it, as long as it may still
 *                                   come back (store/outbox.h); where the person agreed to be asked or quoted, after the days
 *                                   that the campaign names
 *         HOUSEKEEPING_QUESTION_SECONDS   the question whether they were answered, once, where they agreed
 * How     each does at most HOUSEKEEPING_GROUP things and says how many: call it again, in a transaction of its own, until it did none
 * Holds   A message has at most one mail. What was purged is NULL, with a line in the message's log; campaign_store_scrub takes it out of
 *         the database's log too.
 * Threads As the driver. */
#ifndef STORE_HOUSEKEEPING_H
#define STORE_HOUSEKEEPING_H

#include "base/civil.h"
#include "store/outbox.h"

enum {
    HOUSEKEEPING_GROUP = 500, /* in one transaction: the public's writer waits so long */
    HOUSEKEEPING_QUESTION_SECONDS = 14 * DAY_SECONDS,
    HOUSEKEEPING_CAP_DAYS =
        3, /* the longest window of store/rate_limits.h is a day, and a form's token is good for one more */
    HOUSEKEEPING_DIGEST_SECONDS = DAY_SECONDS,
    HOUSEKEEPING_DIGEST_BYTES_MAX = 4 << 20, /* of what is sealed: a digest that is longer goes as several mails */
    HOUSEKEEPING_DIGEST_MESSAGES_MAX = 1000
};

/* A mail for each addressee whose messages wait for one, and who had none in the last day. */
bool housekeeping_digests(struct driver *driver, int64_t now, size_t *count, struct error *error);
/* Messages and comments that nobody confirmed; counts of windows that are over. Followers: store/followers.h. */
bool housekeeping_expire(struct driver *driver, int64_t now, size_t *count, struct error *error);
bool housekeeping_ask(struct driver *driver, int64_t now, size_t *count, struct error *error);
bool housekeeping_purge(struct driver *driver, int64_t now, size_t *count, struct error *error);

/* A contact's mails wait from here on, or go on; `who` did it. *done: whether the contact was in the other state. */
bool housekeeping_pause(struct driver *driver, int64_t contact, struct slice who, int64_t now, bool *done,
                        struct error *error);
bool housekeeping_resume(struct driver *driver, int64_t contact, struct slice who, int64_t now, bool *done,
                         struct error *error);
/* What waited for that contact is due: it was confirmed, or resumed. */
bool housekeeping_wake(struct driver *driver, int64_t contact, struct error *error);

#endif
