// SPDX-License-Identifier: Apache-2.0
/* web/page/comment.h - a comment's private page, for its writer: its state, and buttons. It is not cached.
 *
 * Holds   It does not show the comment: the process that serves the page cannot read it. */
#ifndef WEB_PAGE_COMMENT_H
#define WEB_PAGE_COMMENT_H

#include "web/page/page.h"

struct comment_page {
    struct frame frame;
    struct slice conference, about, state, told, post_path, page_path, entry_path, reason, problem;
    bool can_confirm, can_erase, done, unknown;
};

bool comment_page_gather(const struct gather *from, struct comment_page *page, struct error *error);

#endif
