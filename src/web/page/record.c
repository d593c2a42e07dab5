// SPDX-License-Identifier: Apache-2.0
#include "web/page/record.h"

#include "base/hex.h"
#include "record/checkpoint.h"

enum { RECORD_ACTS_A_PAGE = 100, KEY_TEXT_MAX = 512 };

/* Who signed the checkpoint: the log, and witnesses whose keys we may not know. */
static void record_gather_signatures(const struct gather *from, struct record_page *page)
{
    struct checkpoint *checkpoint = arena_take(from->arena, sizeof *checkpoint);
    struct error ignored;
    if (checkpoint == NULL || !checkpoint_parse(from->checkpoint, checkpoint, &ignored))
        return;
    page->signatures.items = arena_take_many(from->arena, checkpoint->note.count, sizeof *page->signatures.items);
    for (size_t i = 0; page->signatures.items != NULL && i < checkpoint->note.count; i++) {
        const struct note_line *line = &checkpoint->note.lines[i];
        char digits[16];
        struct buffer out = BUFFER(digits);
        key_write_id(line->id, &out);
        bool const of_log = note_line_is_of(line, &from->state->log_key);
        page->signatures.items[page->signatures.count++] =
            (struct signature_row){ line->name, arena_copy(from->arena, buffer_slice(&out)), of_log };
        page->cosignatures += of_log ? 0 : 1;
    }
}

static void record_gather_acts(const struct gather *from, struct record_page *page)
{
    uint64_t before = from->state->count, asked = 0;
    if (from->request != NULL && slice_number(request_argument(from->request, "before"), &asked) && asked < before &&
        asked > 0)
        before = asked;
    uint64_t const begin = before > RECORD_ACTS_A_PAGE ? before - RECORD_ACTS_A_PAGE : 0;
    page->acts.items = arena_take_many(from->arena, (size_t)(before - begin), sizeof *page->acts.items);
    for (uint64_t seq = before; seq > begin && page->acts.items != NULL; seq--)
        sentence_gather(from, from->state->entries[seq - 1], &page->acts.items[page->acts.count++]);
    page->first = page_number(from->arena, begin);
    page->last = page_number(from->arena, before - 1);
    if (begin > 0)
        page->older = PRINT(from->arena, "{0}?before={1}", page->frame.path, page->first);
    if (before < from->state->count)
        page->newer = PRINT(from->arena, "{0}?before={1}", page->frame.path,
                            page_number(from->arena, before + RECORD_ACTS_A_PAGE));
}

/* For programs: in the order of the record. */
static void record_gather_part(const struct gather *from, struct record_page *page)
{
    page->acts.items = arena_take_many(from->arena, page->part.count, sizeof *page->acts.items);
    for (size_t i = 0; i < page->part.count && page->acts.items != NULL; i++)
        sentence_gather(from, from->state->entries[page->part.begin + i], &page->acts.items[page->acts.count++]);
}

bool record_page_gather(const struct gather *from, struct record_page *page, struct error *error)
{
    const struct state *state = from->state;
    struct hash root;
    char text[KEY_TEXT_MAX];
    struct buffer key = BUFFER(text);
    frame_gather(from, PRINT(from->arena, "The record has {0}", page_count(from->arena, state->count, "act", "acts")),
                 SLICE("/record"), &page->frame);
    merkle_root(&state->tree, state->count, state->crypto, &root);
    key_write(&state->log_key, &key);
    page->origin = state->origin;
    page->size = state->count;
    page->root = page_hash(from->arena, &root);
    page->genesis = page_hash(from->arena, &state->opened->name);
    page->key = arena_copy(from->arena, buffer_slice(&key));
    page->checkpoint = from->checkpoint;
    page->checkpoint_path = PRINT(from->arena, "/{0}/log/checkpoint", from->name);
    page->key_path = PRINT(from->arena, "/{0}/log/key", from->name);
    page->findings = state->irregularities;
    record_gather_signatures(from, page);
    if (!page_part_gather(from, &page->frame, state->count, &page->part, error))
        return false;
    (page_part_is_wanted(from) ? record_gather_part : record_gather_acts)(from, page);
    return true;
}
