// SPDX-License-Identifier: Apache-2.0
/* web/feed.h - what happens as a feed, and when things are as a calendar, for programs that readers have already.
 *
 * What    /CONFERENCE/feed.atom?topic=TOPIC   the last FEED_ENTRIES_MAX acts that concern a topic (rules/topic.h), the newest
 *                                             first, as Atom; ?before=INDEX goes further back; no topic: the whole conference
 *         /CONFERENCE/calendar.ics            the conference, its meetings, signing, entry into force, ends of campaigns, as iCalendar
 * Holds   The words are those of the pages (page/sentence.h). An entry's id is the act's hash, wherever the record is served.
 *         Who asks again with If-None-Match gets 304 as long as nothing new concerns it. */
#ifndef WEB_FEED_H
#define WEB_FEED_H

#include "web/exchange.h"

enum { FEED_ENTRIES_MAX = 50 /* some 60 KiB; who was away longer goes on with the link to older ones */ };

bool feed_atom_get(struct exchange *exchange, struct error *error);
bool feed_calendar_get(struct exchange *exchange, struct error *error);

#endif
