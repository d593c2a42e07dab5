/* mail/notify.h - those who are kept in the loop get their mails: at once, once a day, once a week.
 *
 * What    From notices (store/notifications.h) and followers to mails in the outbox. At once: what happened within NOTIFY_GATHER_SECONDS
 *         is one mail. A day's or a week's mail leaves at PACE_HOUR where anything happened, else none.
 * How     struct notify *notify = notify_open(campaigns, &options, &error);
 *         notify_turn(notify, now, &more, &error);        the worker, at each tick; again at once while `more`
 *         notify_close(notify);
 * Holds   A mail is queued in the transaction that moves its follower's place: over any crash each act is told once to each.
 * Limits  Flat memory, however many follow: NOTIFY_BATCH of them at a time; NOTIFY_ACTS_MAX acts in a mail, the rest as a number
 *         with a link.
 * Threads One. */
#ifndef MAIL_NOTIFY_H
#define MAIL_NOTIFY_H

#include "base/civil.h"
#include "base/error.h"
#include "store/sealed.h"

struct campaign_store;
struct notify;

enum {
    NOTIFY_GATHER_SECONDS = 60,
    NOTIFY_ACTS_MAX = 40,    /* some 10 KiB: what can be read over breakfast */
    NOTIFY_BATCH = 100,      /* followers in one transaction: a tenth of a second in which nobody else writes */
    NOTIFY_BATCHES_MAX = 20, /* in one turn, so that delivery is not kept waiting */
    NOTIFICATION_KEPT_SECONDS = 40 * DAY_SECONDS /* longer than a week's mail and the attempts of a webhook need */
};

struct notify_options {
    const struct seal *seal;    /* of mails; lives as long */
    const struct seal_key *key; /* opens followers' addresses; lives as long */
    struct slice address;       /* of this site, "https://plenary.example"; lives as long */
    int64_t gather_seconds;     /* NOTIFY_GATHER_SECONDS; less where a demonstration is watched */
};

/* FAULT_MEMORY. */
struct notify *notify_open(struct campaign_store *campaigns, const struct notify_options *options, struct error *error);
void notify_close(struct notify *notify);
/* One turn; *more: there is more to do at once. */
bool notify_turn(struct notify *notify, int64_t now, bool *more, struct error *error);
/* Takes away what is over: links that nobody confirmed, ends, old notices. Once an hour is often enough. */
bool notify_purge(struct notify *notify, int64_t now, struct error *error);

#endif
