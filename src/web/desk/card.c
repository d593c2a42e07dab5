#include "web/desk/card.h"

static bool find_contact(struct visit *visit, struct driver *driver, struct contact *contact, struct error *error)
{
    struct slice const said = request_argument(visit->exchange->request, "contact");
    uint64_t id = 0;
    bool found = false;
    if (slice_number(said, &id) && id <= INT64_MAX &&
        !contact_find(driver, (int64_t)id, visit->arena, contact, &found, error))
        return false;
    return (found && contact->campaign == visit->campaign.id) || fail(error, FAULT_CONTACT_UNKNOWN, 0, said, SLICE(""));
}

static bool gather_events(struct visit *visit, int64_t contact, struct desk_card_page *page, struct error *error)
{
    struct past_list list;
    if (!contact_past(visit->driver, contact, visit->arena, &list, error))
        return false;
    page->events.items = arena_take_many(visit->arena, list.count, sizeof *page->events.items);
    for (size_t i = 0; page->events.items != NULL && i < list.count; i++)
        page->events.items[page->events.count++] =
            (struct desk_card_event){ visit_moment(visit->arena, list.items[i].at), list.items[i].who,
                                      list.items[i].words };
    return true;
}

static bool gather_others(struct visit *visit, const struct contact *contact, struct desk_card_page *page,
                          struct error *error)
{
    struct contact successor;
    struct contacts list;
    if (!contact_successor(visit->driver, contact->id, visit->arena, &successor, &page->has_successor, error) ||
        !contact_list(visit->driver, contact->campaign, contact->place, visit->arena, &list, error))
        return false;
    if (page->has_successor) {
        page->successor = page_number(visit->arena, (uint64_t)successor.id);
        page->successor_name = successor.name;
    }
    page->others.items = arena_take_many(visit->arena, list.count, sizeof *page->others.items);
    for (size_t i = 0; page->others.items != NULL && i < list.count; i++)
        if (list.items[i].id != contact->id && slice_equal(list.items[i].state, SLICE("confirmed")))
            page->others.items[page->others.count++] =
                (struct desk_card_other){ page_number(visit->arena, (uint64_t)list.items[i].id), list.items[i].name,
                                          list.items[i].address };
    return true;
}

bool desk_card_gather(struct visit *visit, struct desk_card_page *page, struct error *error)
{
    struct contact contact;
    if (!find_contact(visit, visit->driver, &contact, error) || !gather_events(visit, contact.id, page, error) ||
        !gather_others(visit, &contact, page, error))
        return false;
    visit_frame(visit, contact.name, &page->frame);
    page->problem = visit_problem(visit);
    page->base = visit->base;
    page->title = visit->campaign.title;
    page->contact = desk_contact_shown(visit, &contact);
    page->may_edit = visit->role >= DESK_EDITOR;
    page->hourly = visit_said(visit, "hourly", page_number(visit->arena, (uint64_t)contact.hourly_max));
    return true;
}

bool desk_step_card(const struct organise *by, struct visit *visit, struct error *error)
{
    const struct form *const form = visit->exchange->form;
    struct contact contact;
    uint64_t number = 0;
    if (!find_contact(visit, by->driver, &contact, error))
        return false;
    visit->location =
        PRINT(visit->arena, "{0}/card?contact={1}", visit->base, page_number(visit->arena, (uint64_t)contact.id));
    if (slice_equal(form_value(form, "do"), SLICE("succeed")))
        return (slice_number(form_value(form, "successor"), &number) && number <= INT64_MAX) ||
                       fail(error, FAULT_CONTACT_UNKNOWN, 0, form_value(form, "successor"), SLICE(""))
                   ? organise_succeed(by, contact.id, (int64_t)number, error)
                   : false;
    if (!slice_number(form_value(form, "hourly"), &number) || number > CAMPAIGN_HOURLY_MAX)
        number = CAMPAIGN_HOURLY_MAX + 1; /* which the rules refuse with words */
    return organise_pace(by, contact.id, form_value(form, "pace"), (int64_t)number, error);
}
