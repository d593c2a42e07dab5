// SPDX-License-Identifier: Apache-2.0
#include "store/messages.h"

#include "base/civil.h"
#include "store/fault.h"
#include "store/outbox.h"
#include "store/campaign_sql.h"

enum { EXPIRE_AT_ONCE_MAX = 256, WORDS_BYTES_MAX = 512 };

static const struct {
    enum message_state from;
    enum message_event event;
    enum message_state to;
    const char *words;
} steps[] = {
#define STEP(from, event, to, words) { MESSAGE_##from, MESSAGE_##event, MESSAGE_##to, words },
#include "store/message_step.def"
};

static const char *const state_words[MESSAGE_STATE_COUNT] = {
    [MESSAGE_NONE] = "",           [MESSAGE_RECEIVED] = "received", [MESSAGE_CONFIRMED] = "confirmed",
    [MESSAGE_HELD] = "held",       [MESSAGE_QUEUED] = "queued",     [MESSAGE_WITHDRAWN] = "withdrawn",
    [MESSAGE_REFUSED] = "refused", [MESSAGE_EXPIRED] = "expired",
};

struct slice message_state_word(enum message_state state)
{
    return slice_of(state_words[state]);
}

static enum message_state message_state_of(struct slice word)
{
    for (unsigned i = 0; i < MESSAGE_STATE_COUNT; i++)
        if (slice_equal(word, slice_of(state_words[i])))
            return (enum message_state)i;
    return MESSAGE_NONE;
}

static const char *message_find_step(enum message_state from, enum message_event event, enum message_state *to)
{
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (steps[i].from == from && steps[i].event == event) {
            *to = steps[i].to;
            return steps[i].words;
        }
    *to = MESSAGE_NONE;
    return NULL;
}

enum message_state message_step_to(enum message_state from, enum message_event event)
{
    enum message_state to;
    (void)message_find_step(from, event, &to);
    return to;
}

bool message_add(struct driver *driver, const struct message_new *message, int64_t *id, struct error *error)
{
    struct driver_value const values[] = {
        DRIVER_NUMBER(message->campaign),
        DRIVER_NUMBER(message->contact),
        DRIVER_TEXT(message->place),
        DRIVER_NUMBER(message->received_at),
        DRIVER_BYTES(hash_slice(&message->token_hash)),
        DRIVER_BYTES(hash_slice(&message->address_hash)),
        DRIVER_BYTES(hash_slice(&message->network_hash)),
        DRIVER_NUMBER(message->similarity),
        DRIVER_NUMBER(message->own_percent),
        DRIVER_NUMBER(message->may_ask),
        DRIVER_NUMBER(message->may_quote),
        DRIVER_BYTES(message->sealed),
        DRIVER_TEXT(message->hold_words),
    };
    if (!driver_run(driver, CAMPAIGN_SQL_MESSAGE_ADD, values, 13, error))
        return false;
    *id = driver_added(driver);
    return true;
}

/* Reads the columns of CAMPAIGN_SQL_MESSAGE_FIND and CAMPAIGN_SQL_MESSAGE_OF_ID, which are the same. */
static void message_read(struct driver *driver, unsigned sql, struct arena *arena, struct message *message)
{
    *message = (struct message){
        .id = driver_number(driver, sql, 0),
        .campaign = driver_number(driver, sql, 1),
        .contact = driver_number(driver, sql, 2),
        .place = arena_copy(arena, driver_bytes(driver, sql, 3)),
        .state = message_state_of(driver_bytes(driver, sql, 4)),
        .received_at = driver_number(driver, sql, 5),
        .confirmed_at = driver_number(driver, sql, 6),
        .own_percent = (unsigned)driver_number(driver, sql, 7),
        .may_ask = driver_number(driver, sql, 8) != 0,
        .may_quote = driver_number(driver, sql, 9) != 0,
        .mail = driver_number(driver, sql, 10),
        .hold_words = arena_copy(arena, driver_bytes(driver, sql, 11)),
        .purge_at = driver_number(driver, sql, 12),
        .purged_at = driver_number(driver, sql, 13),
        .answered = arena_copy(arena, driver_bytes(driver, sql, 14)),
        .count_seq = driver_number(driver, sql, 15),
        .receipt = arena_copy(arena, driver_bytes(driver, sql, 16)),
        .shown = arena_copy(arena, driver_bytes(driver, sql, 17)),
    };
}

static bool message_find_by(struct driver *driver, unsigned sql, struct driver_value key, struct arena *arena,
                            struct message *message, bool *found, struct error *error)
{
    *message = (struct message){ 0 };
    if (!driver_find(driver, sql, &key, 1, found, error))
        return false;
    if (*found)
        message_read(driver, sql, arena, message);
    driver_stop(driver, sql);
    return true;
}

