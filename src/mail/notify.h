// SPDX-License-Identifier: Apache-2.0
/* mail/notify.h - sends followers their mails: at once, once a day or once a week.
 *
 * What    Turns notifications (store/notifications.h) and followers into mails in the outbox. At once: the acts of
 *         NOTIFY_GATHER_SECONDS are one mail. A daily or weekly mail leaves at PACE_HOUR, if there was any act.
 * How     struct notify *notify = notify_open(campaigns, &options, &error);
 *         notify_turn(notify, now, &more, &error);  // the worker, at each tick; again at once while `more`
 *         notify_close(notify);
 * Holds   A mail is queued in the transaction that advances its follower, so each follower gets each act once, also over a crash.
 * Limits  Memory does not grow with the number of followers: NOTIFY_BATCH are handled at a time. A mail lists NOTIFY_ACTS_MAX acts,
 *         then the number of the others with a link.
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
    NOTIFY_ACTS_MAX = 40,    /* about 10 KiB: enough for one reading */
    NOTIFY_BATCH = 100,      /* followers per transaction: nobody else can write for about a tenth of a second */
    NOTIFY_BATCHES_MAX = 20, /* per turn, so that delivery does not wait */
    NOTIFICATION_KEPT_SECONDS = 40 * DAY_SECONDS /* longer than a weekly mail and the retries of a webhook need */
};

struct notify_options {
    const struct seal *seal;    /* of mails; must outlive it */
    const struct seal_key *key; /* opens followers' addresses; must outlive it */
    struct slice address;       /* of this site, "https://plenary.example"; must outlive it */
    int64_t gather_seconds;     /* less in a demonstration */
};

/* FAULT_MEMORY. */
struct notify *notify_open(struct campaign_store *campaigns, const struct notify_options *options, struct error *error);
void notify_close(struct notify *notify);
/* Runs one turn. *more: there is more to do at once. */
bool notify_turn(struct notify *notify, int64_t now, bool *more, struct error *error);
/* Deletes what has expired: unconfirmed followers, ended ones, old notifications. Once an hour is enough. */
bool notify_purge(struct notify *notify, int64_t now, struct error *error);

#endif
