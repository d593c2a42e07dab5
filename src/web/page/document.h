// SPDX-License-Identifier: Apache-2.0
/* web/page/document.h - one document: what it is, who wrote it, what it is part of; and of a closed one, what is public.
 *
 * What    A closed document is shown as a grey card: its commitment, who closed it, why and since when. After its release anybody
 *         can check its bytes against the commitment. */
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
    struct sentences acts; /* later acts that name it */
};

bool document_page_gather(const struct gather *from, struct document_page *page, struct error *error);

void document_card_gather(const struct gather *from, const struct document *document, struct document_card *card);

#endif
