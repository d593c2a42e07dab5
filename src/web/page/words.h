// SPDX-License-Identifier: Apache-2.0
/* web/page/words.h - the glossary as a page. */
#ifndef WEB_PAGE_WORDS_H
#define WEB_PAGE_WORDS_H

#include "web/page/page.h"

struct word_line {
    struct slice word, line, anchor;
};

struct words_page {
    struct frame frame;
    struct {
        struct word_line *items;
        size_t count;
    } words;
};

bool words_page_gather(const struct gather *from, struct words_page *page, struct error *error);

#endif
