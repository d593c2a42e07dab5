// SPDX-License-Identifier: Apache-2.0
/* web/page/record.h - the record as a log: its size, its key, how to check it, and every act in it. */
#ifndef WEB_PAGE_RECORD_H
#define WEB_PAGE_RECORD_H

#include "web/page/part.h"
#include "web/page/sentence.h"

struct signature_row {
    struct slice name, id;
    bool of_log;
};

struct record_page {
    struct frame frame;
    size_t size;
    struct slice origin, root, genesis; /* of the log; name of leaf 0 */
    struct slice checkpoint, key;
    struct slice checkpoint_path, key_path;
    unsigned findings;
    struct {
        struct signature_row *items;
        size_t count;
    } signatures;
    unsigned cosignatures;
    struct page_part part;                  /* of the acts, for programs */
    struct sentences acts;                  /* on this page of the list */
    struct slice first, last, older, newer; /* numbers; paths of the next pages, empty at the ends */
};

bool record_page_gather(const struct gather *from, struct record_page *page, struct error *error);

#endif
