// SPDX-License-Identifier: Apache-2.0
/* web/page/texts.h - all texts of a conference: the state of each, and how much is still in brackets. */
#ifndef WEB_PAGE_TEXTS_H
#define WEB_PAGE_TEXTS_H

#include "web/page/text.h"

struct instrument_row {
    struct slice code, title, path, form, state, base, signatures_path;
    struct sentence state_by;
    unsigned provisions, in_brackets, settled, open_changes, bracket_width, settled_width; /* widths in thousandths */
    bool signing;
};

struct texts_page {
    struct frame frame;
    struct {
        struct instrument_row *items;
        size_t count;
    } list;
};

bool texts_page_gather(const struct gather *from, struct texts_page *page, struct error *error);

#endif
