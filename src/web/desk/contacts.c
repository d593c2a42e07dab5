#include "web/desk/contacts.h"

/* What an import leaves for its page. */
struct imported {
    struct contact_list list;
    struct organise_import import;
};

static struct slice age_words(struct visit *visit, int64_t at)
{
    return at == 0 ? SLICE("") : visit_day(visit->arena, at);
}

struct desk_contact desk_contact_shown(struct visit *visit, const struct contact *contact)
{
    bool const is_new = slice_equal(contact->state, SLICE("new")),
               paused = slice_equal(contact->state, SLICE("paused")),
               confirmed = slice_equal(contact->state, SLICE("confirmed"));
    return (struct desk_contact){
        .id = page_number(visit->arena, (uint64_t)contact->id),
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
                                                : PRINT(visit->arena, "by {0}, {1}", contact->confirmed_by,
                                                        visit_day(visit->arena, contact->confirmed_at)),
        .worked = age_words(visit, contact->worked_at),
        .bounced = age_words(visit, contact->bounced_at),
        .bounce_words = contact->bounce_words,
        .is_new = is_new,
        .is_confirmed = confirmed,
        .is_paused = paused,
        .is_live = is_new || paused || confirmed,
        .is_digest = slice_equal(contact->pace, SLICE("digest")),
    };
}

static bool gather_import(struct visit *visit, struct desk_contacts_page *page, struct error *error)
{
    const struct imported *const imported = visit->left;
    if (imported == NULL)
        return true;
    page->imported = true;
    page->added = (unsigned)imported->import.added;
    page->known = (unsigned)imported->import.known;
    page->refused = (unsigned)imported->import.refused;
    page->refusals.items = arena_take_many(visit->arena, imported->list.count, sizeof *page->refusals.items);
    if (page->refusals.items == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("an import"), SLICE(""));
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
            (struct desk_refusal){ row->line, arena_copy(visit->arena, buffer_slice(&out)) };
    }
    return true;
}

bool desk_contacts_gather(struct visit *visit, struct desk_contacts_page *page, struct error *error)
{
    struct contacts list;
    if (!contact_list(visit->driver, visit->campaign.id, SLICE(""), visit->arena, &list, error) ||
        !gather_import(visit, page, error))
        return false;
    visit_frame(visit, PRINT(visit->arena, "Contacts of {0}", visit->campaign.title), &page->frame);
    page->problem = visit_problem(visit);
    page->base = visit->base;
    page->title = visit->campaign.title;
    page->may_edit = visit->role >= DESK_EDITOR;
    page->source = visit_said(visit, "source", SLICE(""));
    page->source_date = visit_said(visit, "source_date", visit_day(visit->arena, visit->now));
    page->contacts.items = arena_take_many(visit->arena, list.count, sizeof *page->contacts.items);
    if (page->contacts.items == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("contacts"), SLICE(""));
    for (size_t i = 0; i < list.count; i++) {
        page->contacts.items[page->contacts.count++] = desk_contact_shown(visit, &list.items[i]);
        page->fresh += page->contacts.items[i].is_new;
    }
    return true;
}

/* --- steps --------------------------------------------------------------------------------------------------------- */

bool desk_step_import(const struct organise *by, struct visit *visit, struct error *error)
{
    const struct form *const form = visit->exchange->form;
    struct contact_defaults const defaults = { form_value(form, "source"), form_value(form, "source_date") };
    struct imported *const imported = arena_take(visit->arena, sizeof *imported);
    if (imported == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("an import"), SLICE(""));
    if (!contacts_read(form_value(form, "list"), &defaults, visit->arena, &imported->list, error))
        return false;
    struct replay *const replay = desk_state(visit->desk, visit->campaign.conference, error);
    if (replay == NULL)
        return false;
    bool const done =
        organise_import_contacts(by, &visit->campaign, &replay->state, &imported->list, &imported->import, error);
    for (size_t i = 0; i < imported->list.count; i++) /* names of members stand in the state */
        imported->list.rows[i].place_name = SLICE("");
    replay_free(replay);
    visit->left = done ? imported : NULL;
    return done;
}

/* The button that was pressed: its name is what to do, its value the contact. */
static bool pressed(const struct form *form, const char *name, int64_t *id)
{
    uint64_t number;
    if (!slice_number(form_value(form, name), &number) || number > INT64_MAX)
        return false;
    *id = (int64_t)number;
    return true;
}

bool desk_step_contact(const struct organise *by, struct visit *visit, struct error *error)
{
    const struct form *const form = visit->exchange->form;
    int64_t id = 0;
    size_t count;
    visit->location = PRINT(visit->arena, "{0}/contacts", visit->base);
    if (form_ticked(form, "all"))
        return form_ticked(form, "looked") ? organise_confirm_all(by, visit->campaign.id, &count, error)
                                           : fail(error, FAULT_CONTACT_LOOK, 0, SLICE(""), SLICE(""));
    struct contact contact;
    bool found = false;
    bool const known = pressed(form, "confirm", &id) || pressed(form, "pause", &id) || pressed(form, "resume", &id) ||
                       pressed(form, "replace", &id) || pressed(form, "digest", &id) || pressed(form, "each", &id);
    if (known && !contact_find(by->driver, id, visit->arena, &contact, &found, error))
        return false;
    if (!found || contact.campaign != visit->campaign.id)
        return fail(error, FAULT_CONTACT_UNKNOWN, 0, SLICE(""), SLICE(""));
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
