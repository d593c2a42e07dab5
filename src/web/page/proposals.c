// SPDX-License-Identifier: Apache-2.0
#include "web/page/proposals.h"

#include "rules/document.h"
#include "rules/party.h"
#include "rules/proposal.h"
#include "rules/sponsor.h"
#include "rules/state.h"

/* The sponsors in that state: "East, North". */
static struct slice proposals_names_in(const struct gather *from, const struct proposal *proposal,
                                       enum sponsor_state state)
{
    struct slice names = SLICE("");
    for (const struct sponsor *sponsor = proposal->sponsors.first; sponsor != NULL; sponsor = sponsor->next)
        if (sponsor->state == state)
            names =
                names.length == 0 ? sponsor->actor->name : PRINT(from->arena, "{0}, {1}", names, sponsor->actor->name);
    return names;
}

static struct page_lines proposals_codes_in(const struct gather *from, const struct proposal *proposal,
                                            enum sponsor_state state)
{
    struct page_lines codes = {
        arena_take_many(from->arena, sponsor_count(&proposal->sponsors, state), sizeof *codes.items), 0
    };
    for (const struct sponsor *one = proposal->sponsors.first; one != NULL && codes.items != NULL; one = one->next)
        if (one->state == state)
            codes.items[codes.count++] = one->actor->object.code;
    return codes;
}

static struct slice proposals_outside_of(const struct gather *from, const struct proposal *proposal)
{
    struct slice all = outside_words(from, proposal->title);
    for (const struct item *item = proposal->items; item != NULL && all.length == 0; item = item->next)
        all = outside_words(from, item->words);
    return all;
}

/* The parties that objected to it as outside the mandate. */
static struct slice proposals_objectors_of(const struct gather *from, const struct proposal *proposal)
{
    struct position_rows const rows = positions_of(from, &proposal->object);
    struct slice names = SLICE("");
    for (size_t i = 0; i < rows.count; i++)
        if (slice_equal(rows.items[i].ground, SLICE("scope")))
            names = names.length == 0 ? rows.items[i].name : PRINT(from->arena, "{0}, {1}", names, rows.items[i].name);
    return names;
}

/* The same by code. */
static struct page_lines proposals_objector_codes_of(const struct gather *from, const struct proposal *proposal)
{
    struct position_rows const rows = positions_of(from, &proposal->object);
    struct page_lines codes = { arena_take_many(from->arena, rows.count, sizeof *codes.items), 0 };
    for (size_t i = 0; i < rows.count && codes.items != NULL; i++)
        if (slice_equal(rows.items[i].ground, SLICE("scope")))
            codes.items[codes.count++] = rows.items[i].code;
    return codes;
}

static struct proposal_row proposals_row_of(const struct gather *from, const struct proposal *proposal)
{
    const struct document *const document = proposal->document;
    return (struct proposal_row){
        .code = proposal->object.code,
        .path = page_of_object(from, &proposal->object),
        .title = proposal->title,
        .state = slice_of(item_state_name(proposal->state)),
        .document = document != NULL ? PRINT(from->arena, "{0} {1}", document->group, document->number) : SLICE(""),
        .confirmed = proposals_names_in(from, proposal, SPONSOR_CONFIRMED),
        .named = proposals_names_in(from, proposal, SPONSOR_CLAIMED),
        .disowned = proposals_names_in(from, proposal, SPONSOR_DISOWNED),
        .outside = proposals_outside_of(from, proposal),
        .objectors = proposals_objectors_of(from, proposal),
        .items = page_count(from->arena, proposal->item_count, "change", "changes"),
        .rumoured = proposal->state == ITEM_RUMOURED,
        .confirmed_codes = proposals_codes_in(from, proposal, SPONSOR_CONFIRMED),
        .named_codes = proposals_codes_in(from, proposal, SPONSOR_CLAIMED),
        .disowned_codes = proposals_codes_in(from, proposal, SPONSOR_DISOWNED),
        .objector_codes = proposals_objector_codes_of(from, proposal),
        .document_code = document != NULL ? document->object.code : SLICE(""),
        .changes = (unsigned)proposal->item_count,
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
        page->rows.items[page->rows.count] = proposals_row_of(from, (const struct proposal *)object);
        rumoured += page->rows.items[page->rows.count++].rumoured ? 1 : 0;
    }
    page->sentence = PRINT(from->arena, "{0}: {1} submitted, {2} announced and never submitted.",
                           page_count(from->arena, list->count, "proposal", "proposals"),
                           page_number(from->arena, list->count - rumoured), page_number(from->arena, rumoured));
    return true;
}
