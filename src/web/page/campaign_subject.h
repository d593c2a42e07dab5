// SPDX-License-Identifier: Apache-2.0
/* web/page/campaign_subject.h - the subject of a campaign, with its current state.
 *
 * What    "decision D-7", "proposal X", "provision ITR-2012/31A", or nothing: then the conference as a whole. */
#ifndef WEB_PAGE_CAMPAIGN_SUBJECT_H
#define WEB_PAGE_CAMPAIGN_SUBJECT_H

#include "web/page/proposal.h"

struct campaign_subject {
    bool is_thing, general; /* a proposal or provision; the conference as a whole */
    struct slice path, words, state_words, state_when, state_path;
    struct page_lines text;           /* of a provision: its words as they stand */
    struct decision_briefs decisions; /* the decision itself, or those put on a proposal or provision */
    struct slice missing;             /* a subject that is not on the record */
    struct slice code;                /* of the object, for live events; empty: none */
};

void campaign_subject_gather(const struct gather *from, struct slice about, struct campaign_subject *subject);
/* The words of the subject: the current ones of a provision, the question of a decision, the title of a proposal. Words and name
 * are copies; empty if it is not on the record. */
void campaign_subject_words(const struct gather *from, struct slice about, struct slice *name, struct slice *words);

#endif
