// SPDX-License-Identifier: Apache-2.0
#include "mail/notify.h"

#include <sodium.h>
#include <stdlib.h>

#include "base/limits.h"
#include "rules/topic.h"
#include "store/fault.h"
#include "store/fields.h"
#include "store/followers.h"
#include "store/notifications.h"
#include "store/os.h"
#include "store/outbox.h"
#include "store/campaign_store.h"
#include "store/webhooks.h"

enum {
    ARENA_BYTES = 8 << 20,
    NOTIFICATIONS_READ_MAX = 100, /* at a time */
    SUBJECT_BYTES_MAX = 160,
    LIST_BYTES_MAX = 131072, /* NOTIFY_ACTS_MAX sentences of about 2 KiB each */
    TEXT_BYTES_MAX = LIST_BYTES_MAX + 8192
};

/* The acts of a topic after one act, for all followers who have been told up to it. */
struct digest {
    int64_t after, to;
    unsigned count; /* acts, also those beyond NOTIFY_ACTS_MAX */
    struct buffer list, subject;
    char list_bytes[LIST_BYTES_MAX], subject_bytes[SUBJECT_BYTES_MAX];
};

struct notify {
    struct campaign_store *campaigns;
    struct notify_options options;
    struct arena arena;
    unsigned batches; /* left in this turn */
    struct digest digest;
    char topic[TOPIC_BYTES_MAX];
    char text[TEXT_BYTES_MAX], payload[TEXT_BYTES_MAX + 4096];
};

/* One topic of a conference, for one pace. */
struct round {
    struct slice conference, title, topic, pace;
    int64_t after, to; /* acts after `after`, up to `to` */
    int64_t told_to;   /* followers who were told up to here are left out */
    int64_t now;
};

struct notify *notify_open(struct campaign_store *campaigns, const struct notify_options *options, struct error *error)
{
    struct notify *const notify = calloc(1, sizeof *notify);
    if (notify == NULL || !os_reserve(ARENA_BYTES, &notify->arena, error)) {
        free(notify);
        fail(error, FAULT_MEMORY, 0, SLICE("notices"));
        return NULL;
    }
    notify->campaigns = campaigns;
    notify->options = *options;
    return notify;
}

void notify_close(struct notify *notify)
{
    if (notify == NULL)
        return;
    os_release(&notify->arena);
    sodium_memzero(notify->payload, sizeof notify->payload);
    free(notify);
}

/* --- text ---------------------------------------------------------------------------------------------------------- */

/* The first line, shortened between words. */
static void notify_write_subject(struct slice sentence, struct buffer *out)
{
    struct slice const line = slice_part(sentence, 0, slice_find(sentence, '\n', 0));
    size_t end = line.length;
    if (end > SUBJECT_BYTES_MAX - 8) {
        for (end = SUBJECT_BYTES_MAX - 8; end > 0 && line.bytes[end] != ' ';)
            end--;
    }
    buffer_clear(out);
    buffer_add(out, slice_part(line, 0, end));
    if (end < line.length)
        buffer_add(out, SLICE(" …"));
}

static void notify_add_act(struct notify *notify, const struct notification *notification)
{
    struct digest *const digest = &notify->digest;
    digest->count++;
    if (digest->count == 1)
        notify_write_subject(notification->sentence, &digest->subject);
    if (digest->count > NOTIFY_ACTS_MAX)
        return;
    buffer_add(&digest->list, notification->sentence);
    buffer_add_byte(&digest->list, '\n');
    buffer_add(&digest->list, notify->options.address);
    buffer_add(&digest->list, notification->path);
    buffer_add(&digest->list, SLICE("\n\n"));
}

