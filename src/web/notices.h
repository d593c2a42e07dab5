/* web/notices.h - each act is written down in short words for those who follow, once it is durable.
 *
 * What    A thread looks what is new in each conference, and hands its sentences, links and topics to the intake as notices
 *         (store/notices.h); the clerk tells those who follow. It begins with the first act after the site's first start,
 *         and later where it ended, so that nothing is left out over a restart.
 * How     struct notices *notices = notices_start(site, &error); notices_stop(notices);
 * Holds   The room's turn never waits for it: it reads NOTICES_BATCH acts at a time, as a page does.
 * Threads One of its own. */
#ifndef WEB_NOTICES_H
#define WEB_NOTICES_H

#include "room/site.h"

struct notices;

enum { NOTICES_BATCH = 64, NOTICES_PAUSE_MS = 200 };

/* The site's voice is open. FAULT_MEMORY. */
struct notices *notices_start(struct site *site, struct error *error);
/* Before the intake stops. NULL is let be. */
void notices_stop(struct notices *notices);

#endif
