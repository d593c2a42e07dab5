// SPDX-License-Identifier: Apache-2.0
#include "web/page/comment_sent.h"

#include "store/comments.h"

bool comment_sent_page_gather(const struct gather *from, struct comment_sent_page *page, struct error *error)
{
    (void)error;
    *page = (struct comment_sent_page){ .path = PRINT(from->arena, "/{0}/comments", from->name),
                                        .confirm_days = COMMENT_CONFIRM_DAYS,
                                        .demo = from->demo };
    frame_gather(from, SLICE("Now look in your mailbox"), SLICE("/comments/sent"), &page->frame);
    return true;
}
