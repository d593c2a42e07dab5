// SPDX-License-Identifier: Apache-2.0
#include "web/page/hook.h"

#include "campaign/follow.h"
#include "store/fault.h"
#include "store/webhooks.h"
#include "web/page/follow.h"

static const struct {
    const char *state, *heading, *means;
} standings[] = {
    { "asked", "Waiting for the answer of your program",
      "It is told nothing before it has answered the challenge. The challenge is sent again for a day." },
    { "following", "Your program is told", "It answered the challenge, and gets each act as it comes." },
    { "ended", "It has ended", "Nothing is sent any more, and the secret is void." },
};

static bool hook_find(const struct gather *from, struct webhook *hook, struct error *error)
{
    struct hash hash;
    if (from->campaigns == NULL || !token_hash(from->code, &hash))
        return fail(error, FAULT_LINK_UNKNOWN, 0);
    struct driver *const reader = campaign_store_read(from->campaigns, error);
    if (reader == NULL)
        return false;
    bool const found = webhook_find(reader, &hash, from->arena, hook, error);
    campaign_store_read_end(from->campaigns);
    return found;
}

bool hook_page_gather(const struct gather *from, struct hook_page *page, struct error *error)
{
    struct webhook hook;
    struct slice heading = SLICE("");
    char words[HOOK_SECRET_TEXT_BYTES];
    struct buffer secret = BUFFER(words);
    if (!hook_find(from, &hook, error))
        return false;
    *page = (struct hook_page){ .state = hook.state,
                                .url = hook.url,
                                .topic = hook.topic,
                                .conference = hook.conference,
                                .reply = hook.reply,
                                .attempts = (unsigned)hook.attempts };
    for (size_t i = 0; i < sizeof standings / sizeof standings[0]; i++)
        if (slice_equal(hook.state, slice_of(standings[i].state))) {
            heading = slice_of(standings[i].heading);
            page->means = slice_of(standings[i].means);
        }
    frame_gather(from, heading, PRINT(from->arena, "/hooks/{0}", from->code), &page->frame);
    page->frame.personal = true;
    page->path = page->frame.path;
    page->problem = follow_problem(from);
    page->ended = slice_equal(hook.state, SLICE("ended"));
    if (!page->ended) {
        hook_write_secret(from->seal, from->code, &secret);
        page->secret = arena_copy(from->arena, buffer_slice(&secret));
    }
    if (hook.attempts > 0 && !page->ended) {
        page->next = page_moment(from->arena, hook.due_at);
        page->next_at = page_instant_of(hook.due_at);
    }
    return true;
}
