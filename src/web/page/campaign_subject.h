// SPDX-License-Identifier: Apache-2.0
/* web/page/campaign_subject.h - what a campaign is about, in its live state from the record.
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
    struct slice missing;             /* what is not on the record */
    struct slice code;                /* of the thing, for live events; empty: none */
};

void campaign_subject_gather(const struct gather *from, struct slice about, struct campaign_subject *subject);
/* Its own words in the record: of a provision as they stand, of a decision the question, of a proposal the title; copied, as is the
 * name. Empty where it is not on the record. */
void campaign_subject_words(const struct gather *from, struct slice about, struct slice *name, struct slice *words);

#endif
