// SPDX-License-Identifier: Apache-2.0
/* web/page/marked.h - words of a text as a reader must see them: what lies outside the mandate marked, brackets where they stand.
 *
 * What    Scope watch: conference.open names words outside the mandate; they are found as whole words or plurals, without
 *         regard to case in Latin letters. Brackets stand around their span with their owner's code behind; where the span is not
 *         found, around the whole.
 * How     marked_gather(from, provision_words(provision), provision, &marked);  // {>marked row.words}
 * Owns    As all of a page: from->arena, the state. */
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
    struct slice outside; /* the words outside the mandate that stand in it, with commas; empty: none */
};

/* `provision` gives the brackets that stand; NULL: none are shown. */
void marked_gather(const struct gather *from, struct slice folded, const struct provision *provision,
                   struct marked *marked);
/* The words outside the mandate that a text holds, joined by commas; empty: none. */
struct slice outside_words(const struct gather *from, struct slice words);

#endif
