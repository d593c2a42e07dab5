// SPDX-License-Identifier: Apache-2.0
#include "web/notifications.h"

#include <pthread.h>
#include <stdlib.h>

#include "rules/topic.h"
#include "store/notifications.h"
#include "store/os.h"
#include "web/page/sentence.h"

enum {
    ARENA_BYTES = 8 << 20,   /* for the sentences of a batch, with statements */
    ONE_BYTES_MAX = 1 << 18, /* for one of them: some copies of the longest act, and its topics */
    READ_AT_ONCE = 64,       /* acts under the room's lock */
    SAID_BYTES_MAX = 300     /* of a statement in a notification; the act's page has the rest */
};

struct notifications {
    struct site *site;
    struct participation *participation;
    pthread_t thread;
    _Atomic bool stopping;
    struct arena arena;
    int64_t next[SITE_ROOMS_MAX]; /* of each conference: its first act without a notification; -1: not known yet */
};

/* One transaction: the acts from `begin` up to `next`. */
struct batch {
    struct slice conference, title;
    struct notification items[NOTIFICATIONS_BATCH];
    size_t count;
    int64_t begin, next;
    bool full;
};

static bool notifications_add_batch(struct campaign_store *campaigns, void *context, struct error *error)
{
    const struct batch *const batch = context;
    struct driver *const driver = campaign_store_writer(campaigns);
    for (size_t i = 0; i < batch->count; i++)
        if (!notification_add(driver, &batch->items[i], error))
            return false;
    return notification_set_next(driver, batch->conference, batch->title, batch->next, error);
}

/* Skips acts that nobody follows. New followers come through the same writer. If one came before this change, the acts are
 * written after all; one who comes later did not ask for them. */
static bool notifications_pass_over(struct campaign_store *campaigns, void *context, struct error *error)
{
    struct batch *const batch = context;
    struct driver *const driver = campaign_store_writer(campaigns);
    bool wanted;
    if (!notification_is_wanted(driver, batch->conference, &wanted, error))
        return false;
    if (wanted)
        batch->next = batch->begin;
    return notification_set_next(driver, batch->conference, batch->title, batch->next, error);
}

/* The beginning of a statement, cut between words. */
static struct slice notifications_said_of(const struct gather *from, const struct sentence *one)
{
    if (one->said.count == 0)
        return SLICE("");
    struct slice const first = one->said.items[0];
    size_t end = first.length;
    if (end > SAID_BYTES_MAX)
        for (end = SAID_BYTES_MAX; end > 0 && first.bytes[end] != ' ';)
            end--;
    bool const whole = end == first.length && one->said.count == 1;
    return PRINT(from->arena, "“{0}{1}”\n", slice_part(first, 0, end), whole ? SLICE("") : SLICE(" …"));
}

/* Sentence, statement, time with basis, and the rule that the act broke: a line each. */
static struct slice notifications_words_of(const struct gather *from, const struct sentence *one)
{
    struct slice const stop = slice_equal(one->stop, SLICE(":")) && one->said.count == 0 ? SLICE(".") : one->stop;
    struct slice const words = PRINT(from->arena, "{0}{1}\n{2}{3}; {4}.", one->words, stop,
                                     notifications_said_of(from, one), one->time, one->basis_words);
    return one->finding.length > 0 ? PRINT(from->arena, "{0} {1} ({2}).", words, one->finding, one->finding_rule)
                                   : words;
}

static void notifications_gather_one(const struct gather *from, const struct entry *entry,
                                     struct notification *notification)
{
    struct sentence one;
    char memory[TOPICS_BYTES_MAX];
    struct buffer topics = BUFFER(memory);
    sentence_gather(from, entry, &one);
    topic_write_all(entry, &topics);
    *notification = (struct notification){ .conference = from->name,
                                           .seq = entry->seq,
                                           .at = from->now,
                                           .type = one.type,
                                           .sentence = notifications_words_of(from, &one),
                                           .path = one.path,
                                           .topics = arena_copy(from->arena, buffer_slice(&topics)) };
}

