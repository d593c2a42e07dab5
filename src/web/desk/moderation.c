// SPDX-License-Identifier: Apache-2.0
#include "web/desk/moderation.h"

#include "campaign/fault.h"
#include "campaign/moderate.h"
#include "store/comments.h"
#include "store/fields.h"
#include "store/statistics.h"

static unsigned desk_moderation_count_alike(const struct held_list *list, size_t index)
{
    unsigned count = 1;
    for (size_t i = 0; i < list->count; i++)
        count += i != index && moderate_is_alike(list->items[i].similarity, list->items[index].similarity);
    return count;
}

/* The text of a sealed message, or a placeholder if it cannot be opened. */
static void desk_moderation_open_words(struct desk_request *request, struct slice sealed,
                                       struct desk_moderation_row *row)
{
    struct slice text;
    struct error error;
    if (!sealed_open(desk_options(request->desk)->key, sealed, request->arena, &text, &error)) {
        row->unread = SLICE("Its words cannot be opened with this desk's key.");
        return;
    }
    row->name = fields_get(text, "name");
    row->email = fields_get(text, "email");
    row->subject = fields_get(text, "subject");
    row->body = fields_get(text, "body");
}

bool desk_moderation_gather(struct desk_request *request, struct desk_moderation_page *page, struct error *error)
{
    struct held_list list;
    if (!statistics_held(request->driver, request->campaign.id, request->arena, &list, error))
        return false;
    desk_request_frame(request, SLICE("Messages that wait for a look"), &page->frame);
    page->problem = desk_request_problem(request);
    page->base = request->base;
    page->title = request->campaign.title;
    page->rows.items = arena_take_many(request->arena, list.count, sizeof *page->rows.items);
    for (size_t i = 0; page->rows.items != NULL && i < list.count; i++) {
        const struct held *const each = &list.items[i];
        struct desk_moderation_row *const row = &page->rows.items[page->rows.count++];
        *row = (struct desk_moderation_row){ .id = page_number(request->arena, (uint64_t)each->id),
                                             .at = desk_request_moment(request->arena, each->received_at),
                                             .place = each->place,
                                             .contact = each->contact,
                                             .why = each->words,
                                             .own_percent = each->own_percent,
                                             .alike = desk_moderation_count_alike(&list, i) };
        row->several = row->alike > 1;
        desk_moderation_open_words(request, each->sealed, row);
    }
    return true;
}

bool desk_step_look(const struct organise *by, struct desk_request *request, struct error *error)
{
    const struct form *const form = request->exchange->form;
    bool const refuses = slice_equal(form_value(form, "do"), SLICE("refuse"));
    struct slice const why = refuses ? form_value(form, "why") : SLICE("");
    uint64_t id = 0;
    size_t count;
    (void)slice_number(form_value(form, "message"), &id);
    request->location = PRINT(request->arena, "{0}/moderation", request->base);
    if (refuses && why.length == 0)
        return fail(error, FAULT_HELD_REASON, 0);
    return moderate_messages(by, request->campaign.id, (int64_t)id, why, form_ticked(form, "alike"), &count, error);
}

/* --- comments ------------------------------------------------------------------------------------------------------ */

bool desk_comments_gather(struct desk_request *request, struct desk_comments_page *page, struct error *error)
{
    struct comment *const list = arena_take_many(request->arena, HELD_SHOWN_MAX, sizeof *list);
    size_t count;
    page->rows.items = arena_take_many(request->arena, HELD_SHOWN_MAX, sizeof *page->rows.items);
    if (list == NULL || page->rows.items == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("comments"));
    if (!comment_held(request->driver, request->arena, list, HELD_SHOWN_MAX, &count, error))
        return false;
    desk_request_frame(request, SLICE("Comments that wait for a look"), &page->frame);
    page->problem = desk_request_problem(request);
    for (size_t i = 0; i < count; i++) {
        struct slice text = SLICE("");
        struct error closed;
        bool const read = sealed_open(desk_options(request->desk)->key, list[i].sealed, request->arena, &text, &closed);
        unsigned alike = 1;
        for (size_t j = 0; j < count; j++)
            alike += j != i && slice_equal(list[j].conference, list[i].conference) &&
                     moderate_is_alike(list[j].similarity, list[i].similarity);
        page->rows.items[page->rows.count++] = (struct desk_comment_row){
            .alike = alike,
            .several = alike > 1,
            .id = page_number(request->arena, (uint64_t)list[i].id),
            .at = desk_request_moment(request->arena, list[i].created_at),
            .conference = list[i].conference,
            .about = list[i].about,
            .country = list[i].country,
            .why = list[i].hold_words,
            .name = fields_get(text, "name"),
            .email = fields_get(text, "email"),
            .text = read ? fields_get(text, "text") : SLICE("Its words cannot be opened with this desk's key."),
        };
    }
    return true;
}

bool desk_step_judge(const struct organise *by, struct desk_request *request, struct error *error)
{
    const struct form *const form = request->exchange->form;
    struct slice const what = form_value(form, "do"), why = form_value(form, "why");
    bool const releases = slice_equal(what, SLICE("release"));
    uint64_t id = 0;
    size_t count;
    request->location = SLICE("/desk/comments");
    if (!slice_number(form_value(form, "comment"), &id))
        return fail(error, FAULT_HELD_UNKNOWN, 0, SLICE("comment"));
    if (!releases && why.length == 0)
        return fail(error, FAULT_HELD_REASON, 0);
    return slice_equal(what, SLICE("strike")) ? moderate_strike(by, form_value(form, "conference"), id, why, error)
                                              : moderate_comments(by, (int64_t)id, releases ? SLICE("") : why,
                                                                  form_ticked(form, "alike"), &count, error);
}
