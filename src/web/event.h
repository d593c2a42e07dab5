// SPDX-License-Identifier: Apache-2.0
/* web/event.h - an act as a live event.
 *
 * What    "id: 412", "event: act", "data: {...}" and an empty line (HTML Living Standard, server-sent events). */
#ifndef WEB_EVENT_H
#define WEB_EVENT_H

#include "rules/state.h"

/* Whether an act concerns a page. `about` is a comma-separated list of codes (rules/topic.h) and prefixes of types ("decision.");
 * "" means every act. */
bool event_concerns(const struct entry *entry, struct slice about);
/* Writes the event with the whole sentence. */
void event_write(const struct state *state, struct slice conference, const struct entry *entry, struct buffer *out);
/* Writes an event with index and type only. */
void event_write_short(const struct entry *entry, struct buffer *out);

#endif