/* Gathers the next acts under the room's lock, into the arena. */
static void notifications_gather(struct notifications *notifications, struct room *room, struct batch *batch)
{
    int64_t const end = batch->next + READ_AT_ONCE;
    const struct state *const state = room_read(room);
    struct gather const from = {
        .arena = &notifications->arena, .state = state, .name = room_name(room), .now = os_clock_seconds()
    };
    for (; batch->next < state->count && batch->next < end && !batch->full; batch->next++) {
        const struct entry *const entry = state->entries[batch->next];
        if (topic_is_news(entry))
            notifications_gather_one(&from, entry, &batch->items[batch->count++]);
        batch->full = batch->count == NOTIFICATIONS_BATCH || arena_left(&notifications->arena) < ONE_BYTES_MAX;
    }
    room_read_end(room);
}

/* The next act of a conference: where we stopped, or at the very first start the next new one. Also whether anybody follows. */
static bool notifications_look(struct notifications *notifications, struct batch *batch, int64_t *next, bool *wanted,
                               struct error *error)
{
    struct notification_cursor cursor;
    bool found = true;
    struct driver *const reader = campaign_store_read(notifications->participation->store, error);
    if (reader == NULL)
        return false;
    bool const good =
        notification_is_wanted(reader, batch->conference, wanted, error) &&
        (*next >= 0 || notification_cursor(reader, batch->conference, &notifications->arena, &cursor, &found, error));
    campaign_store_read_end(notifications->participation->store);
    if (good && *next < 0 && found)
        *next = cursor.next;
    return good;
}

static struct slice notifications_title(struct room *room, struct arena *arena)
{
    const struct state *const state = room_read(room);
    struct slice const title = arena_copy(arena, act_value(&state->opened->act, FIELD_TITLE));
    room_read_end(room);
    return title;
}

/* Writes the next batch of a conference. True if it was full: the next one is due at once. */
static bool notifications_write_some(struct notifications *notifications, size_t index)
{
    struct room *const room = site_room(notifications->site, index);
    struct error error;
    bool wanted;
    uint32_t const count = room_count(room);
    int64_t next = notifications->next[index];
    if (count == 0 || next == count)
        return false;
    notifications->arena.used = 0;
    struct batch *const batch = arena_take(&notifications->arena, sizeof *batch);
    if (batch == NULL)
        return false;
    batch->conference = room_name(room);
    if (!notifications_look(notifications, batch, &next, &wanted, &error))
        return false;
    batch->title = notifications_title(room, &notifications->arena);
    batch->begin = next >= 0 ? next : count;
    batch->next = wanted ? batch->begin : count;
    if (wanted)
        do
            notifications_gather(notifications, room, batch);
        while (!batch->full && batch->next < room_count(room));
    if (!write_queue_do(notifications->participation->write_queue,
                        wanted ? notifications_add_batch : notifications_pass_over, batch, &error))
        return false;
    notifications->next[index] = batch->next;
    return batch->full;
}

static void *notifications_run(void *context)
{
    struct notifications *const notifications = context;
    while (!notifications->stopping) {
        bool full = false;
        for (size_t i = 0; i < site_count(notifications->site) && i < SITE_ROOMS_MAX && !notifications->stopping; i++)
            full |= notifications_write_some(notifications, i);
        if (!full)
            os_sleep_ms(NOTIFICATIONS_PAUSE_MS);
    }
    return NULL;
}

struct notifications *notifications_start(struct site *site, struct participation *participation, struct error *error)
{
    struct notifications *const notifications = calloc(1, sizeof *notifications);
    if (notifications != NULL && os_reserve(ARENA_BYTES, &notifications->arena, error)) {
        notifications->site = site;
        notifications->participation = participation;
        for (size_t i = 0; i < SITE_ROOMS_MAX; i++)
            notifications->next[i] = -1;
        if (pthread_create(&notifications->thread, NULL, notifications_run, notifications) == 0)
            return notifications;
        os_release(&notifications->arena);
    }
    free(notifications);
    fail(error, FAULT_MEMORY, 0, SLICE("notices"));
    return NULL;
}

void notifications_stop(struct notifications *notifications)
{
    if (notifications == NULL)
        return;
    notifications->stopping = true;
    pthread_join(notifications->thread, NULL);
    os_release(&notifications->arena);
    free(notifications);
}
