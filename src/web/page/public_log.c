// SPDX-License-Identifier: Apache-2.0
#include "web/page/public_log.h"

#include "base/limits.h"
#include "campaign/public_log.h"

/* The lines of the entry; as many as fit. */
static struct slice public_log_entry_text(const struct gather *from, struct log *log, uint64_t seq)
{
    char *const bytes = arena_take_unset(from->arena, ACT_BYTES_MAX);
    struct buffer out = { bytes, 0, bytes != NULL ? ACT_BYTES_MAX : 0, false };
    return log_write_entry(log, seq, &out) ? buffer_slice(&out) : SLICE("");
}

static void public_log_add_row(const struct gather *from, struct log *log, uint64_t seq, struct public_log_page *page)
{
    struct slice const number = page_number(from->arena, seq);
    page->rows.items[page->rows.count++] =
        (struct public_log_row){ seq, PRINT(from->arena, "{0}/entries/{1}", page->frame.path, number),
                                 PRINT(from->arena, "{0}/proof/{1}", page->frame.path, number),
                                 public_log_entry_text(from, log, seq) };
}

/* Newest first; for programs in log order, in parts. */
static bool public_log_gather_rows(const struct gather *from, struct log *log, struct public_log_page *page,
                                   struct error *error)
{
    uint64_t before = page->size, wanted;
    if (!page_part_gather(from, &page->frame, page->size, &page->part, error))
        return false;
    bool const part = page_part_is_wanted(from);
    if (slice_number(page_said(from, "before"), &wanted) && wanted < page->size)
        before = wanted;
    uint64_t const begin = before > PUBLIC_LOG_ENTRIES_A_PAGE ? before - PUBLIC_LOG_ENTRIES_A_PAGE : 0;
    page->rows.items =
        arena_take_many(from->arena, part ? page->part.count : PUBLIC_LOG_ENTRIES_A_PAGE, sizeof *page->rows.items);
    if (page->rows.items == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("the page"));
    for (size_t i = 0; part && i < page->part.count; i++)
        public_log_add_row(from, log, page->part.begin + i, page);
    for (uint64_t seq = before; !part && seq > begin; seq--)
        public_log_add_row(from, log, seq - 1, page);
    if (begin > 0)
        page->older = PRINT(from->arena, "{0}?before={1}", page->frame.path, page_number(from->arena, begin));
    return true;
}

bool public_log_page_gather(const struct gather *from, struct public_log_page *page, struct error *error)
{
    char memory[LOG_CHECKPOINT_BYTES_MAX];
    struct buffer note = BUFFER(memory);
    struct public_log *const public_log = public_log_writer_find(from->public_logs, from->name, error);
    if (public_log == NULL)
        return false;
    struct log *const log = public_log_log(public_log);
    uint64_t const size = log_size(log);
    *page = (struct public_log_page){ .key = log_key_text(log),
                                      .comments_path = PRINT(from->arena, "/{0}/comments", from->name) };
    frame_gather(from, PRINT(from->arena, "The public log has {0}", page_count(from->arena, size, "entry", "entries")),
                 SLICE("/public-log"), &page->frame);
    page->frame.about = SLICE("none"); /* its entries are not acts: there are no live events for them */
    page->size = size;
    log_checkpoint(log, &note);
    page->checkpoint = arena_copy(from->arena, buffer_slice(&note));
    return public_log_gather_rows(from, log, page, error);
}
