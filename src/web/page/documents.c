// SPDX-License-Identifier: Apache-2.0
#include "web/page/documents.h"

#include "rules/document.h"
#include "rules/state.h"

enum { SERIES_MAX = 64 /* documents of further series join the last one */ };

static struct series_row *documents_series_of(const struct gather *from, struct documents_page *page,
                                              struct slice group)
{
    for (size_t i = 0; i < page->series.count; i++)
        if (slice_equal(page->series.items[i].group, group))
            return &page->series.items[i];
    if (page->series.count == SERIES_MAX)
        return &page->series.items[SERIES_MAX - 1];
    struct series_row *row = &page->series.items[page->series.count++];
    row->group = group;
    row->cards.items =
        arena_take_many(from->arena, from->state->kinds[OBJECT_DOCUMENT].count, sizeof *row->cards.items);
    return row;
}

static const struct document *documents_root_of(const struct document *document)
{
    while (document->of != NULL && document->relation != RELATION_NONE)
        document = document->of;
    return document;
}

/* A document, then its revisions, addenda and corrigenda, in the order of the record. */
static void documents_add_family(const struct gather *from, const struct document *root, struct documents_page *page)
{
    struct series_row *row = documents_series_of(from, page, root->group);
    for (const struct object *object = &root->object; object != NULL && row->cards.items != NULL;
         object = object->next) {
        const struct document *document = (const void *)object;
        if (documents_root_of(document) != root)
            continue;
        struct document_card *card = &row->cards.items[row->cards.count++];
        document_card_gather(from, document, card);
        page->documents++;
        *(card->shut ? &page->shut : &page->open) += 1;
        page->released += card->released ? 1 : 0;
    }
}

bool documents_page_gather(const struct gather *from, struct documents_page *page, struct error *error)
{
    const struct object_list *list = &from->state->kinds[OBJECT_DOCUMENT];
    (void)error;
    page->series.items = arena_take_many(from->arena, SERIES_MAX, sizeof *page->series.items);
    for (const struct object *object = list->first; object != NULL && page->series.items != NULL; object = object->next)
        if (documents_root_of((const void *)object) == (const void *)object)
            documents_add_family(from, (const void *)object, page);
    frame_gather(from,
                 PRINT(from->arena, "{0}: {1} open, {2} closed",
                       page_count(from->arena, page->documents, "document", "documents"),
                       page_number(from->arena, page->open), page_number(from->arena, page->shut)),
                 SLICE("/documents"), &page->frame);
    return true;
}
