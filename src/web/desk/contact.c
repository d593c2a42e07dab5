// SPDX-License-Identifier: Apache-2.0
#include "web/desk/contact.h"

#include "campaign/fault.h"

static bool desk_contact_find_contact(struct desk_request *request, struct driver *driver, struct contact *contact,
                                      struct error *error)
{
    struct slice const said = request_argument(request->exchange->request, "contact");
    uint64_t id = 0;
    bool found = false;
    if (slice_number(said, &id) && id <= INT64_MAX &&
        !contact_find(driver, (int64_t)id, request->arena, contact, &found, error))
        return false;
    return (found && contact->campaign == request->campaign.id) || fail(error, FAULT_CONTACT_UNKNOWN, 0, said);
}

static bool desk_contact_gather_events(struct desk_request *request, int64_t contact, struct desk_contact_page *page,
                                       struct error *error)
{
    struct past_list list;
    if (!contact_past(request->driver, contact, request->arena, &list, error))
        return false;
    page->events.items = arena_take_many(request->arena, list.count, sizeof *page->events.items);
    for (size_t i = 0; page->events.items != NULL && i < list.count; i++)
        page->events.items[page->events.count++] =
            (struct desk_contact_event){ desk_request_moment(request->arena, list.items[i].at), list.items[i].who,
                                         list.items[i].words };
    return true;
}

static bool desk_contact_gather_others(struct desk_request *request, const struct contact *contact,
                                       struct desk_contact_page *page, struct error *error)
{
    struct contact successor;
    struct contacts list;
    if (!contact_successor(request->driver, contact->id, request->arena, &successor, &page->has_successor, error) ||
        !contact_list(request->driver, contact->campaign, contact->place, request->arena, &list, error))
        return false;
    if (page->has_successor) {
        page->successor = page_number(request->arena, (uint64_t)successor.id);
        page->successor_name = successor.name;
    }
    page->others.items = arena_take_many(request->arena, list.count, sizeof *page->others.items);
    for (size_t i = 0; page->others.items != NULL && i < list.count; i++)
        if (list.items[i].id != contact->id && slice_equal(list.items[i].state, SLICE("confirmed")))
            page->others.items[page->others.count++] =
                (struct desk_contact_other){ page_number(request->arena, (uint64_t)list.items[i].id),
                                             list.items[i].name, list.items[i].address };
    return true;
}

bool desk_contact_gather(struct desk_request *request, struct desk_contact_page *page, struct error *error)
{
    struct contact contact;
    if (!desk_contact_find_contact(request, request->driver, &contact, error) ||
        !desk_contact_gather_events(request, contact.id, page, error) ||
        !desk_contact_gather_others(request, &contact, page, error))
        return false;
    desk_request_frame(request, contact.name, &page->frame);
    page->problem = desk_request_problem(request);
    page->base = request->base;
    page->title = request->campaign.title;
    page->contact = desk_contact_shown(request, &contact);
    page->may_edit = request->role >= DESK_EDITOR;
    page->hourly = desk_request_said(request, "hourly", page_number(request->arena, (uint64_t)contact.hourly_max));
    return true;
}

bool desk_step_contact(const struct organise *by, struct desk_request *request, struct error *error)
{
    const struct form *const form = request->exchange->form;
    struct contact contact;
    uint64_t number = 0;
    if (!desk_contact_find_contact(request, by->driver, &contact, error))
        return false;
    request->location = PRINT(request->arena, "{0}/contact?contact={1}", request->base,
                              page_number(request->arena, (uint64_t)contact.id));
    if (slice_equal(form_value(form, "do"), SLICE("succeed")))
        return (slice_number(form_value(form, "successor"), &number) && number <= INT64_MAX) ||
                       fail(error, FAULT_CONTACT_UNKNOWN, 0, form_value(form, "successor"))
                   ? organise_succeed(by, contact.id, (int64_t)number, error)
                   : false;
    if (!slice_number(form_value(form, "hourly"), &number) || number > CAMPAIGN_HOURLY_MAX)
        number = CAMPAIGN_HOURLY_MAX + 1; /* over the limit, so it is refused with a reason */
    return organise_pace(by, contact.id, form_value(form, "pace"), (int64_t)number, error);
}
