// SPDX-License-Identifier: Apache-2.0
#include "web/page/campaign_sent.h"

#include "store/messages.h"

bool campaign_sent_page_gather(const struct gather *from, struct campaign_sent_page *page, struct error *error)
{
    struct campaign campaign;
    struct campaign_languages languages;
    *page = (struct campaign_sent_page){ .confirm_days = MESSAGE_CONFIRM_DAYS, .demo = from->demo };
    if (!campaign_of_page(from, &campaign, &languages, error))
        return false;
    frame_gather(from, SLICE("Now look in your mailbox"), PRINT(from->arena, "/campaigns/{0}/sent", from->code),
                 &page->frame);
    page->frame.by_language = languages.negotiated;
    page->path = PRINT(from->arena, "/{0}/campaigns/{1}{2}", from->name, from->code, languages.argument);
    return true;
}