/* Reads the acts in pieces, so that memory does not grow with their number. */
static bool notify_gather(struct notify *notify, struct driver *driver, const struct round *round, int64_t after,
                          struct error *error)
{
    struct digest *const digest = &notify->digest;
    size_t const mark = notify->arena.used;
    digest->after = after;
    digest->to = round->to;
    digest->count = 0;
    digest->list = BUFFER(digest->list_bytes);
    digest->subject = BUFFER(digest->subject_bytes);
    size_t count = 1;
    for (int64_t at = after; count > 0 && at < round->to;) {
        struct notification *const rows = arena_take_many(&notify->arena, NOTIFICATIONS_READ_MAX, sizeof *rows);
        if (rows == NULL || !notifications_after(driver, round->conference, at, rows, NOTIFICATIONS_READ_MAX,
                                                 &notify->arena, &count, error))
            return rows != NULL ? false : fail(error, FAULT_MEMORY, 0, SLICE("notices"));
        for (size_t i = 0; i < count && rows[i].seq <= round->to; i++)
            if (topic_is_among(rows[i].topics, round->topic))
                notify_add_act(notify, &rows[i]);
        if (count > 0)
            at = rows[count - 1].seq;
        notify->arena.used = mark;
    }
    return true;
}

static void notify_add_lines(struct buffer *out, const struct slice *lines, size_t count)
{
    for (size_t i = 0; i < count; i++)
        buffer_add(out, lines[i]);
}
#define ADD(out, ...)                                            \
    notify_add_lines(out, (const struct slice[]){ __VA_ARGS__ }, \
                     sizeof((const struct slice[]){ __VA_ARGS__ }) / sizeof(struct slice))

static struct slice notify_pace_words(struct slice pace)
{
    return slice_equal(pace, SLICE("daily"))    ? SLICE("once a day")
           : slice_equal(pace, SLICE("weekly")) ? SLICE("once a week")
                                                : SLICE("at once");
}

/* The text of a mail: what is followed, what happened, how to change or end it. */
static void notify_write_text(struct notify *notify, const struct round *round, struct slice words, struct slice token,
                              struct buffer *out)
{
    const struct digest *const digest = &notify->digest;
    struct slice const address = notify->options.address;
    char digits[24];
    struct buffer rest = BUFFER(digits);
    ADD(out, round->title, SLICE("\n"));
    if (words.length > 0)
        ADD(out, SLICE("You follow: "), words, SLICE("\n"));
    ADD(out, SLICE("\n"), buffer_slice(&digest->list));
    if (digest->count > NOTIFY_ACTS_MAX) {
        buffer_add_number(&rest, digest->count - NOTIFY_ACTS_MAX);
        ADD(out, SLICE("And "), buffer_slice(&rest), SLICE(" more: "), address, SLICE("/"), round->conference,
            SLICE("/timeline\n\n"));
    }
    ADD(out, SLICE("-- \nThis was asked for at "), address, SLICE("; it comes "), notify_pace_words(round->pace),
        SLICE(".\nChange how often, or end it: "), address, SLICE("/follow/"), token, SLICE("\n"));
}

static void notify_write_payload(struct notify *notify, const struct round *round, struct slice opened,
                                 struct buffer *out)
{
    const struct digest *const digest = &notify->digest;
    struct slice const words = fields_get(opened, "words"), token = fields_get(opened, "token");
    char subject[SUBJECT_BYTES_MAX + 64], unsubscribe[512];
    struct buffer text = BUFFER(notify->text), line = BUFFER(subject), end = BUFFER(unsubscribe);
    notify_write_text(notify, round, words, token, &text);
    if (digest->count == 1) {
        buffer_add(&line, buffer_slice(&digest->subject));
    } else {
        buffer_add_number(&line, digest->count);
        buffer_add(&line, SLICE(" new acts"));
        struct slice const of = words.length > 0 ? words : round->title;
        if (of.length < SUBJECT_BYTES_MAX)
            ADD(&line, SLICE(": "), of);
    }
    ADD(&end, notify->options.address, SLICE("/follow/"), token, SLICE("/end"));
    fields_add(out, "email", fields_get(opened, "email"));
    fields_add(out, "subject", buffer_slice(&line));
    fields_add(out, "text", buffer_slice(&text));
    fields_add(out, "unsubscribe", buffer_slice(&end));
}

/* --- followers ----------------------------------------------------------------------------------------------------- */

