#include "web/desk/held.h"

#include "store/fields.h"
#include "store/figures.h"
#include "store/messages.h"

enum { LIKENESS_BITS_MAX = 6 /* of 64 that may differ between texts that are nearly the same */ };

static bool is_alike(uint64_t a, uint64_t b)
{
    unsigned differ = 0;
    for (uint64_t bits = a ^ b; bits != 0; bits &= bits - 1)
        differ++;
    return a != 0 && b != 0 && differ <= LIKENESS_BITS_MAX;
}

static unsigned count_alike(const struct held_list *list, size_t index)
{
    unsigned count = 1;
    for (size_t i = 0; i < list->count; i++)
        count += i != index && is_alike(list->items[i].likeness, list->items[index].likeness);
    return count;
}

/* The words of a sealed message; what stands in their place when it cannot be opened. */
static void open_words(struct visit *visit, struct slice sealed, struct desk_held_row *row)
{
    struct slice text;
    struct error error;
    if (!sealed_open(desk_options(visit->desk)->key, sealed, visit->arena, &text, &error)) {
        row->unread = SLICE("Its words cannot be opened with this desk's key.");
        return;
    }
    row->name = fields_get(text, "name");
    row->email = fields_get(text, "email");
    row->subject = fields_get(text, "subject");
    row->body = fields_get(text, "body");
}

bool desk_held_gather(struct visit *visit, struct desk_held_page *page, struct error *error)
{
    struct held_list list;
    if (!figures_held(visit->driver, visit->campaign.id, visit->arena, &list, error))
        return false;
    visit_frame(visit, SLICE("Messages that wait for a look"), &page->frame);
    page->problem = visit_problem(visit);
    page->base = visit->base;
    page->title = visit->campaign.title;
    page->rows.items = arena_take_many(visit->arena, list.count, sizeof *page->rows.items);
    for (size_t i = 0; page->rows.items != NULL && i < list.count; i++) {
        const struct held *const each = &list.items[i];
        struct desk_held_row *const row = &page->rows.items[page->rows.count++];
        *row = (struct desk_held_row){ .id = page_number(visit->arena, (uint64_t)each->id),
                                       .at = visit_moment(visit->arena, each->received_at),
                                       .place = each->place,
                                       .contact = each->contact,
                                       .why = each->words,
                                       .own_percent = each->own_percent,
                                       .alike = count_alike(&list, i) };
        open_words(visit, each->sealed, row);
    }
    return true;
}

static bool look_at(const struct organise *by, struct visit *visit, int64_t id, struct slice why, struct error *error)
{
    struct message message;
    bool found;
    if (!message_of_id(by->driver, id, by->arena, &message, &found, error))
        return false;
    if (!found || message.campaign != visit->campaign.id)
        return fail(error, FAULT_CAMPAIGN_UNKNOWN, 0, SLICE("message"), SLICE(""));
    return why.length > 0 ? message_refuse(by->driver, id, why, by->now, error)
                          : message_release(by->driver, desk_options(visit->desk)->seal, id, by->now, error);
}

/* All that are nearly the same as that one, itself too. */
static bool look_at_alike(const struct organise *by, struct visit *visit, int64_t id, struct slice why, size_t *count,
                          struct error *error)
{
    struct held_list list;
    uint64_t likeness = 0;
    *count = 0;
    if (!figures_held(by->driver, visit->campaign.id, by->arena, &list, error))
        return false;
    for (size_t i = 0; i < list.count; i++)
        if (list.items[i].id == id)
            likeness = list.items[i].likeness;
    for (size_t i = 0; i < list.count; i++) {
        if (list.items[i].id != id && !is_alike(list.items[i].likeness, likeness))
            continue;
        if (!look_at(by, visit, list.items[i].id, why, error))
            return false;
        ++*count;
    }
    return true;
}

bool desk_step_look(const struct organise *by, struct visit *visit, struct error *error)
{
    const struct form *const form = visit->exchange->form;
    bool const refuses = slice_equal(form_value(form, "do"), SLICE("refuse"));
    struct slice const why = refuses ? form_value(form, "why") : SLICE("");
    uint64_t id = 0;
    size_t count = 1;
    (void)slice_number(form_value(form, "message"), &id);
    visit->location = PRINT(visit->arena, "{0}/held", visit->base);
    if (refuses && (why.length == 0 || why.length > CAMPAIGN_LINE_BYTES_MAX))
        return fail(error, FAULT_HELD_REASON, 0, SLICE(""), SLICE(""));
    if (!(form_ticked(form, "alike") ? look_at_alike(by, visit, (int64_t)id, why, &count, error)
                                     : look_at(by, visit, (int64_t)id, why, error)))
        return false;
    struct slice const words =
        PRINT(by->arena, refuses ? "refused {0} from message {1} on: {2}" : "released {0} from message {1} on",
              page_count(by->arena, count, "message", "messages"), page_number(by->arena, id), why);
    return audit_add(by->driver, by->now, by->who, visit->campaign.id, words, error);
}
