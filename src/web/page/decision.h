// SPDX-License-Identifier: Apache-2.0
/* web/page/decision.h - one decision: kind, question, rule, answers, contests; the declared result beside the result that the
 * rule gives. */
#ifndef WEB_PAGE_DECISION_H
#define WEB_PAGE_DECISION_H

#include "web/page/brief.h"
#include "web/page/plates.h"
#include "web/page/sentence.h"
#include "web/page/actions.h"

/* One number of the count: "for", 77. */
struct sum_row {
    struct slice name, number;
};
struct sum_rows {
    struct sum_row *items;
    size_t count;
};

struct answer_row {
    struct slice code, name, path, word, act, time, basis;
    struct slice answer;      /* as the record has it */
    struct slice by, by_name; /* who gave it: the same, or who held its proxy */
    struct instant at;
    unsigned index; /* of the act */
    struct page_lines said;
};
struct answer_rows {
    struct answer_row *items;
    size_t count;
};

struct decision_page {
    struct frame frame;
    const struct decision *decision;
    struct slice code, kind_means;
    struct decision_brief brief;
    struct action_links actions;
    struct page_lines question;
    struct slice asked, answered; /* "Put by the chair on ...", "Declared on ..." */
    struct slice place, place_path;
    struct slice method, rule; /* "by plates", "more than 1/2 of the votes cast" */
    struct page_links subjects;
    struct slice effect;
    struct slice gives; /* the result by the rule; empty: not known */
    bool open, annulled, is_vote, is_indication, is_ruling, overturned;
    struct slice overturned_by, overturned_path, appeals, appeals_path, repeats, repeats_path, election;
    struct {
        struct count in_favour, against, abstained, took_part, entitled, quorum_needed, needed;
    } counted;
    struct sum_rows sums;   /* the numbers the result rests on, each with its name */
    struct slice sums_from; /* whose count it is */
    struct slice reckoning; /* the calculation in one sentence */
    struct plates plates;
    struct markup plates_drawing;
    struct slice plates_words;
    struct answer_rows answers; /* by name */
    struct sentence opening, closing;
    bool closed;
    struct sentences contests, reservations, appeals_made, explanations, tallies, ballots, findings, acts;
};

bool decision_page_gather(const struct gather *from, struct decision_page *page, struct error *error);

#endif
