// SPDX-License-Identifier: Apache-2.0
/* web/page/proposal.h - one proposal: its sponsors, named, confirmed or disowning; its items; positions, decisions, packages,
 * rival accounts, and its life line. */
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
    struct slice basis; /* of the act that set the state */
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
    struct slice outside; /* words outside the mandate that it adds; empty: none */
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
    struct sentence made; /* the act that made it */
    struct action_links actions;
    struct slice sponsors_sentence; /* "1 confirmed, 5 named and silent, 1 disowned it: 7 named in all" */
    struct sponsor_rows sponsors;
    struct item_rows items;
    struct position_rows positions;
    struct decision_briefs decisions;
    struct package_rows packages;
    struct report_rows accounts; /* reports about it, which may contradict one another */
    struct sentences reflections, recommendations, statements, acts;
    struct markup life; /* its life line */
    struct slice life_words;
};

bool proposal_page_gather(const struct gather *from, struct proposal_page *page, struct error *error);

struct position_row position_row_of(const struct gather *from, const struct position *position);
/* The same without basis in words and statement: for a long table. */
struct position_row position_brief_of(const struct gather *from, const struct position *position);
/* Each member's last position on an object or a part of it. */
struct position_rows positions_of(const struct gather *from, const struct object *object);
/* A position in plain words: "objects, as outside the mandate". `ground` may be empty. */
struct slice position_words(const struct gather *from, struct slice stance, struct slice ground);
/* The decisions on an object or a part of it. */
struct decision_briefs decisions_of(const struct gather *from, const struct object *object);
/* The meaning of each mark (ADD, MOD, SUP, NOC), by enum mark. */
extern const char *const mark_means[];
/* The packages that an object is part of. */
struct package_rows packages_of(const struct gather *from, const struct object *object);
/* The life line of an object: a mark for each act. */
struct markup life_line_draw(const struct gather *from, const struct sentences *acts);

#endif
