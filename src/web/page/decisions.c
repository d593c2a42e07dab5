#include "web/page/decisions.h"

static struct slice count_kinds(const struct gather *from)
{
    uint64_t sums[4] = { 0 };
    for (const struct thing *thing = from->state->kinds[THING_DECISION].first; thing != NULL; thing = thing->next)
        sums[((const struct decision *)thing)->kind]++;
    return PRINT(
        from->arena, "{0} questions and rulings: {1} by indication, {2} by consensus, {3} by vote, {4} by ruling.",
        page_number(from->arena, from->state->kinds[THING_DECISION].count),
        page_number(from->arena, sums[DECISION_INDICATION]), page_number(from->arena, sums[DECISION_CONSENSUS]),
        page_number(from->arena, sums[DECISION_VOTE]), page_number(from->arena, sums[DECISION_RULING]));
}

bool decisions_page_gather(const struct gather *from, struct decisions_page *page, struct error *error)
{
    const struct kind_list *const list = &from->state->kinds[THING_DECISION];
    *page = (struct decisions_page){ .sentence = count_kinds(from) };
    frame_gather(from, SLICE("Decisions, indications and rulings"), SLICE("/decisions"), &page->frame);
    page->rows.items = arena_take_many(from->arena, list->count, sizeof *page->rows.items);
    if (page->rows.items == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("the page"));
    size_t at = list->count;
    for (const struct thing *thing = list->first; thing != NULL; thing = thing->next)
        decision_brief_gather(from, (const struct decision *)thing, &page->rows.items[--at]);
    page->rows.count = list->count;
    return true;
}
