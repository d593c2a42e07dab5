#include "web/page/campaign_embed.h"

#include "campaign/campaign.h"

static bool gather(const struct gather *from, struct driver *reader, struct campaign_embed_page *page,
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
    page->closed = !campaign_is_open(from, &campaign, &page->closed_words);
    page->wrote_words = campaign_wrote_words(from, &campaign, &counts, &page->wrote);
    return true;
}

bool campaign_embed_page_gather(const struct gather *from, struct campaign_embed_page *page, struct error *error)
{
    struct driver *const reader = campaign_store_read(from->campaigns, error);
    *page = (struct campaign_embed_page){ .path = PRINT(from->arena, "/{0}/campaigns/{1}", from->name, from->code) };
    if (reader == NULL)
        return false;
    bool const good = gather(from, reader, page, error);
    campaign_store_read_end(from->campaigns);
    if (good)
        frame_gather(from, page->title, PRINT(from->arena, "/campaigns/{0}/embed", from->code), &page->frame);
    page->frame.by_language = page->languages.negotiated;
    return good;
}

void campaign_embed_page_json(const struct campaign_embed_page *page, struct json *json)
{
    frame_json(&page->frame, json);
    json_text(json, "campaign", page->path);
    json_text(json, "language", page->language);
    campaign_languages_json(&page->languages, json);
    json_number(json, "messages", page->wrote);
    json_bool(json, "open", !page->closed);
}

void campaign_embed_draw(const struct campaign_embed_page *page, struct buffer *out)
{
    buffer_add(out,
               SLICE("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"260\" height=\"60\" viewBox=\"0 0 260 60\" "
                     "role=\"img\"><title>"));
    html_text(out, page->wrote_words);
    buffer_add(out, SLICE("</title><rect x=\"0.5\" y=\"0.5\" width=\"259\" height=\"59\" fill=\"#fbf9f4\" "
                          "stroke=\"#1d1b18\"/><text x=\"14\" y=\"40\" font-family=\"serif\" font-size=\"30\" "
                          "font-weight=\"bold\" fill=\"#1d1b18\">"));
    html_text(out, page->wrote);
    buffer_add(out, SLICE("</text><text x=\"246\" y=\"36\" text-anchor=\"end\" font-family=\"sans-serif\" "
                          "font-size=\"13\" fill=\"#1d1b18\">"));
    buffer_add(out, page->wrote == 1 ? SLICE("message written") : SLICE("messages written"));
    buffer_add(out, SLICE("</text></svg>\n"));
}
