// SPDX-License-Identifier: Apache-2.0
#include "web/page/follow_sent.h"

#include "base/civil.h"
#include "store/followers.h"

bool follow_sent_page_gather(const struct gather *from, struct follow_sent_page *page, struct error *error)
{
    (void)error;
    frame_gather(from, SLICE("One more step: look in your mailbox"), SLICE("/follow/sent"), &page->frame);
    page->confirm_days = FOLLOWER_ASKED_SECONDS / DAY_SECONDS;
    page->demo = from->demo;
    return true;
}
