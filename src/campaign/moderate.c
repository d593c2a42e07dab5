// SPDX-License-Identifier: Apache-2.0
#include "campaign/moderate.h"

#include "base/utf8.h"
#include "campaign/fault.h"
#include "campaign/similarity.h"
#include "store/comments.h"
#include "store/statistics.h"
#include "store/messages.h"
#include "store/organisers.h"

bool moderate_is_alike(uint64_t a, uint64_t b)
{
    return a != 0 && b != 0 && similarity_is_alike(a, b);
}

static bool moderate_reason_is_good(struct slice why, bool needed, struct error *error)
{
    bool const good = why.length <= MODERATE_REASON_BYTES_MAX && utf8_plain_length(why) == why.length;
    return (good && (why.length > 0 || !needed)) || fail(error, FAULT_HELD_REASON, 0);
}

/* "released message 7", "refused message 7 and 3 like it: advertising". */
static bool moderate_note(const struct organise *by, int64_t campaign, const char *what, uint64_t number, size_t more,
                          struct slice why, struct error *error)
{
    char memory[MODERATE_REASON_BYTES_MAX + 120];
    struct buffer out = BUFFER(memory);
    buffer_add(&out, why.length > 0 ? SLICE("refused ") : SLICE("released "));
    buffer_add_text(&out, what);
    buffer_add_number(&out, number);
    if (more > 0) {
        buffer_add(&out, SLICE(" and "));
        buffer_add_number(&out, more);
        buffer_add(&out, SLICE(" like it"));
    }
    buffer_add(&out, why.length > 0 ? SLICE(": ") : SLICE(""));
    buffer_add(&out, why);
    return audit_add(by->driver, by->now, by->who, campaign, buffer_slice(&out), error);
}

static bool moderate_message(const struct organise *by, int64_t campaign, int64_t id, struct slice why,
                             struct error *error)
{
    struct message message;
    bool found;
    if (!message_of_id(by->driver, id, by->arena, &message, &found, error))
        return false;
    if (!found || message.campaign != campaign)
        return fail(error, FAULT_HELD_UNKNOWN, 0, SLICE("message"));
    return why.length > 0 ? message_refuse(by->driver, id, why, by->now, error)
                          : message_release(by->driver, id, by->now, error);
}

bool moderate_messages(const struct organise *by, int64_t campaign, int64_t message, struct slice why, bool alike,
                       size_t *count, struct error *error)
{
    struct held_list list = { 0 };
    uint64_t similarity = 0;
    *count = 1;
    if (!moderate_reason_is_good(why, false, error) ||
        (alike && !statistics_held(by->driver, campaign, by->arena, &list, error)))
        return false;
    for (size_t i = 0; i < list.count; i++)
        if (list.items[i].id == message)
            similarity = list.items[i].similarity;
    if (!moderate_message(by, campaign, message, why, error))
        return false;
    for (size_t i = 0; i < list.count; i++) {
        if (list.items[i].id == message || !moderate_is_alike(list.items[i].similarity, similarity))
            continue;
        if (!moderate_message(by, campaign, list.items[i].id, why, error))
            return false;
        ++*count;
    }
    return moderate_note(by, campaign, "message ", (uint64_t)message, *count - 1, why, error);
}

static bool moderate_comment(const struct organise *by, int64_t comment, struct slice why, struct error *error)
{
    return why.length > 0 ? comment_refuse(by->driver, comment, why, error)
                          : comment_release(by->driver, comment, error);
}

bool moderate_comments(const struct organise *by, int64_t comment, struct slice why, bool alike, size_t *count,
                       struct error *error)
{
    struct comment *const held = alike ? arena_take_many(by->arena, HELD_SHOWN_MAX, sizeof *held) : NULL;
    struct comment first;
    size_t waiting = 0;
    bool found;
    *count = 1;
    if (alike && held == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("comments"));
    if (!moderate_reason_is_good(why, false, error) ||
        !comment_of_id(by->driver, comment, by->arena, &first, &found, error))
        return false;
    if (!found)
        return fail(error, FAULT_HELD_UNKNOWN, 0, SLICE("comment"));
    if ((held != NULL && !comment_held(by->driver, by->arena, held, HELD_SHOWN_MAX, &waiting, error)) ||
        !moderate_comment(by, comment, why, error))
        return false;
    for (size_t i = 0; i < waiting; i++) {
        if (held[i].id == comment || !slice_equal(held[i].conference, first.conference) ||
            !moderate_is_alike(held[i].similarity, first.similarity))
            continue;
        if (!moderate_comment(by, held[i].id, why, error))
            return false;
        ++*count;
    }
    return moderate_note(by, 0, "comment ", (uint64_t)comment, *count - 1, why, error);
}

bool moderate_strike(const struct organise *by, struct slice conference, uint64_t entry, struct slice why,
                     struct error *error)
{
    struct comment comment;
    bool found;
    if (!moderate_reason_is_good(why, true, error) ||
        !comment_of_entry(by->driver, conference, entry, by->arena, &comment, &found, error))
        return false;
    if (!found)
        return fail(error, FAULT_HELD_UNKNOWN, 0, SLICE("published comment"));
    return comment_strike(by->driver, comment.id, why, error) &&
           moderate_note(by, 0, "the published comment of entry ", entry, 0, why, error);
}
