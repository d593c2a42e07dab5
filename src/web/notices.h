/* web/notices.h - each act is written down in short words for those who follow, once it is durable.
 *
 * What    A thread looks what is new in each conference, and hands its sentences, links and topics to the intake as notices
 *         (store/notices.h), where anybody follows or a program has asked to be told; the clerk tells them. It begins with the
 *         first act after the site's first start, and later where it ended, so that nothing is left out over a restart.
 * How     struct notices *notices = notices_start(site, &error); notices_stop(notices);
 * Holds   The room's turn waits for it no longer than for a page: it reads some acts at a time. Where acts come fast it writes
 *         NOTICES_BATCH of them with one sync, and looks again after NOTICES_PAUSE_MS.
 * Threads One of its own. */
#ifndef WEB_NOTICES_H
#define WEB_NOTICES_H

#include "room/site.h"

struct notices;

enum { NOTICES_BATCH = 1024, NOTICES_PAUSE_MS = 200 };

/* The site's voice is open. FAULT_MEMORY. */
struct notices *notices_start(struct site *site, struct error *error);
/* Before the intake stops. NULL is let be. */
void notices_stop(struct notices *notices);

#endif
