// SPDX-License-Identifier: Apache-2.0
/* web/page/positions.h - a table of positions: parties by matters, with the last position in each cell.
 *
 * What    A matter is anything with a position on it: a proposal, an item of one, a text, a provision, a decision. A cell holds
 *         the last position of a party on a matter, and whether it changed. An empty cell means only that nothing is recorded.
 *         Counts cover the whole record. ?parties=N and ?matters=N, the number of the first, show a part of a large table.
 * Limits  POSITIONS_PARTIES_MAX, POSITIONS_MATTERS_MAX on one page. */
#ifndef WEB_PAGE_POSITIONS_H
#define WEB_PAGE_POSITIONS_H

#include "web/page/part.h"
#include "web/page/proposal.h"

enum { POSITIONS_PARTIES_MAX = 100, POSITIONS_MATTERS_MAX = 20 };

struct matter_column {
    struct slice code, path;
    struct slice name, title; /* "IND-21, change 1"; the proposal's title, the question; may be empty */
};

struct position_cell {
    struct slice about, about_name; /* the matter */
    bool taken;
    struct position_row last;
    struct slice basis, certainty,
        sure;                           /* "reported", "reported", "one source"; the last two empty when it is signed */
    const char *irregularity;           /* the name of the fault; NULL: none */
    struct slice finding, finding_rule; /* the rule that the act broke; empty when it is lawful */
    unsigned changes;                   /* how often a position differed from the one before it */
    struct slice change_words;          /* "changed", "changed 2 times"; empty */
    struct position_row before;         /* with changes: the last one that differed */
};

struct matrix_row {
    struct slice code, name, path, groups;
    bool member;
    unsigned taken, rest; /* matters with a position, and without */
    struct {
        struct position_cell *items;
        size_t count;
    } cells;
};

struct matrix_group {
    struct page_links links; /* to the members of each group; empty: no group */
    struct {
        struct matrix_row *items;
        size_t count;
    } rows;
};

/* A cell that holds a position, with whose it is and on what: for programs. */
struct position_held {
    struct slice code, name, path, groups;
    bool member;
    struct matter_column matter;
    struct position_cell cell;
    bool changed;
};

struct stance_sum {
    struct slice stance, words; /* "object", "objects" */
    unsigned count;
};

/* The part of the parties, or of the matters, that is shown. */
struct matrix_part {
    unsigned first, last, total; /* "1 to 20 of 36" */
    bool whole;
    struct slice earlier, later; /* addresses of the parts before and after; empty: none */
};

struct positions_page {
    struct frame frame;
    struct slice sentence, size; /* "4 parties by 6 matters" */
    size_t cells, empty;         /* of the whole record, as all counts: cells = held + empty */
    unsigned acts, held, changed;
    unsigned members, takers, others; /* all members; members with a position; other parties with one */
    unsigned parties, matters;        /* rows and columns of the whole table: parties = takers + others */
    bool grouped, partial;
    struct matrix_part party_part, matter_part;
    unsigned columns; /* of the table: the matters that are shown, and the parties' names */
    struct {
        struct stance_sum *items;
        size_t count;
    } sums;
    struct {
        struct matter_column *items;
        size_t count;
    } shown;
    struct {
        struct matrix_group *items;
        size_t count;
    } groups;
    struct page_part part;
    struct {
        struct position_held *items;
        size_t count;
    } list;
};

bool positions_page_gather(const struct gather *from, struct positions_page *page, struct error *error);

#endif
