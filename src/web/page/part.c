// SPDX-License-Identifier: Apache-2.0
#include "web/page/part.h"

#include "web/fault.h"

enum { ADDRESS_BYTES_MAX = 4096 };

bool page_part_is_wanted(const struct gather *from)
{
    return from->request != NULL && from->request->json;
}

bool page_is_data(const struct gather *from)
{
    return from->request != NULL && (from->request->json || from->request->csv);
}

/* Reads an argument of at least `least`; leaves `number` unchanged if it is absent. */
static bool part_read_argument(const struct gather *from, const char *name, uint64_t least, uint64_t *number,
                               struct error *error)
{
    struct slice const said = request_argument(from->request, name);
    if (said.length > 0 && (!slice_number(said, number) || *number < least))
        return fail(error, FAULT_ARGUMENT_NUMBER, 0, slice_of(name), said);
    return true;
}

/* The same address with another ?after=. */
static struct slice part_next_address(const struct gather *from, const struct frame *frame, size_t last)
{
    const struct request *const request = from->request;
    char words[ADDRESS_BYTES_MAX];
    struct buffer out = BUFFER(words);
    buffer_add(&out, frame->json);
    buffer_add(&out, SLICE("?after="));
    buffer_add_number(&out, last);
    for (size_t i = 0; i < request->argument_count; i++) {
        if (slice_equal(request->names[i], SLICE("after")))
            continue;
        buffer_add_byte(&out, '&');
        html_segment(&out, request->names[i]);
        buffer_add_byte(&out, '=');
        html_segment(&out, request->values[i]);
    }
    return out.full ? SLICE("") : arena_copy(from->arena, buffer_slice(&out));
}

bool page_part_gather(const struct gather *from, const struct frame *frame, size_t total, struct page_part *part,
                      struct error *error)
{
    uint64_t limit = PART_ITEMS_MAX, after = UINT64_MAX;
    *part = (struct page_part){ .count = total, .total = total };
    if (!page_part_is_wanted(from))
        return true;
    if (!part_read_argument(from, "limit", 1, &limit, error) || !part_read_argument(from, "after", 0, &after, error))
        return false;
    limit = limit < PART_ITEMS_MAX ? limit : PART_ITEMS_MAX;
    part->limit = (unsigned)limit;
    part->begin = after + 1 < total ? (size_t)(after + 1) : total; /* 0 without ?after= */
    part->count = total - part->begin < limit ? total - part->begin : (size_t)limit;
    if (part->begin + part->count < total)
        part->next = part_next_address(from, frame, part->begin + part->count - 1);
    /* Without an address this would look like the last part. */
    return part->begin + part->count >= total || part->next.length > 0 ||
           fail(error, FAULT_URL_LONG, 0, SLICE("list of arguments"));
}