/* Queues one follower's mail. A follower whose address cannot be opened is skipped. */
static bool notify_queue_mail(struct notify *notify, struct driver *driver, const struct round *round,
                              const struct follower *follower, struct error *error)
{
    size_t const mark = notify->arena.used;
    struct slice opened, sealed;
    int64_t id;
    struct buffer payload = BUFFER(notify->payload);
    if (!sealed_open(notify->options.key, follower->sealed, &notify->arena, &opened, error))
        return error->fault == FAULT_SEALED;
    notify_write_payload(notify, round, opened, &payload);
    struct slice const address = fields_get(opened, "email");
    bool good =
        !payload.full && sealed_close(notify->options.seal, buffer_slice(&payload), &notify->arena, &sealed, error);
    if (good) {
        struct mail_new const mail = { .kind = MAIL_KIND_NOTIFICATION,
                                       .about = follower->id,
                                       .conference = round->conference,
                                       .address = address,
                                       .sealed = sealed,
                                       .due_at = round->now,
                                       .now = round->now };
        good = outbox_add(driver, &mail, &id, error);
    }
    notify->arena.used = mark;
    return good;
}

/* Handles the next NOTIFY_BATCH followers in one transaction; *count is their number. */
static bool notify_tell_batch(struct notify *notify, struct driver *driver, const struct round *round, size_t *count,
                              struct error *error)
{
    struct follower const begin = {
        .conference = round->conference, .topic = round->topic, .pace = round->pace, .seen_seq = INT64_MIN
    };
    struct follower *const rows = arena_take_many(&notify->arena, NOTIFY_BATCH, sizeof *rows);
    if (rows == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("followers"));
    if (!followers_due(driver, &begin, round->told_to, round->now, rows, NOTIFY_BATCH, &notify->arena, count, error))
        return false;
    for (size_t i = 0; i < *count; i++) {
        int64_t const after = rows[i].seen_seq > round->after ? rows[i].seen_seq : round->after;
        if ((i == 0 || notify->digest.after != after) && !notify_gather(notify, driver, round, after, error))
            return false;
        if (notify->digest.count > 0 && !notify_queue_mail(notify, driver, round, &rows[i], error))
            return false;
        int64_t const seen = round->to > rows[i].seen_seq ? round->to : rows[i].seen_seq;
        if (!follower_set_seen(driver, rows[i].id, seen, pace_due_at(round->pace, round->now), error))
            return false;
    }
    return true;
}

/* Handles all due followers of a topic, or as many as this turn allows. */
static bool notify_tell_topic(struct notify *notify, const struct round *round, struct error *error)
{
    size_t count = NOTIFY_BATCH;
    while (count == NOTIFY_BATCH && notify->batches > 0) {
        size_t const mark = notify->arena.used;
        struct driver *const writer = campaign_store_begin(notify->campaigns, error);
        if (writer == NULL)
            return false;
        if (!notify_tell_batch(notify, writer, round, &count, error)) {
            campaign_store_rollback(notify->campaigns);
            return false;
        }
        if (!campaign_store_commit(notify->campaigns, error))
            return false;
        notify->arena.used = mark;
        if (count == NOTIFY_BATCH)
            notify->batches--;
    }
    return true;
}

/* --- turns --------------------------------------------------------------------------------------------------------- */

/* Whether any act of the round concerns its topic. */
static bool notify_is_concerned(struct notify *notify, const struct round *round, bool *concerned, struct error *error)
{
    struct driver *const reader = campaign_store_read(notify->campaigns, error);
    bool const good = reader != NULL && notify_gather(notify, reader, round, round->after, error);
    *concerned = notify->digest.count > 0;
    if (reader != NULL)
        campaign_store_read_end(notify->campaigns);
    return good;
}

/* Moves the round to the next topic that has followers. */
static bool notify_find_topic(struct notify *notify, struct round *round, bool first, bool *found, struct error *error)
{
    struct slice topic = SLICE("");
    size_t const mark = notify->arena.used;
    struct buffer kept = BUFFER(notify->topic);
    struct driver *const reader = campaign_store_read(notify->campaigns, error);
    bool const good = reader != NULL && follower_topic_after(reader, round->conference, round->topic, first,
                                                             &notify->arena, &topic, found, error);
    if (reader != NULL)
        campaign_store_read_end(notify->campaigns);
    buffer_add(&kept, topic);
    round->topic = buffer_slice(&kept);
    notify->arena.used = mark;
    return good;
}

