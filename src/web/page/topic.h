// SPDX-License-Identifier: Apache-2.0
/* web/page/topic.h - a topic (rules/topic.h) for readers: its name, its page, its argument in addresses. */
#ifndef WEB_PAGE_TOPIC_H
#define WEB_PAGE_TOPIC_H

#include "rules/topic.h"
#include "web/page/page.h"

/* Reads a topic and checks that it exists: FAULT_THING_UNKNOWN. */
bool topic_find(const struct gather *from, struct slice text, struct topic *topic, struct error *error);
/* Its name: "Decisions"; empty for the whole conference. */
struct slice topic_words(const struct gather *from, const struct topic *topic);
/* Its page. */
struct slice topic_page(const struct gather *from, const struct topic *topic);
/* "?topic=...", percent-encoded; empty for the whole conference. */
struct slice topic_query(const struct gather *from, struct slice text);

#endif
