// SPDX-License-Identifier: Apache-2.0
/* web/page/documents.h - all documents by series, each with its revisions, addenda and corrigenda below it. */
#ifndef WEB_PAGE_DOCUMENTS_H
#define WEB_PAGE_DOCUMENTS_H

#include "web/page/document.h"

struct series_row {
    struct slice group;
    struct {
        struct document_card *items;
        size_t count;
    } cards;
};

struct documents_page {
    struct frame frame;
    unsigned documents, open, shut, released;
    struct {
        struct series_row *items;
        size_t count;
    } series;
};

bool documents_page_gather(const struct gather *from, struct documents_page *page, struct error *error);

#endif
