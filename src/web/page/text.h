// SPDX-License-Identifier: Apache-2.0
/* web/page/text.h - a text as it is now: its provisions and their states, words outside the mandate, and who objected.
 *
 * What    Ids are anchors: they stay when numbers change. Words outside the mandate are marked (web/page/marked.h); objections on
 *         that ground stand beside them. */
#ifndef WEB_PAGE_TEXT_H
#define WEB_PAGE_TEXT_H

#include "rules/instrument.h"
#include "web/page/provision.h"

struct text_part_row {
    struct slice words;
    unsigned count;
};

struct text_page {
    struct frame frame;
    struct slice code, title, form, base, base_path, state, force, signatures_path, languages, authentic;
    struct sentence state_by;
    unsigned provision_count, in_brackets, with_changes, outside_count;
    bool any_gist, signing;
    struct {
        struct text_part_row *items;
        size_t count;
    } states;
    struct {
        struct provision_row *items;
        size_t count;
    } provisions;
    struct page_links outside_places; /* provisions and changes with words outside the mandate */
    struct position_rows scope;       /* objections on the ground of scope */
    struct position_rows positions;   /* on the whole text */
    struct package_rows packages;
    struct report_rows accounts; /* reports about it or a provision of it */
    struct decision_briefs decisions;
    struct sentences texts, statements; /* compilations and chair's texts; statements on the whole */
};

bool text_page_gather(const struct gather *from, struct text_page *page, struct error *error);

/* --- for the list of texts --------------------------------------------------------------------------------------- */

/* How many of its provisions have brackets now. */
unsigned text_in_brackets(const struct instrument *instrument);
struct slice text_form_words(const struct instrument *instrument);

#endif
