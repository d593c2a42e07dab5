// SPDX-License-Identifier: Apache-2.0
/* web/page/proposal.h - one proposal: who named its sponsors, who confirmed or disowned; its items with the field's marks;
 * positions, decisions, packages, accounts that differ, and its life line. */
#ifndef WEB_PAGE_PROPOSAL_H
#define WEB_PAGE_PROPOSAL_H

#include "web/page/brief.h"
#include "web/page/marked.h"
#include "web/page/reports.h"
#include "web/page/sentence.h"
#include "web/page/actions.h"

struct sponsor_row {
    struct slice code, named_by_code;
    struct instant named_at, state_at;
    struct slice name, path, state, named_by, named_path, named_time, state_path, state_time;
    struct slice basis; /* of the act that the state rests on */
    bool confirmed, disowned, claimed, left;
    struct page_lines words;
};
struct sponsor_rows {
    struct sponsor_row *items;
    size_t count;
};

struct item_row {
    struct slice id, number, mark, mark_means, target, target_path, state, state_path;
    struct page_lines words;
    bool ended;
    struct slice outside; /* words beyond the mandate that it brings in; empty: none */
};
struct item_rows {
    struct item_row *items;
    size_t count;
};

struct position_row {
    struct slice code, basis_word; /* for programs */
    struct instant at;
    struct slice name, path, stance, ground, act, time, about;
    struct slice stands; /* "objects, as outside the mandate" */
    struct slice basis;
    struct page_lines words;
};
struct position_rows {
    struct position_row *items;
    size_t count;
};

struct package_row {
    struct slice title, state, path;
    struct page_links gives, provided;
    struct sentence told;
};
struct package_rows {
    struct package_row *items;
    size_t count;
};

struct proposal_page {
    struct frame frame;
    const struct proposal *proposal;
    struct slice document_code, body_code, instrument_code; /* for programs */
    struct slice code, heading, state, document, document_path, body, instrument, instrument_path, taken_from,
        taken_from_path;
    bool rumoured, open_for_sponsors;
    struct sentence made; /* the act that brought it up */
    struct action_links actions;
    struct slice sponsors_sentence; /* "1 confirmed, 5 named and silent, 1 disowned it: 7 named in all" */
    struct sponsor_rows sponsors;
    struct item_rows items;
    struct position_rows positions;
    struct decision_briefs decisions;
    struct package_rows packages;
    struct report_rows accounts; /* reports about it, which may rival one another */
    struct sentences reflections, recommendations, statements, acts;
    struct markup life; /* its life line */
    struct slice life_words;
};

bool proposal_page_gather(const struct gather *from, struct proposal_page *page, struct error *error);

struct position_row position_row_of(const struct gather *from, const struct position *position);
/* The same without its basis in words and what was said: for a table of many. */
struct position_row position_brief_of(const struct gather *from, const struct position *position);
/* Where a member stands on a thing or on parts of it, the last position of each. */
struct position_rows positions_of(const struct gather *from, const struct object *object);
/* A position in words that need no table of terms: "objects, as outside the mandate". `ground` may be empty. */
struct slice position_words(const struct gather *from, struct slice stance, struct slice ground);
/* Every decision that was put on a thing or on a part of it. */
struct decision_briefs decisions_of(const struct gather *from, const struct object *object);
/* What each of the field's marks says, by enum mark. */
extern const char *const mark_means[];
/* Every package that a thing is part of. */
struct package_rows packages_of(const struct gather *from, const struct object *object);
/* The line of what happened to a thing, a mark an act. */
struct markup life_line_draw(const struct gather *from, const struct sentences *acts);

#endif
