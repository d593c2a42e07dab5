// SPDX-License-Identifier: Apache-2.0
#include "web/page/comment.h"

#include "campaign/fault.h"
#include "store/comments.h"

static const struct {
    const char *state, *told;
    bool confirm, erase;
} rows[] = {
    { "received",
      "It is kept, locked, and waits for you to confirm it. If you do nothing, it is deleted after three days.", true,
      true },
    { "confirmed", "You have confirmed it. It is published within a minute.", false, true },
    { "held", "You have confirmed it. Somebody looks at it before it is published, for this reason:", false, true },
    { "published", "It is published. Your address has been deleted.", false, true },
    { "refused", "Somebody looked at it, and it was not published. The public log has its hash and this reason:", false,
      false },
    { "struck", "The operator of this site has taken it away. The public log says so, with this reason:", false,
      false },
    { "erased",
      "You have taken it back. Nothing of it is kept here; if it had been published, the public log says that it was "
      "taken back.",
      false, false },
    { "expired", "It was not confirmed in time and has been deleted.", false, false },
};

static void comment_gather_state(const struct gather *from, const struct comment *comment, struct comment_page *page)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (!slice_equal(comment->state, slice_of(rows[i].state)))
            continue;
        page->told = slice_of(rows[i].told);
        page->can_confirm = rows[i].confirm;
        page->can_erase = rows[i].erase;
    }
    page->state = comment->state;
    page->reason = comment->hold_words;
    page->about = comment->about;
    page->conference = comment->conference;
    page->page_path = PRINT(from->arena, "/{0}/comments", comment->conference);
    if (comment->seq >= 0)
        page->entry_path = PRINT(from->arena, "/{0}/public-log/entries/{1}", comment->conference,
                                 page_number(from->arena, (uint64_t)comment->seq));
}

bool comment_page_gather(const struct gather *from, struct comment_page *page, struct error *error)
{
    struct comment comment;
    struct hash hash;
    bool found = false;
    *page = (struct comment_page){ .post_path = PRINT(from->arena, "/comments/{0}", from->code) };
    frame_gather(from, SLICE("Your comment"), SLICE("/comments"), &page->frame);
    page->frame.personal = true;
    page->frame.path = page->post_path;
    page->frame.json = PRINT(from->arena, "{0}.json", page->post_path);
    if (from->campaigns == NULL || !token_hash(from->code, &hash))
        return fail(error, FAULT_COMMENT_UNKNOWN, 0);
    struct driver *const reader = campaign_store_read(from->campaigns, error);
    if (reader == NULL)
        return false;
    bool const read = comment_find(reader, &hash, from->arena, &comment, &found, error);
    campaign_store_read_end(from->campaigns);
    if (!read || !found)
        return read ? fail(error, FAULT_COMMENT_UNKNOWN, 0) : false;
    comment_gather_state(from, &comment, page);
    if (from->problem != NULL) {
        char words[1024];
        struct buffer out = BUFFER(words);
        error_words(from->problem, &out);
        page->problem = arena_copy(from->arena, buffer_slice(&out));
    }
    return true;
}
