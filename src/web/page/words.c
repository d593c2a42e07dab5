// SPDX-License-Identifier: Apache-2.0
#include "web/page/words.h"

#include "web/page/glossary.h"

bool words_page_gather(const struct gather *from, struct words_page *page, struct error *error)
{
    frame_gather(from, SLICE("The words of the field"), SLICE("/words"), &page->frame);
    page->words.items = arena_take_many(from->arena, TERM_COUNT, sizeof *page->words.items);
    if (page->words.items == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("a page"));
    for (; page->words.count < TERM_COUNT; page->words.count++) {
        char memory[64];
        struct buffer anchor = BUFFER(memory);
        glossary_add_anchor(&anchor, (enum term)page->words.count);
        const struct term_row *row = &term_rows[page->words.count];
        page->words.items[page->words.count] = (struct word_line){ slice_of(row->word), slice_of(row->line),
                                                                   arena_copy(from->arena, buffer_slice(&anchor)) };
    }
    return true;
}
