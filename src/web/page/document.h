// SPDX-License-Identifier: Apache-2.0
/* web/page/document.h - one document: what it is, who wrote it, what it became part of; of a closed one, what can be known.
 *
 * What    A closed document is a grey card: its commitment, who closed it and why, since when. When it is released, its bytes
 *         can be checked against the commitment by anybody. */
#ifndef WEB_PAGE_DOCUMENT_H
#define WEB_PAGE_DOCUMENT_H

#include "rules/document.h"
#include "web/page/sentence.h"

struct document_card {
    struct slice code, path, label, title, language;
    struct page_links authors, related; /* related: what it revises, what revises it, its proposal, its meeting */
    bool closed, released, struck;      /* closed: registered behind closed doors */
    bool shut;                          /* closed, and not released */
    struct slice commitment, blob_path, closed_by, since;
    struct page_lines reason;
    struct sentence registered, release, strike;
    bool below; /* it revises, adds to or corrects another */
};

struct document_page {
    struct frame frame;
    struct document_card card;
    struct sentences acts; /* that name it, after its registration */
};

bool document_page_gather(const struct gather *from, struct document_page *page, struct error *error);

void document_card_gather(const struct gather *from, const struct document *document, struct document_card *card);

#endif
