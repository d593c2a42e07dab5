#include "web/desk/languages.h"

#include "formats/language.h"

static bool gather_languages(struct desk_request *request, struct slice shown, struct desk_languages_page *page,
                             struct error *error)
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

static void gather_own(const struct campaign *campaign, struct desk_languages_page *page)
{
    page->own.language = campaign->language;
    page->own.title = campaign->title;
    page->own.ask = campaign->ask;
    page->own.subject = campaign->subject;
    page->own.body = campaign->body;
    page->own.thanks = campaign->thanks;
}

bool desk_languages_gather(struct desk_request *request, struct desk_languages_page *page, struct error *error)
{
    struct campaign_text kept = { 0 };
    struct slice const named = request_argument(request->exchange->request, "lang");
    bool found = false;
    if (!campaign_text_find(request->driver, request->campaign.id, named, request->arena, &kept, &found, error) ||
        !gather_languages(request, named, page, error))
        return false;
    desk_request_frame(
        request, found ? PRINT(request->arena, "The words in {0}", kept.language) : SLICE("Words in other languages"),
        &page->frame);
    page->is_new = !found;
    page->problem = desk_request_problem(request);
    page->base = request->base;
    page->action = PRINT(request->arena, "{0}/edit/languages{1}{2}", request->base, found ? SLICE("?lang=") : SLICE(""),
                         found ? kept.language : SLICE(""));
    page->language = found ? kept.language : desk_request_said(request, "language", SLICE(""));
    page->title = desk_request_said(request, "title", kept.title);
    page->ask = desk_request_said(request, "ask", kept.ask);
    page->subject = desk_request_said(request, "subject", kept.subject);
    page->body = desk_request_said(request, "body", kept.body);
    page->thanks = desk_request_said(request, "thanks", kept.thanks);
    gather_own(&request->campaign, page);
    return true;
}

/* What is written anew does not fall upon what is there. */
static bool check_new(const struct organise *by, int64_t campaign, struct slice language, struct error *error)
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
    struct campaign_text const text = { .language = named.length > 0 ? named : form_value(form, "language"),
                                        .title = form_value(form, "title"),
                                        .ask = form_value(form, "ask"),
                                        .subject = form_value(form, "subject"),
                                        .body = form_value(form, "body"),
                                        .thanks = form_value(form, "thanks") };
    request->location = PRINT(request->arena, "{0}/edit/languages", request->base);
    if (slice_equal(form_value(form, "do"), SLICE("remove")))
        return organise_remove_text(by, campaign, text.language, error);
    return (named.length > 0 || check_new(by, campaign, text.language, error)) &&
           organise_set_text(by, campaign, &text, error);
}
