// SPDX-License-Identifier: Apache-2.0
#include "web/page/following.h"

#include "store/fault.h"
#include "store/followers.h"
#include "store/sealed.h"
#include "web/page/follow.h"
#include "web/page/topic.h"

static const struct {
    const char *state, *heading, *means;
} standings[] = {
    { "asked", "Do you want to be told?", "Mails come when you press the button, and not before." },
    { "following", "You will be told", "This is what you follow, and how often it comes." },
    { "ended", "It has ended", "No mail of this comes any more, and your address has been deleted." },
};

/* The topic, with its current name and page. */
static void following_gather_topic(const struct gather *from, const struct follower *follower,
                                   struct following_page *page)
{
    struct room *const room = site_find(from->site, follower->conference);
    struct topic topic;
    page->words = follower->topic;
    if (room == NULL || room_count(room) == 0)
        return;
    struct gather at = *from;
    at.state = room_read(room);
    at.name = room_name(room);
    struct slice const title = act_value(&at.state->opened->act, FIELD_TITLE);
    if (topic_find(&at, follower->topic, &topic, NULL)) {
        struct slice const words = topic_words(&at, &topic);
        page->words = words.length > 0 ? PRINT(from->arena, "{0} ({1})", words, title) : arena_copy(from->arena, title);
        page->topic_path = topic_page(&at, &topic);
    }
    room_read_end(room);
}

static bool following_find_subscription(const struct gather *from, struct follower *follower, struct error *error)
{
    struct hash hash;
    if (from->campaigns == NULL || !token_hash(from->code, &hash))
        return fail(error, FAULT_LINK_UNKNOWN, 0);
    struct driver *const reader = campaign_store_read(from->campaigns, error);
    if (reader == NULL)
        return false;
    bool const found = follower_find(reader, &hash, from->now, from->arena, follower, error);
    campaign_store_read_end(from->campaigns);
    return found;
}

bool following_page_gather(const struct gather *from, struct following_page *page, struct error *error)
{
    struct follower follower;
    struct slice heading = SLICE("");
    if (!following_find_subscription(from, &follower, error))
        return false;
    *page = (struct following_page){ .state = follower.state,
                                     .pace = follower.pace,
                                     .topic = follower.topic,
                                     .conference = follower.conference,
                                     .demo = from->demo };
    for (size_t i = 0; i < sizeof standings / sizeof standings[0]; i++)
        if (slice_equal(follower.state, slice_of(standings[i].state))) {
            heading = slice_of(standings[i].heading);
            page->means = slice_of(standings[i].means);
        }
    frame_gather(from, heading, PRINT(from->arena, "/follow/{0}", from->code), &page->frame);
    page->frame.personal = true;
    page->path = page->frame.path;
    page->problem = follow_problem(from);
    page->asked = slice_equal(follower.state, SLICE("asked"));
    page->is_following = slice_equal(follower.state, SLICE("following"));
    page->ended = slice_equal(follower.state, SLICE("ended"));
    page->once = slice_equal(follower.pace, SLICE("once"));
    page->daily = slice_equal(follower.pace, SLICE("daily"));
    page->weekly = slice_equal(follower.pace, SLICE("weekly"));
    page->pace_words = page->once    ? SLICE("at once, when it happens")
                       : page->daily ? SLICE("once a day, when anything happened")
                                     : SLICE("once a week, on Monday, when anything happened");
    if (page->is_following && follower.due_at > 0) {
        page->next = page_moment(from->arena, follower.due_at);
        page->next_at = page_instant_of(follower.due_at);
    }
    following_gather_topic(from, &follower, page);
    return true;
}
