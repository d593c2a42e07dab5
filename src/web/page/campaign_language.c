// SPDX-License-Identifier: Apache-2.0
#include "web/page/campaign_language.h"

#include "campaign/campaign.h"
#include "formats/language.h"

struct slice campaign_language_argument(struct slice language, struct arena *arena)
{
    return language_is_tag(language) ? PRINT(arena, "?lang={0}", language) : SLICE("");
}

/* The named one, else the one that the browser prefers, else the first. */
static size_t campaign_language_choose(const struct gather *from, struct campaign_languages *languages)
{
    struct slice const said = page_said(from, "lang");
    struct slice const named = said.length > 0 ? said : request_argument(from->request, "lang");
    struct slice tags[1 + CAMPAIGN_TEXTS_MAX];
    size_t at = 0;
    for (size_t i = 0; i < languages->count; i++) {
        tags[i] = languages->items[i].tag;
        if (language_equal(tags[i], named))
            return i;
    }
    languages->negotiated = true;
    return language_pick(from->accept_language, tags, languages->count, &at) ? at : 0;
}

bool campaign_languages_gather(const struct gather *from, struct driver *reader, struct campaign *campaign,
                               struct campaign_languages *languages, struct error *error)
{
    struct campaign_texts texts;
    *languages = (struct campaign_languages){ 0 };
    if (!campaign_text_list(reader, campaign->id, from->arena, &texts, error))
        return false;
    if (texts.count == 0)
        return true;
    languages->items = arena_take_many(from->arena, 1 + texts.count, sizeof *languages->items);
    if (languages->items == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("the page"));
    languages->items[languages->count++] = (struct campaign_language){ campaign->language, campaign->title, false };
    for (size_t i = 0; i < texts.count; i++)
        languages->items[languages->count++] =
            (struct campaign_language){ texts.items[i].language, texts.items[i].title, false };
    struct campaign_language *const chosen = &languages->items[campaign_language_choose(from, languages)];
    chosen->chosen = true;
    languages->chosen = chosen->tag;
    languages->argument = campaign_language_argument(chosen->tag, from->arena);
    return campaign_translate(reader, chosen->tag, from->arena, campaign, error);
}
