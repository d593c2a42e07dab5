// SPDX-License-Identifier: Apache-2.0
/* web/feed.h - acts as an Atom feed, and dates as an iCalendar file.
 *
 * What    /CONFERENCE/feed.atom?topic=TOPIC   the last FEED_ENTRIES_MAX acts on a topic (rules/topic.h), newest first, as
 *                                             Atom; ?before=INDEX gives older ones; without a topic: the whole conference
 *         /CONFERENCE/calendar.ics            the conference, its meetings, signing, entry into force, ends of campaigns, as iCalendar
 * Holds   Entries have the sentences of the pages (page/sentence.h). An entry's id is the act's hash, so it is the same on every
 *         server. A request with If-None-Match gets 304 while nothing on the topic has changed. */
#ifndef WEB_FEED_H
#define WEB_FEED_H

#include "web/exchange.h"

enum { FEED_ENTRIES_MAX = 50 /* some 60 KiB; a link leads to older ones */ };

bool feed_atom_get(struct exchange *exchange, struct error *error);
bool feed_calendar_get(struct exchange *exchange, struct error *error);

#endif
