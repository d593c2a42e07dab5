// SPDX-License-Identifier: Apache-2.0
#include "web/desk/contacts.h"

#include "campaign/fault.h"
#include "web/fault.h"

/* The result of an import, for its page. */
struct imported {
    struct contact_list list;
    struct organise_import import;
};

static struct slice desk_contacts_age_words(struct desk_request *request, int64_t at)
{
    return at == 0 ? SLICE("") : desk_request_day(request->arena, at);
}

struct desk_contact desk_contact_shown(struct desk_request *request, const struct contact *contact)
{
    bool const is_new = slice_equal(contact->state, SLICE("new")),
               paused = slice_equal(contact->state, SLICE("paused")),
               confirmed = slice_equal(contact->state, SLICE("confirmed"));
    return (struct desk_contact){
        .id = page_number(request->arena, (uint64_t)contact->id),
        .place = contact->place,
        .place_name = contact->place_name,
        .name = contact->name,
        .role = contact->role,
        .address = contact->address,
        .source = contact->source,
        .source_is_link =
            slice_begins(contact->source, SLICE("https://")) || slice_begins(contact->source, SLICE("http://")),
        .source_date = contact->source_date,
        .state = contact->state,
        .confirmed = contact->confirmed_at == 0 ? SLICE("")
                                                : PRINT(request->arena, "by {0}, {1}", contact->confirmed_by,
                                                        desk_request_day(request->arena, contact->confirmed_at)),
        .worked = desk_contacts_age_words(request, contact->worked_at),
        .bounced = desk_contacts_age_words(request, contact->bounced_at),
        .bounce_words = contact->bounce_words,
        .is_new = is_new,
        .is_confirmed = confirmed,
        .is_paused = paused,
        .is_live = is_new || paused || confirmed,
        .is_digest = slice_equal(contact->pace, SLICE("digest")),
    };
}

static bool desk_contacts_gather_import(struct desk_request *request, struct desk_contacts_page *page,
                                        struct error *error)
{
    const struct imported *const imported = request->left;
    if (imported == NULL)
        return true;
    page->imported = true;
    page->added = (unsigned)imported->import.added;
    page->known = (unsigned)imported->import.known;
    page->refused = (unsigned)imported->import.refused;
    page->refusals.items = arena_take_many(request->arena, imported->list.count, sizeof *page->refusals.items);
    if (page->refusals.items == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("an import"));
    for (size_t i = 0; i < imported->list.count; i++) {
        char words[1024];
        struct buffer out = BUFFER(words);
        const struct contact_row *const row = &imported->list.rows[i];
        if (row->error.fault == FAULT_NONE)
            continue;
        error_reason(&row->error, &out);
        buffer_add(&out, SLICE("; "));
        error_mending(&row->error, &out);
        page->refusals.items[page->refusals.count++] =
            (struct desk_refusal){ row->line, arena_copy(request->arena, buffer_slice(&out)) };
    }
    return true;
}

bool desk_contacts_gather(struct desk_request *request, struct desk_contacts_page *page, struct error *error)
{
    struct contacts list;
    if (!contact_list(request->driver, request->campaign.id, SLICE(""), request->arena, &list, error) ||
        !desk_contacts_gather_import(request, page, error))
        return false;
    desk_request_frame(request, PRINT(request->arena, "Contacts of {0}", request->campaign.title), &page->frame);
    page->problem = desk_request_problem(request);
    page->base = request->base;
    page->title = request->campaign.title;
    page->may_edit = request->role >= DESK_EDITOR;
    page->source = desk_request_said(request, "source", SLICE(""));
    page->source_date = desk_request_said(request, "source_date", desk_request_day(request->arena, request->now));
    page->contacts.items = arena_take_many(request->arena, list.count, sizeof *page->contacts.items);
    if (page->contacts.items == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("contacts"));
    for (size_t i = 0; i < list.count; i++) {
        page->contacts.items[page->contacts.count++] = desk_contact_shown(request, &list.items[i]);
        page->fresh += page->contacts.items[i].is_new;
    }
    return true;
}

/* --- steps --------------------------------------------------------------------------------------------------------- */

bool desk_step_import(const struct organise *by, struct desk_request *request, struct error *error)
{
    const struct form *const form = request->exchange->form;
    struct contact_defaults const defaults = { form_value(form, "source"), form_value(form, "source_date") };
    struct imported *const imported = arena_take(request->arena, sizeof *imported);
    if (imported == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("an import"));
    if (!contacts_read(form_value(form, "list"), &defaults, request->arena, &imported->list, error))
        return false;
    struct replay *const replay = desk_state(request->desk, request->campaign.conference, error);
    if (replay == NULL)
        return false;
    bool const done =
        organise_import_contacts(by, &request->campaign, &replay->state, &imported->list, &imported->import, error);
    for (size_t i = 0; i < imported->list.count; i++) /* copies: the names of members are in the state */
        imported->list.rows[i].place_name = SLICE("");
    replay_free(replay);
    request->left = done ? imported : NULL;
    return done;
}

/* The button that was pressed: its name is the action, its value the contact. */
static bool desk_contacts_pressed(const struct form *form, const char *name, int64_t *id)
{
    uint64_t number;
    if (!slice_number(form_value(form, name), &number) || number > INT64_MAX)
        return false;
    *id = (int64_t)number;
    return true;
}

bool desk_step_contacts(const struct organise *by, struct desk_request *request, struct error *error)
{
    const struct form *const form = request->exchange->form;
    int64_t id = 0;
    size_t count;
    request->location = PRINT(request->arena, "{0}/contacts", request->base);
    if (form_ticked(form, "all"))
        return form_ticked(form, "looked") ? organise_confirm_all(by, request->campaign.id, &count, error)
                                           : fail(error, FAULT_CONTACT_LOOK, 0);
    struct contact contact;
    bool found = false;
    bool const known = desk_contacts_pressed(form, "confirm", &id) || desk_contacts_pressed(form, "pause", &id) ||
                       desk_contacts_pressed(form, "resume", &id) || desk_contacts_pressed(form, "replace", &id) ||
                       desk_contacts_pressed(form, "digest", &id) || desk_contacts_pressed(form, "each", &id);
    if (known && !contact_find(by->driver, id, request->arena, &contact, &found, error))
        return false;
    if (!found || contact.campaign != request->campaign.id)
        return fail(error, FAULT_CONTACT_UNKNOWN, 0);
    if (form_ticked(form, "confirm"))
        return organise_confirm(by, id, error);
    if (form_ticked(form, "digest") || form_ticked(form, "each"))
        return organise_pace(by, id, form_ticked(form, "digest") ? SLICE("digest") : SLICE("each"), contact.hourly_max,
                             error);
    return organise_set_contact(by, id,
                                form_ticked(form, "pause")    ? SLICE("paused")
                                : form_ticked(form, "resume") ? SLICE("confirmed")
                                                              : SLICE("replaced"),
                                error);
}
