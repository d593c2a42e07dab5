// SPDX-License-Identifier: Apache-2.0
#include "web/page/campaign_thanks.h"

bool campaign_thanks_page_gather(const struct gather *from, struct campaign_thanks_page *page, struct error *error)
{
    struct campaign campaign;
    struct campaign_languages languages;
    *page = (struct campaign_thanks_page){ 0 };
    if (!campaign_of_page(from, &campaign, &languages, error))
        return false;
    frame_gather(from, SLICE("Thank you"), PRINT(from->arena, "/campaigns/{0}/thanks", from->code), &page->frame);
    page->frame.by_language = languages.negotiated;
    page->path = PRINT(from->arena, "/{0}/campaigns/{1}{2}", from->name, from->code, languages.argument);
    page->address = PRINT(from->arena, "{0}{1}", from->base, page->path);
    page->title = campaign.title;
    page->language = campaign.language;
    page->organisation = campaign.organisation;
    page->donate_url = campaign.donate_url;
    page->thanks = page_lines_of(from, campaign.thanks);
    campaign_subject_gather(from, campaign.about, &page->subject);
    return true;
}
