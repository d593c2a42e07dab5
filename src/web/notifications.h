// SPDX-License-Identifier: Apache-2.0
/* web/notifications.h - writes a notification for followers and webhooks for each new act.
 *
 * What    A thread reads the new acts of each conference. Where there are followers or webhooks, it passes the sentences, links and
 *         topics to the write queue (store/notifications.h); the worker delivers them. It begins with the first act after the site's
 *         first start, and after a restart continues where it stopped, so that no act is missed.
 * How     struct notifications *notifications = notifications_start(site, participation, &error); notifications_stop(notifications);
 * Holds   It reads a few acts at a time, so it holds the room's lock no longer than a page does. When acts come fast, it writes
 *         NOTIFICATIONS_BATCH of them with one sync, and continues after NOTIFICATIONS_PAUSE_MS.
 * Threads One of its own. */
#ifndef WEB_NOTIFICATIONS_H
#define WEB_NOTIFICATIONS_H

#include "campaign/participation.h"
#include "room/site.h"

struct notifications;

enum { NOTIFICATIONS_BATCH = 1024, NOTIFICATIONS_PAUSE_MS = 200 };

/* FAULT_MEMORY. */
struct notifications *notifications_start(struct site *site, struct participation *participation, struct error *error);
/* Call it before the write queue stops. NULL is allowed. */
void notifications_stop(struct notifications *notifications);

#endif
