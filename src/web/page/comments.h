// SPDX-License-Identifier: Apache-2.0
/* web/page/comments.h - the comments on a provision, a proposal or a decision, and the form.
 *
 * What    /CONFERENCE/comments?about=provision:TEXT/31A    the counts by country, the comments, the form
 *         /CONFERENCE/comments                             everything that has comments
 *         view=newest     newest first
 *         view=countries  one from each country, then a second from each, so that many from one do not hide few from another
 *         view=shuffled   shuffled by the seed in the address, so the same for everybody with that address
 *         country=CODE    from that country; country=none: without a country
 *         There is no order by approval, and no voting.
 * Holds   The headline is the sum of the countries. A comment that was struck keeps its place, with who asked for it and why. */
#ifndef WEB_PAGE_COMMENTS_H
#define WEB_PAGE_COMMENTS_H

#include "web/page/part.h"

enum { COMMENTS_A_PAGE = 50 };

struct comments_country {
    struct slice code, name, path;
    unsigned published, struck;
    bool chosen;
};
struct comments_countries {
    struct comments_country *items;
    size_t count;
};

struct comments_row {
    unsigned long number; /* of its entry */
    struct slice country_code;
    struct instant at;
    struct slice name, country, when, entry_path, proof_path, who, reason, hash;
    struct page_lines lines;
    bool struck, missing;
};
struct comments_rows {
    struct comments_row *items;
    size_t count;
};

struct comments_subject {
    struct slice topic, name, path;
    unsigned published;
};
struct comments_subjects {
    struct comments_subject *items;
    size_t count;
};

struct comments_view {
    struct slice name, path;
    bool chosen;
};
struct comments_views {
    struct comments_view *items;
    size_t count;
};

struct comments_page {
    struct frame frame;
    bool of_one; /* about something, not the list of subjects */
    struct slice topic, subject, subject_path, path, post_path, older, seed;
    unsigned published, struck, refused;
    struct slice counted; /* "12 comments: 5 from 3 countries, 7 without a country" */
    struct comments_countries countries;
    struct comments_views views;
    struct page_part part; /* of the comments, for programs */
    struct comments_rows rows;
    struct comments_subjects subjects;
    bool more_than_looked_at; /* the view covers the newest PUBLIC_LOG_VIEW_MAX only */
    /* the form */
    bool open; /* comments are accepted */
    struct comments_countries choices;
    struct slice text, name, email, token, problem;
    bool with_name, wrong_text, wrong_name, wrong_email;
    unsigned bits;
};

bool comments_page_gather(const struct gather *from, struct comments_page *page, struct error *error);

/* Checks that the topic can be commented on: FAULT_THING_UNKNOWN, FAULT_COMMENT_SUBJECT. `code` is its name in the public log. */
bool comments_subject_find(const struct gather *from, struct slice topic, struct slice *code, struct error *error);

#endif
