// SPDX-License-Identifier: Apache-2.0
#include "web/page/campaigns.h"

#include "campaign/campaign.h"

static bool campaigns_gather_row(const struct gather *from, struct driver *reader, const struct campaign *campaign,
                                 struct campaigns_row *row, struct error *error)
{
    struct campaign_counts counts;
    struct slice words;
    unsigned total;
    if (!campaign_counts_gather(from, reader, campaign, &counts, error))
        return false;
    const struct object *const object = campaign_about(from->state, campaign->about);
    *row = (struct campaigns_row){
        .path = PRINT(from->arena, "/{0}/campaigns/{1}", from->name, campaign->code),
        .code = campaign->code,
        .opens_at = page_instant_of(campaign->opens_at),
        .closes_at = page_instant_of(campaign->closes_at),
        .title = campaign->title,
        .language = campaign->language,
        .ask = campaign->ask,
        .organisation = campaign->organisation,
        .when = campaign_when(from, campaign),
        .wrote = campaign_wrote_words(from, campaign, &counts, &total),
        .open = campaign_is_open(from, campaign, &words),
    };
    row->messages = total;
    if (object != NULL) {
        row->about_code = object->code;
        row->about = page_name_of(from, object);
        row->about_path = page_of_object(from, object);
    }
    return true;
}

static bool campaigns_gather_rows(const struct gather *from, struct driver *reader, struct campaigns_page *page,
                                  struct error *error)
{
    struct campaign_list list;
    if (!campaign_all(reader, from->name, from->arena, &list, error))
        return false;
    page->rows.items = arena_take_many(from->arena, list.count, sizeof *page->rows.items);
    if (page->rows.items == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("the page"));
    for (int closed = 0; closed < 2; closed++)
        for (size_t i = 0; i < list.count; i++) {
            struct campaign_languages languages;
            struct slice words;
            if (slice_equal(list.items[i].state, SLICE("draft")) ||
                campaign_is_open(from, &list.items[i], &words) == (closed == 1))
                continue;
            if (!campaign_languages_gather(from, reader, &list.items[i], &languages, error) ||
                !campaigns_gather_row(from, reader, &list.items[i], &page->rows.items[page->rows.count++], error))
                return false;
            page->frame.by_language |= languages.negotiated;
        }
    return true;
}

bool campaigns_page_gather(const struct gather *from, struct campaigns_page *page, struct error *error)
{
    *page = (struct campaigns_page){ 0 };
    frame_gather(from, SLICE("Campaigns"), SLICE("/campaigns"), &page->frame);
    struct driver *const reader = campaign_store_read(from->campaigns, error);
    if (reader == NULL)
        return false;
    bool const good = campaigns_gather_rows(from, reader, page, error);
    campaign_store_read_end(from->campaigns);
    return good;
}
