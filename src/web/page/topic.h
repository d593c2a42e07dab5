// SPDX-License-Identifier: Apache-2.0
/* web/page/topic.h - a topic (rules/topic.h) as readers see it: its words, its page, its address. */
#ifndef WEB_PAGE_TOPIC_H
#define WEB_PAGE_TOPIC_H

#include "rules/topic.h"
#include "web/page/page.h"

/* Reads a topic and looks that it is one here: FAULT_THING_UNKNOWN. */
bool topic_find(const struct gather *from, struct slice text, struct topic *topic, struct error *error);
/* What it is called: "Decisions"; empty for the whole conference. */
struct slice topic_words(const struct gather *from, const struct topic *topic);
/* Where it is shown. */
struct slice topic_page(const struct gather *from, const struct topic *topic);
/* "?topic=...", percent-encoded; empty for the whole conference. */
struct slice topic_query(const struct gather *from, struct slice text);

#endif
