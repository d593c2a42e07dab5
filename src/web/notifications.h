// SPDX-License-Identifier: Apache-2.0
/* web/notifications.h - each act is written down in short words for those who follow, once it is durable.
 *
 * What    A thread looks what is new in each conference, and hands its sentences, links and topics to the write queue as notices
 *         (store/notifications.h), where anybody follows or a program has asked to be told; the worker tells them. It begins with the
 *         first act after the site's first start, and later where it ended, so that nothing is left out over a restart.
 * How     struct notifications *notices = notifications_start(site, participation, &error); notifications_stop(notices);
 * Holds   The room's turn waits for it no longer than for a page: it reads some acts at a time. Where acts come fast it writes
 *         NOTIFICATIONS_BATCH of them with one sync, and looks again after NOTIFICATIONS_PAUSE_MS.
 * Threads One of its own. */
#ifndef WEB_NOTIFICATIONS_H
#define WEB_NOTIFICATIONS_H

#include "campaign/participation.h"
#include "room/site.h"

struct notifications;

enum { NOTIFICATIONS_BATCH = 1024, NOTIFICATIONS_PAUSE_MS = 200 };

/* FAULT_MEMORY. */
struct notifications *notifications_start(struct site *site, struct participation *participation, struct error *error);
/* Before the write queue stops. NULL is let be. */
void notifications_stop(struct notifications *notifications);

#endif
