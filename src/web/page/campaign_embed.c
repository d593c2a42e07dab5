// SPDX-License-Identifier: Apache-2.0
#include "web/page/campaign_embed.h"

#include "campaign/campaign.h"

static bool campaign_embed_gather(const struct gather *from, struct driver *reader, struct campaign_embed_page *page,
                                  struct error *error)
{
    struct campaign campaign;
    struct campaign_counts counts;
    if (!campaign_of(from, reader, &campaign, &page->languages, error) ||
        !campaign_places_gather(from, reader, &campaign, &page->places, error) ||
        !campaign_counts_gather(from, reader, &campaign, &counts, error))
        return false;
    page->title = campaign.title;
    page->language = campaign.language;
    page->place_word = campaign_place_word(&campaign);
    page->ask = campaign.ask;
    page->organisation = campaign.organisation;
    page->open = campaign_is_open(from, &campaign, &page->closed_words);
    page->closed = !page->open;
    page->wrote_words = campaign_wrote_words(from, &campaign, &counts, &page->wrote);
    page->wrote_label = page->wrote == 1 ? SLICE("message written") : SLICE("messages written");
    return true;
}

bool campaign_embed_page_gather(const struct gather *from, struct campaign_embed_page *page, struct error *error)
{
    struct driver *const reader = campaign_store_read(from->campaigns, error);
    *page = (struct campaign_embed_page){ .path = PRINT(from->arena, "/{0}/campaigns/{1}", from->name, from->code) };
    if (reader == NULL)
        return false;
    bool const good = campaign_embed_gather(from, reader, page, error);
    campaign_store_read_end(from->campaigns);
    if (good)
        frame_gather(from, page->title, PRINT(from->arena, "/campaigns/{0}/embed", from->code), &page->frame);
    page->frame.by_language = page->languages.negotiated;
    return good;
}