bool message_find(struct driver *driver, const struct hash *token_hash, struct arena *arena, struct message *message,
                  bool *found, struct error *error)
{
    return message_find_by(driver, CAMPAIGN_SQL_MESSAGE_FIND, DRIVER_BYTES(hash_slice(token_hash)), arena, message,
                           found, error);
}

bool message_of_id(struct driver *driver, int64_t id, struct arena *arena, struct message *message, bool *found,
                   struct error *error)
{
    return message_find_by(driver, CAMPAIGN_SQL_MESSAGE_OF_ID, DRIVER_NUMBER(id), arena, message, found, error);
}

bool message_sealed(struct driver *driver, int64_t id, struct arena *arena, struct slice *sealed, struct error *error)
{
    struct driver_value const values[] = { DRIVER_NUMBER(id) };
    bool found;
    *sealed = SLICE("");
    if (!driver_find(driver, CAMPAIGN_SQL_MESSAGE_SEALED, values, 1, &found, error))
        return false;
    if (found)
        *sealed = arena_copy(arena, driver_bytes(driver, CAMPAIGN_SQL_MESSAGE_SEALED, 0));
    driver_stop(driver, CAMPAIGN_SQL_MESSAGE_SEALED);
    return true;
}

bool message_log(struct driver *driver, const struct message *message,
                 void (*take)(void *context, const struct message_line *line), void *context, struct error *error)
{
    enum message_state to;
    struct error trouble = { 0 };
    struct driver_value const values[] = { DRIVER_NUMBER(message->id), DRIVER_NUMBER(message->mail),
                                           DRIVER_TEXT(slice_of(mail_step_words(MAIL_NONE, MAIL_QUEUED))) };
    struct message_line line = { message->received_at, SLICE("received"),
                                 slice_of(message_find_step(MESSAGE_NONE, MESSAGE_RECEIVE, &to)) };
    take(context, &line); /* the first line comes from the message itself */
    if (!driver_start(driver, CAMPAIGN_SQL_MESSAGE_LOG, values, 3, error))
        return false;
    while (driver_step(driver, CAMPAIGN_SQL_MESSAGE_LOG, &trouble)) {
        line = (struct message_line){ driver_number(driver, CAMPAIGN_SQL_MESSAGE_LOG, 0),
                                      driver_bytes(driver, CAMPAIGN_SQL_MESSAGE_LOG, 1),
                                      driver_bytes(driver, CAMPAIGN_SQL_MESSAGE_LOG, 2) };
        take(context, &line);
    }
    return trouble.fault == FAULT_NONE || fail_as(error, &trouble);
}

/* --- steps --------------------------------------------------------------------------------------------------------- */

/* What a step needs to know about a message, its contact and its campaign. */
struct standing {
    int64_t id, mail, received_at;
    enum message_state state;
    bool kept, digest, contact_is_good, campaign_is_open, look_at_all;
    char address_memory[320], conference_memory[256], hold_memory[256];
    struct slice address, conference, hold_words;
};

static struct slice message_keep(char *memory, size_t limit, struct slice text)
{
    struct buffer out = { memory, 0, limit, false };
    buffer_add(&out, slice_part(text, 0, limit));
    return buffer_slice(&out);
}

static bool message_read_standing(struct driver *driver, int64_t id, struct standing *standing, struct error *error)
{
    struct driver_value const values[] = { DRIVER_NUMBER(id) };
    unsigned const sql = CAMPAIGN_SQL_MESSAGE_STANDING;
    bool found;
    if (!driver_find(driver, sql, values, 1, &found, error))
        return false;
    if (!found)
        return fail(error, FAULT_MESSAGE_UNKNOWN, 0);
    *standing = (struct standing){
        .id = id,
        .state = message_state_of(driver_bytes(driver, sql, 0)),
        .mail = driver_number(driver, sql, 1),
        .received_at = driver_number(driver, sql, 2),
        .kept = driver_number(driver, sql, 3) != 0,
        .contact_is_good = !slice_equal(driver_bytes(driver, sql, 6), SLICE("replaced")),
        .digest = slice_equal(driver_bytes(driver, sql, 7), SLICE("digest")),
        .campaign_is_open = slice_equal(driver_bytes(driver, sql, 8), SLICE("open")),
        .look_at_all = slice_equal(driver_bytes(driver, sql, 9), SLICE("all")),
    };
    standing->hold_words =
        message_keep(standing->hold_memory, sizeof standing->hold_memory, driver_bytes(driver, sql, 4));
    standing->address =
        message_keep(standing->address_memory, sizeof standing->address_memory, driver_bytes(driver, sql, 5));
    standing->conference =
        message_keep(standing->conference_memory, sizeof standing->conference_memory, driver_bytes(driver, sql, 10));
    driver_stop(driver, sql);
    return true;
}

