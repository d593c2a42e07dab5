// SPDX-License-Identifier: Apache-2.0
/* web/page/proposals.h - all proposals, with their confirmed sponsors, their state, and words outside the mandate. */
#ifndef WEB_PAGE_PROPOSALS_H
#define WEB_PAGE_PROPOSALS_H

#include "web/page/proposal.h"

struct proposal_row {
    struct slice code, path, title, state, document, confirmed, named, disowned, outside, items, objectors;
    struct page_lines confirmed_codes, named_codes, disowned_codes, objector_codes; /* for programs */
    struct slice document_code;
    unsigned changes;
    bool rumoured;
};
struct proposal_rows {
    struct proposal_row *items;
    size_t count;
};

struct proposals_page {
    struct frame frame;
    struct slice sentence;
    struct proposal_rows rows;
};

bool proposals_page_gather(const struct gather *from, struct proposals_page *page, struct error *error);

#endif
