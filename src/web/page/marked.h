// SPDX-License-Identifier: Apache-2.0
/* web/page/marked.h - the words of a text with its brackets, and with words outside the mandate marked.
 *
 * What    Scope watch: conference.open lists words outside the mandate. They match as whole words or plurals, ignoring the case of
 *         Latin letters. Brackets stand around their span, with the owner's code behind; if the span is not found, around the
 *         whole text.
 * How     marked_gather(from, provision_words(provision), provision, &marked);  // {>marked row.words}
 * Owns    Nothing: it points into from->arena and the state. */
#ifndef WEB_PAGE_MARKED_H
#define WEB_PAGE_MARKED_H

#include "rules/instrument.h"
#include "web/page/page.h"

struct marked_run {
    struct slice words, owner; /* owner: of a closing bracket */
    bool outside, bracket;
};

struct marked_line {
    struct {
        struct marked_run *items;
        size_t count;
    } runs;
};

struct marked {
    struct {
        struct marked_line *items;
        size_t count;
    } lines;
    struct page_lines plain;
    struct slice outside; /* its words outside the mandate, joined by commas; empty: none */
};

/* `provision` gives the current brackets; NULL: show none. */
void marked_gather(const struct gather *from, struct slice folded, const struct provision *provision,
                   struct marked *marked);
/* The words of a text that are outside the mandate, joined by commas; empty: none. */
struct slice outside_words(const struct gather *from, struct slice words);

#endif