static bool message_take_step(struct driver *driver, struct standing *standing, enum message_event event,
                              struct slice words, int64_t now, struct error *error)
{
    char memory[WORDS_BYTES_MAX];
    struct buffer said = BUFFER(memory);
    enum message_state to;
    const char *const template = message_find_step(standing->state, event, &to);
    if (template == NULL)
        return fail(error, FAULT_MESSAGE_STEP, 0, slice_of(state_words[standing->state]));
    struct slice const all = slice_of(template);
    size_t const hole = slice_find(all, '{', 0);
    buffer_add(&said, slice_part(all, 0, hole));
    if (hole < all.length)
        buffer_add(&said, slice_part(words, 0, WORDS_BYTES_MAX - all.length));
    struct slice const word = slice_of(state_words[to]);
    struct driver_value const state[] = { DRIVER_NUMBER(standing->id), DRIVER_TEXT(word) };
    struct driver_value const event_row[] = { DRIVER_NUMBER(standing->id), DRIVER_NUMBER(now), DRIVER_TEXT(word),
                                              DRIVER_TEXT(buffer_slice(&said)) };
    standing->state = to;
    return driver_run(driver, CAMPAIGN_SQL_MESSAGE_STATE, state, 2, error) &&
           driver_run(driver, CAMPAIGN_SQL_MESSAGE_EVENT_ADD, event_row, 4, error);
}

/* Deletes the text, the address and everything computed from them. */
static bool message_purge(struct driver *driver, int64_t id, int64_t now, struct error *error)
{
    struct driver_value const values[] = { DRIVER_NUMBER(id), DRIVER_NUMBER(now) };
    return driver_run(driver, CAMPAIGN_SQL_MESSAGE_PURGE, values, 2, error);
}

/* Queues the message and its mail. For a contact who gets a digest, housekeeping makes the mail. */
static bool message_queue(struct driver *driver, struct standing *standing, int64_t now, struct error *error)
{
    int64_t mail = 0;
    if (!message_take_step(driver, standing, MESSAGE_QUEUE, SLICE(""), now, error))
        return false;
    if (standing->digest)
        return true;
    struct mail_new const carrier = {
        .kind = MAIL_KIND_MESSAGE,
        .about = standing->id,
        .conference = standing->conference,
        .address = standing->address,
        .due_at = now,
        .now = now,
    };
    if (!outbox_add(driver, &carrier, &mail, error))
        return false;
    struct driver_value const values[] = { DRIVER_NUMBER(standing->id), DRIVER_NUMBER(mail) };
    return driver_run(driver, CAMPAIGN_SQL_MESSAGE_MAIL, values, 2, error);
}

bool message_confirm(struct driver *driver, int64_t id, int64_t now, struct error *error)
{
    struct standing standing;
    if (!message_read_standing(driver, id, &standing, error))
        return false;
    if (standing.state == MESSAGE_QUEUED || standing.state == MESSAGE_HELD)
        return true; /* confirmed before */
    if (standing.state == MESSAGE_RECEIVED && now - standing.received_at > MESSAGE_CONFIRM_DAYS * DAY_SECONDS)
        return fail(error, FAULT_MESSAGE_STEP, 0, SLICE("expired"));
    if (standing.state == MESSAGE_RECEIVED && !standing.campaign_is_open)
        return fail(error, FAULT_CAMPAIGN_CLOSED, 0);
    if (!message_take_step(driver, &standing, MESSAGE_CONFIRM, SLICE(""), now, error))
        return false;
    struct driver_value const values[] = { DRIVER_NUMBER(id), DRIVER_NUMBER(now) };
    if (!driver_run(driver, CAMPAIGN_SQL_MESSAGE_CONFIRMED, values, 2, error))
        return false;
    struct slice const reason = standing.hold_words.length > 0 ? standing.hold_words
                                : !standing.contact_is_good    ? SLICE("its addressee was replaced")
                                : standing.look_at_all         ? SLICE("the organiser looks at every message")
                                                               : SLICE("");
    return reason.length > 0 ? message_take_step(driver, &standing, MESSAGE_HOLD, reason, now, error)
                             : message_queue(driver, &standing, now, error);
}

bool message_release(struct driver *driver, int64_t id, int64_t now, struct error *error)
{
    struct standing standing;
    return message_read_standing(driver, id, &standing, error) && message_queue(driver, &standing, now, error);
}

bool message_refuse(struct driver *driver, int64_t id, struct slice words, int64_t now, struct error *error)
{
    struct standing standing;
    return message_read_standing(driver, id, &standing, error) &&
           message_take_step(driver, &standing, MESSAGE_REFUSE, words, now, error) &&
           message_purge(driver, id, now, error);
}

