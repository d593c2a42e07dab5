#include "web/page/proposals.h"

#include "rules/document.h"
#include "rules/party.h"
#include "rules/proposal.h"
#include "rules/sponsor.h"
#include "rules/state.h"

/* "East, North": the sponsors in that state. */
static struct slice names_in(const struct gather *from, const struct proposal *proposal, enum sponsor_state state)
{
    struct slice names = SLICE("");
    for (const struct sponsor *sponsor = proposal->sponsors.first; sponsor != NULL; sponsor = sponsor->next)
        if (sponsor->state == state)
            names =
                names.length == 0 ? sponsor->actor->name : PRINT(from->arena, "{0}, {1}", names, sponsor->actor->name);
    return names;
}

static struct slice outside_of(const struct gather *from, const struct proposal *proposal)
{
    struct slice all = outside_words(from, proposal->title);
    for (const struct item *item = proposal->items; item != NULL && all.length == 0; item = item->next)
        all = outside_words(from, item->words);
    return all;
}

/* Who objected to it on the ground that it goes beyond the mandate. */
static struct slice objectors_of(const struct gather *from, const struct proposal *proposal)
{
    struct position_rows const rows = positions_of(from, &proposal->object);
    struct slice names = SLICE("");
    for (size_t i = 0; i < rows.count; i++)
        if (slice_equal(rows.items[i].ground, SLICE("scope")))
            names = names.length == 0 ? rows.items[i].name : PRINT(from->arena, "{0}, {1}", names, rows.items[i].name);
    return names;
}

static struct proposal_row row_of(const struct gather *from, const struct proposal *proposal)
{
    const struct document *const document = proposal->document;
    return (struct proposal_row){
        .code = proposal->object.code,
        .path = page_of_object(from, &proposal->object),
        .title = proposal->title,
        .state = slice_of(item_state_name(proposal->state)),
        .document = document != NULL ? PRINT(from->arena, "{0} {1}", document->group, document->number) : SLICE(""),
        .confirmed = names_in(from, proposal, SPONSOR_CONFIRMED),
        .named = names_in(from, proposal, SPONSOR_CLAIMED),
        .disowned = names_in(from, proposal, SPONSOR_DISOWNED),
        .outside = outside_of(from, proposal),
        .objectors = objectors_of(from, proposal),
        .items = page_count(from->arena, proposal->item_count, "change", "changes"),
        .rumoured = proposal->state == ITEM_RUMOURED,
    };
}

bool proposals_page_gather(const struct gather *from, struct proposals_page *page, struct error *error)
{
    const struct object_list *const list = &from->state->kinds[OBJECT_PROPOSAL];
    uint64_t rumoured = 0;
    *page =
        (struct proposals_page){ .rows.items = arena_take_many(from->arena, list->count, sizeof *page->rows.items) };
    frame_gather(from, SLICE("Proposals"), SLICE("/proposals"), &page->frame);
    if (page->rows.items == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("the page"));
    for (const struct object *object = list->first; object != NULL; object = object->next) {
        page->rows.items[page->rows.count] = row_of(from, (const struct proposal *)object);
        rumoured += page->rows.items[page->rows.count++].rumoured ? 1 : 0;
    }
    page->sentence = PRINT(from->arena, "{0}: {1} submitted, {2} announced and never submitted.",
                           page_count(from->arena, list->count, "proposal", "proposals"),
                           page_number(from->arena, list->count - rumoured), page_number(from->arena, rumoured));
    return true;
}

void proposals_page_json(const struct proposals_page *page, struct json *json)
{
    frame_json(&page->frame, json);
    json_array_begin(json, "proposals");
    for (size_t i = 0; i < page->rows.count; i++) {
        const struct proposal_row *const row = &page->rows.items[i];
        json_object_begin(json, NULL);
        json_text(json, "code", row->code);
        json_text(json, "path", row->path);
        json_text(json, "heading", row->title);
        json_text(json, "state", row->state);
        json_text_if(json, "document", row->document);
        json_text_if(json, "confirmed", row->confirmed);
        json_text_if(json, "named", row->named);
        json_text_if(json, "disowned", row->disowned);
        json_text_if(json, "outsideMandate", row->outside);
        json_text_if(json, "objectedOnScope", row->objectors);
        json_object_end(json);
    }
    json_array_end(json);
}
