// SPDX-License-Identifier: Apache-2.0
#include "web/desk/languages.h"

#include "campaign/fault.h"
#include "formats/language.h"

static bool desk_languages_gather_languages(struct desk_request *request, struct slice shown,
                                            struct desk_languages_page *page, struct error *error)
{
    struct campaign_texts list;
    if (!campaign_text_list(request->driver, request->campaign.id, request->arena, &list, error))
        return false;
    page->full = list.count == CAMPAIGN_TEXTS_MAX;
    page->languages.items = arena_take_many(request->arena, list.count, sizeof *page->languages.items);
    for (size_t i = 0; page->languages.items != NULL && i < list.count; i++)
        page->languages.items[page->languages.count++] =
            (struct desk_language){ list.items[i].language, list.items[i].title,
                                    language_equal(list.items[i].language, shown) };
    return true;
}

bool desk_languages_gather(struct desk_request *request, struct desk_languages_page *page, struct error *error)
{
    struct campaign_text kept = { 0 };
    struct slice const named = request_argument(request->exchange->request, "lang");
    bool found = false;
    if (!campaign_text_find(request->driver, request->campaign.id, named, request->arena, &kept, &found, error) ||
        !desk_languages_gather_languages(request, named, page, error))
        return false;
    desk_request_frame(
        request, found ? PRINT(request->arena, "The words in {0}", kept.language) : SLICE("Words in other languages"),
        &page->frame);
    page->is_new = !found;
    page->problem = desk_request_problem(request);
    page->base = request->base;
    page->action = PRINT(request->arena, "{0}/edit/languages{1}{2}", request->base, found ? SLICE("?lang=") : SLICE(""),
                         found ? kept.language : SLICE(""));
    page->language = kept.language = found ? kept.language : desk_request_said(request, "language", SLICE(""));
    page->tag = desk_field_make(campaign_field_find(SLICE("language")), request, page->language);
    desk_field_words(&request->campaign, &kept, request, &page->fields);
    page->own.language = request->campaign.language;
    page->own.title = request->campaign.title;
    return true;
}

/* A new language must not overwrite one that exists. */
static bool desk_languages_check_new(const struct organise *by, int64_t campaign, struct slice language,
                                     struct error *error)
{
    struct campaign_text text;
    bool found;
    return campaign_text_find(by->driver, campaign, language, by->arena, &text, &found, error) &&
           (!found || fail(error, FAULT_CAMPAIGN_FIELD, 0, SLICE("language"),
                           SLICE("there are words in it already, to be changed from the list")));
}

bool desk_step_speak(const struct organise *by, struct desk_request *request, struct error *error)
{
    const struct form *const form = request->exchange->form;
    int64_t const campaign = request->campaign.id;
    struct slice const named = request_argument(request->exchange->request, "lang");
    struct campaign_text text = { .language = named.length > 0 ? named : form_value(form, "language") };
    for (size_t i = 0; i < CAMPAIGN_FIELD_COUNT; i++)
        if (campaign_fields[i].translated)
            campaign_text_set_words(&text, &campaign_fields[i], form_value(form, campaign_fields[i].said));
    request->location = PRINT(request->arena, "{0}/edit/languages", request->base);
    if (slice_equal(form_value(form, "do"), SLICE("remove")))
        return organise_remove_text(by, campaign, text.language, error);
    return (named.length > 0 || desk_languages_check_new(by, campaign, text.language, error)) &&
           organise_set_text(by, campaign, &text, error);
}
