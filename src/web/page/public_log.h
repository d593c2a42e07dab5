// SPDX-License-Identifier: Apache-2.0
/* web/page/public_log.h - the public log: its size, its key, how to check it, and its newest entries. */
#ifndef WEB_PAGE_PUBLIC_LOG_H
#define WEB_PAGE_PUBLIC_LOG_H

#include "web/page/part.h"

enum { PUBLIC_LOG_ENTRIES_A_PAGE = 20 };

struct public_log_row {
    unsigned long number;
    struct slice path, proof_path, text;
};
struct public_log_rows {
    struct public_log_row *items;
    size_t count;
};

struct public_log_page {
    struct frame frame;
    struct page_part part; /* of the entries, for programs */
    size_t size;
    struct slice key, checkpoint, comments_path, older;
    struct public_log_rows rows;
};

bool public_log_page_gather(const struct gather *from, struct public_log_page *page, struct error *error);

#endif
