// SPDX-License-Identifier: Apache-2.0
#include "web/page/texts.h"

#include "rules/instrument.h"
#include "rules/proposal.h"
#include "rules/state.h"

/* Whether a live item would change the provision. */
static bool texts_is_mentioned(const struct state *state, const struct provision *provision)
{
    for (const struct object *object = state->kinds[OBJECT_ITEM].first; object != NULL; object = object->next) {
        const struct item *item = (const void *)object;
        if (item->provision == provision && item_is_live(item) && !item->revised_away)
            return true;
    }
    return false;
}

static void texts_gather_row(const struct gather *from, const struct instrument *instrument, struct instrument_row *row)
{
    *row = (struct instrument_row){ .code = instrument->object.code, .title = instrument->title };
    row->path = page_of_object(from, &instrument->object);
    row->form = text_form_words(instrument);
    row->state = slice_of(instrument_state_name(instrument->state));
    row->base = instrument->base != NULL ? instrument->base->title : SLICE("");
    row->signing = instrument->opened_for_signature != NULL;
    row->signatures_path = PRINT(from->arena, "/{0}/signatures?instrument={1}", from->name, row->code);
    sentence_gather(from, instrument->state_by != NULL ? instrument->state_by : instrument->object.made,
                    &row->state_by);
    row->provisions = instrument->provision_count;
    row->in_brackets = text_in_brackets(instrument);
    for (const struct provision *one = instrument->provisions; one != NULL; one = one->next)
        row->open_changes += one->brackets_open == 0 && texts_is_mentioned(from->state, one) ? 1 : 0;
    row->settled = row->provisions - row->in_brackets - row->open_changes;
    if (row->provisions == 0)
        return;
    row->bracket_width = row->in_brackets * 1000 / row->provisions;
    row->settled_width = row->settled * 1000 / row->provisions;
}

bool texts_page_gather(const struct gather *from, struct texts_page *page, struct error *error)
{
    const struct object_list *list = &from->state->kinds[OBJECT_INSTRUMENT];
    (void)error;
    frame_gather(
        from,
        PRINT(from->arena, "{0}, and how far each has come", page_count(from->arena, list->count, "text", "texts")),
        SLICE("/text"), &page->frame);
    page->list.items = arena_take_many(from->arena, list->count, sizeof *page->list.items);
    for (const struct object *object = list->first; object != NULL && page->list.items != NULL; object = object->next)
        texts_gather_row(from, (const void *)object, &page->list.items[page->list.count++]);
    return true;
}