/* Cancels the mail if it has not been sent; *done says so. */
static bool message_call_back(struct driver *driver, const struct standing *standing, int64_t now, bool *done,
                              struct error *error)
{
    *done = true;
    return standing->mail == 0 || outbox_cancel(driver, standing->mail, now, done, error);
}

bool message_withdraw(struct driver *driver, int64_t id, int64_t now, struct error *error)
{
    struct standing standing;
    bool done;
    if (!message_read_standing(driver, id, &standing, error))
        return false;
    if (standing.state == MESSAGE_WITHDRAWN)
        return true;
    if (!message_call_back(driver, &standing, now, &done, error))
        return false;
    if (!done)
        return fail(error, FAULT_MESSAGE_STEP, 0, SLICE("sent"));
    return message_take_step(driver, &standing, MESSAGE_WITHDRAW, SLICE(""), now, error) &&
           message_purge(driver, id, now, error);
}

bool message_erase(struct driver *driver, int64_t id, int64_t now, struct error *error)
{
    struct standing standing;
    bool done;
    if (!message_read_standing(driver, id, &standing, error) ||
        !message_call_back(driver, &standing, now, &done, error))
        return false;
    if (done && message_step_to(standing.state, MESSAGE_WITHDRAW) != MESSAGE_NONE &&
        !message_take_step(driver, &standing, MESSAGE_WITHDRAW, SLICE(""), now, error))
        return false;
    return message_purge(driver, id, now, error);
}

bool message_export(struct driver *driver, int64_t id, int64_t now, struct error *error)
{
    struct standing standing;
    int64_t mail;
    if (!message_read_standing(driver, id, &standing, error))
        return false;
    if (!standing.kept)
        return fail(error, FAULT_MESSAGE_GONE, 0);
    struct mail_new const answer = {
        .kind = MAIL_KIND_EXPORT, .about = id, .conference = standing.conference, .due_at = now, .now = now
    };
    return outbox_add(driver, &answer, &mail, error);
}

bool message_answer(struct driver *driver, int64_t id, bool yes, int64_t now, struct error *error)
{
    struct driver_value const values[] = { DRIVER_NUMBER(id), DRIVER_TEXT(yes ? SLICE("yes") : SLICE("no")) };
    (void)now;
    if (!driver_run(driver, CAMPAIGN_SQL_MESSAGE_ANSWER, values, 2, error))
        return false;
    return driver_changed(driver) > 0 || fail(error, FAULT_MESSAGE_ANSWERED, 0);
}

bool message_expire(struct driver *driver, int64_t now, size_t limit, size_t *count, struct error *error)
{
    int64_t ids[EXPIRE_AT_ONCE_MAX];
    size_t found = 0;
    struct error trouble = { 0 };
    if (limit > EXPIRE_AT_ONCE_MAX)
        limit = EXPIRE_AT_ONCE_MAX;
    struct driver_value const values[] = { DRIVER_NUMBER(now - MESSAGE_CONFIRM_DAYS * DAY_SECONDS),
                                           DRIVER_NUMBER(limit) };
    *count = 0;
    if (!driver_start(driver, CAMPAIGN_SQL_MESSAGE_LATE, values, 2, error))
        return false;
    while (found < limit && driver_step(driver, CAMPAIGN_SQL_MESSAGE_LATE, &trouble))
        ids[found++] = driver_number(driver, CAMPAIGN_SQL_MESSAGE_LATE, 0);
    driver_stop(driver, CAMPAIGN_SQL_MESSAGE_LATE);
    for (size_t i = 0; i < found; i++, (*count)++) {
        struct standing standing;
        if (!message_read_standing(driver, ids[i], &standing, error) ||
            !message_take_step(driver, &standing, MESSAGE_EXPIRE, SLICE(""), now, error) ||
            !message_purge(driver, ids[i], now, error))
            return false;
    }
    return trouble.fault == FAULT_NONE || fail_as(error, &trouble);
}

bool message_similarities(struct driver *driver, size_t limit,
                          void (*take)(void *context, int64_t campaign, uint64_t similarity), void *context,
                          struct error *error)
{
    struct driver_value const values[] = { DRIVER_NUMBER(limit) };
    struct error trouble = { 0 };
    if (!driver_start(driver, CAMPAIGN_SQL_MESSAGE_SIMILARITIES, values, 1, error))
        return false;
    while (driver_step(driver, CAMPAIGN_SQL_MESSAGE_SIMILARITIES, &trouble))
        take(context, driver_number(driver, CAMPAIGN_SQL_MESSAGE_SIMILARITIES, 0),
             (uint64_t)driver_number(driver, CAMPAIGN_SQL_MESSAGE_SIMILARITIES, 1));
    return trouble.fault == FAULT_NONE || fail_as(error, &trouble);
}
