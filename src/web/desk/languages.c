#include "web/desk/languages.h"

#include "formats/language.h"

static bool gather_languages(struct visit *visit, struct slice shown, struct desk_languages_page *page,
                             struct error *error)
{
    struct campaign_texts list;
    if (!campaign_text_list(visit->driver, visit->campaign.id, visit->arena, &list, error))
        return false;
    page->full = list.count == CAMPAIGN_TEXTS_MAX;
    page->languages.items = arena_take_many(visit->arena, list.count, sizeof *page->languages.items);
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

bool desk_languages_gather(struct visit *visit, struct desk_languages_page *page, struct error *error)
{
    struct campaign_text kept = { 0 };
    struct slice const named = request_argument(visit->exchange->request, "lang");
    bool found = false;
    if (!campaign_text_find(visit->driver, visit->campaign.id, named, visit->arena, &kept, &found, error) ||
        !gather_languages(visit, named, page, error))
        return false;
    visit_frame(visit,
                found ? PRINT(visit->arena, "The words in {0}", kept.language) : SLICE("Words in other languages"),
                &page->frame);
    page->is_new = !found;
    page->problem = visit_problem(visit);
    page->base = visit->base;
    page->action = PRINT(visit->arena, "{0}/edit/languages{1}{2}", visit->base, found ? SLICE("?lang=") : SLICE(""),
                         found ? kept.language : SLICE(""));
    page->language = found ? kept.language : visit_said(visit, "language", SLICE(""));
    page->title = visit_said(visit, "title", kept.title);
    page->ask = visit_said(visit, "ask", kept.ask);
    page->subject = visit_said(visit, "subject", kept.subject);
    page->body = visit_said(visit, "body", kept.body);
    page->thanks = visit_said(visit, "thanks", kept.thanks);
    gather_own(&visit->campaign, page);
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

bool desk_step_speak(const struct organise *by, struct visit *visit, struct error *error)
{
    const struct form *const form = visit->exchange->form;
    int64_t const campaign = visit->campaign.id;
    struct slice const named = request_argument(visit->exchange->request, "lang");
    struct campaign_text const text = { .language = named.length > 0 ? named : form_value(form, "language"),
                                        .title = form_value(form, "title"),
                                        .ask = form_value(form, "ask"),
                                        .subject = form_value(form, "subject"),
                                        .body = form_value(form, "body"),
                                        .thanks = form_value(form, "thanks") };
    visit->location = PRINT(visit->arena, "{0}/edit/languages", visit->base);
    if (slice_equal(form_value(form, "do"), SLICE("remove")))
        return organise_remove_text(by, campaign, text.language, error);
    return (named.length > 0 || check_new(by, campaign, text.language, error)) &&
           organise_set_text(by, campaign, &text, error);
}
