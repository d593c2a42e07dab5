// SPDX-License-Identifier: Apache-2.0
/* web/page/brief.h - a decision in a few lines: its kind, the question, the result. */
#ifndef WEB_PAGE_BRIEF_H
#define WEB_PAGE_BRIEF_H

#include "rules/decision.h"
#include "web/page/page.h"

struct decision_brief {
    struct slice code, path, question;
    const char *kind;        /* "indication": also the class of its frame */
    struct slice kind_words; /* "Indication: no effect on any text" */
    struct slice result;     /* "declared adopted: for 77, against 33, abstained 8"; of an open one "open" */
    struct slice counted;    /* what the answers give by the rule, if known */
    bool open, differs, irregular;
    unsigned contests;
    struct slice contested; /* "contested by 2 members"; empty when not */
    struct slice basis;     /* the weakest basis among its acts */
    struct slice finding, finding_rule;
    struct slice when;
    /* For programs: */
    const char *declared, *gives;               /* "adopted"; what was declared, what the rule gives; NULL: nothing */
    struct count in_favour, against, abstained; /* as announced */
    const char *irregularity;                   /* the name of the fault; NULL: none */
    struct instant opened_at, closed_at;
};

struct decision_briefs {
    struct decision_brief *items;
    size_t count;
};

void decision_brief_gather(const struct gather *from, const struct decision *decision, struct decision_brief *brief);
/* All that are open, or all that are closed, in the order of the record. */
void decision_briefs_gather(const struct gather *from, bool open, struct decision_briefs *list);

#endif