/* Goes through all topics that have followers. */
static bool notify_tell_all(struct notify *notify, struct round *round, bool at_once, struct error *error)
{
    bool found = true;
    for (bool first = true; notify->batches > 0; first = false) {
        if (!notify_find_topic(notify, round, first, &found, error))
            return false;
        if (!found)
            return true;
        bool concerned = true;
        if (at_once && !notify_is_concerned(notify, round, &concerned, error))
            return false;
        if (concerned && !notify_tell_topic(notify, round, error))
            return false;
    }
    return true;
}

static bool notify_set_told(struct notify *notify, const struct round *round, struct error *error)
{
    struct driver *const writer = campaign_store_begin(notify->campaigns, error);
    if (writer == NULL)
        return false;
    if (!notification_set_told(writer, round->conference, round->to, error)) {
        campaign_store_rollback(notify->campaigns);
        return false;
    }
    return campaign_store_commit(notify->campaigns, error);
}

/* Reads up to which act followers were told, and since when the next one waits. */
static bool notify_read_round(struct notify *notify, struct slice conference, struct round *round, int64_t *since,
                              bool *any_due, struct error *error)
{
    struct notification_cursor cursor;
    bool found;
    struct driver *const reader = campaign_store_read(notify->campaigns, error);
    if (reader == NULL)
        return false;
    bool const good = notification_cursor(reader, conference, &notify->arena, &cursor, &found, error) &&
                      notification_last(reader, conference, &round->to, error) &&
                      notification_waiting_since(reader, conference, cursor.told, since, error) &&
                      followers_any_due(reader, round->now, any_due, error);
    campaign_store_read_end(notify->campaigns);
    round->conference = conference;
    round->title = cursor.title;
    round->after = cursor.told;
    return good;
}

static bool notify_tell_conference(struct notify *notify, struct slice conference, int64_t now, struct error *error)
{
    static const char *const digests[] = { "daily", "weekly" };
    struct round round = { .now = now };
    int64_t since = 0;
    bool any_due = false;
    if (!notify_read_round(notify, conference, &round, &since, &any_due, error))
        return false;
    if (since > 0 && now - since >= notify->options.gather_seconds) {
        round.pace = SLICE("once");
        round.told_to = round.to;
        if (!notify_tell_all(notify, &round, true, error) ||
            (notify->batches > 0 && !notify_set_told(notify, &round, error)))
            return false;
    }
    for (size_t i = 0; any_due && i < sizeof digests / sizeof digests[0]; i++) {
        round.pace = slice_of(digests[i]);
        round.after = -1;
        round.told_to = INT64_MAX;
        round.topic = SLICE("");
        if (!notify_tell_all(notify, &round, false, error))
            return false;
    }
    return true;
}

bool notify_turn(struct notify *notify, int64_t now, bool *more, struct error *error)
{
    char name[CODE_BYTES_MAX + 1];
    struct buffer last = BUFFER(name);
    notify->batches = NOTIFY_BATCHES_MAX;
    for (bool going = true; going && notify->batches > 0;) {
        notify->arena.used = 0;
        struct slice conference = SLICE("");
        struct driver *const reader = campaign_store_read(notify->campaigns, error);
        bool good = reader != NULL &&
                    notification_conference_after(reader, buffer_slice(&last), &notify->arena, &conference, error);
        if (reader != NULL)
            campaign_store_read_end(notify->campaigns);
        going = conference.length > 0;
        if (good && going)
            good = notify_tell_conference(notify, conference, now, error);
        if (!good)
            return false;
        buffer_clear(&last);
        buffer_add(&last, conference);
    }
    *more = notify->batches == 0;
    return true;
}

bool notify_purge(struct notify *notify, int64_t now, struct error *error)
{
    struct driver *const writer = campaign_store_begin(notify->campaigns, error);
    if (writer == NULL)
        return false;
    if (!followers_expire(writer, now, error) || !notifications_purge(writer, now - NOTIFICATION_KEPT_SECONDS, error) ||
        !webhooks_purge(writer, now - NOTIFICATION_KEPT_SECONDS, error)) {
        campaign_store_rollback(notify->campaigns);
        return false;
    }
    return campaign_store_commit(notify->campaigns, error);
}
