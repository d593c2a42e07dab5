// SPDX-License-Identifier: Apache-2.0
#include "web/page/decisions.h"

#include "rules/decision.h"
#include "rules/state.h"

static struct slice decisions_count_kinds(const struct gather *from)
{
    uint64_t sums[4] = { 0 };
    for (const struct object *object = from->state->kinds[OBJECT_DECISION].first; object != NULL; object = object->next)
        sums[((const struct decision *)object)->kind]++;
    return PRINT(
        from->arena, "{0} questions and rulings: {1} by indication, {2} by consensus, {3} by vote, {4} by ruling.",
        page_number(from->arena, from->state->kinds[OBJECT_DECISION].count),
        page_number(from->arena, sums[DECISION_INDICATION]), page_number(from->arena, sums[DECISION_CONSENSUS]),
        page_number(from->arena, sums[DECISION_VOTE]), page_number(from->arena, sums[DECISION_RULING]));
}

bool decisions_page_gather(const struct gather *from, struct decisions_page *page, struct error *error)
{
    const struct object_list *const list = &from->state->kinds[OBJECT_DECISION];
    *page = (struct decisions_page){ .sentence = decisions_count_kinds(from) };
    frame_gather(from, SLICE("Decisions, indications and rulings"), SLICE("/decisions"), &page->frame);
    page->rows.items = arena_take_many(from->arena, list->count, sizeof *page->rows.items);
    if (page->rows.items == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("the page"));
    size_t at = list->count;
    for (const struct object *object = list->first; object != NULL; object = object->next)
        decision_brief_gather(from, (const struct decision *)object, &page->rows.items[--at]);
    page->rows.count = list->count;
    return true;
}
