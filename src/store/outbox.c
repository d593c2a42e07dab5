// SPDX-License-Identifier: Apache-2.0
#include "store/outbox.h"

#include "base/civil.h"
#include "store/campaign_sql.h"
#include "store/fault.h"

enum {
    MESSAGE_ID_BYTES_MAX = 320,
    DOMAIN_BYTES_MAX = 320,
    CLAIM_MAX = 1024,
    RETURN_DAYS = 5 /* a relay may try this long (RFC 5321, 4.5.4.1) before it reports a failure */
};

/* --- words --------------------------------------------------------------------------------------------------------- */

static const struct slice kind_words[] = {
#define KIND(id, word) { word, sizeof(word) - 1 },
    MAIL_KINDS(KIND)
#undef KIND
};

static const struct slice state_words[] = {
    { "none", 4 },     { "queued", 6 },  { "sending", 7 },   { "accepted", 8 },
    { "deferred", 8 }, { "bounced", 7 }, { "cancelled", 9 },
};

static const struct {
    enum mail_state from, to;
    const char *words;
} steps[] = {
#define STEP(from, to, words) { MAIL_##from, MAIL_##to, words },
#include "store/mail_step.def"
};

struct slice mail_kind_word(enum mail_kind kind)
{
    return kind_words[kind];
}

struct slice mail_state_word(enum mail_state state)
{
    return state_words[state];
}

static enum mail_kind outbox_kind_of(struct slice word)
{
    unsigned kind = 0;
    while (kind < MAIL_KIND_COUNT && !slice_equal(kind_words[kind], word))
        kind++;
    return (enum mail_kind)kind;
}

enum mail_state mail_state_of(struct slice word)
{
    unsigned state = MAIL_STATE_COUNT - 1;
    while (state > 0 && !slice_equal(state_words[state], word))
        state--;
    return (enum mail_state)state;
}

const char *mail_step_words(enum mail_state from, enum mail_state to)
{
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (steps[i].from == from && steps[i].to == to)
            return steps[i].words;
    return NULL;
}

/* --- adding and logging -------------------------------------------------------------------------------------------- */

static bool outbox_add_event(struct driver *driver, int64_t id, enum mail_state state, struct slice words, int64_t now,
                             struct error *error)
{
    struct driver_value const values[] = { DRIVER_NUMBER(id), DRIVER_NUMBER(now), DRIVER_TEXT(mail_state_word(state)),
                                           DRIVER_TEXT(words) };
    return driver_run(driver, CAMPAIGN_SQL_MAIL_EVENT_ADD, values, 4, error);
}

bool outbox_add(struct driver *driver, const struct mail_new *mail, int64_t *id, struct error *error)
{
    char memory[DOMAIN_BYTES_MAX];
    struct buffer domain = BUFFER(memory);
    size_t at = mail->address.length;
    while (at > 0 && mail->address.bytes[at - 1] != '@')
        at--;
    for (size_t i = at; at > 0 && i < mail->address.length; i++)
        buffer_add_byte(&domain, ascii_lower(mail->address.bytes[i]));
    struct driver_value const values[] = {
        DRIVER_TEXT(mail_kind_word(mail->kind)),
        DRIVER_NUMBER(mail->about),
        DRIVER_TEXT(mail->conference),
        DRIVER_TEXT(buffer_slice(&domain)),
        mail->sealed.length > 0 ? DRIVER_BYTES(mail->sealed) : DRIVER_NULL,
        DRIVER_NUMBER(mail->due_at),
        DRIVER_NUMBER(mail->now),
    };
    if (!driver_run(driver, CAMPAIGN_SQL_MAIL_ADD, values, 7, error))
        return false;
    *id = driver_added(driver);
    return true;
}

bool outbox_note(struct driver *driver, int64_t id, struct slice words, int64_t now, struct error *error)
{
    enum mail_state state;
    return outbox_state(driver, id, &state, error) && outbox_add_event(driver, id, state, words, now, error);
}

struct about {
    enum mail_state state;
    enum mail_kind kind;
    int64_t about;
};

static bool outbox_read_about(struct driver *driver, int64_t id, struct about *about, struct error *error)
{
    struct driver_value const values[] = { DRIVER_NUMBER(id) };
    bool found;
    *about = (struct about){ .state = MAIL_NONE, .kind = MAIL_KIND_COUNT };
    if (!driver_find(driver, CAMPAIGN_SQL_MAIL_STATE, values, 1, &found, error))
        return false;
    if (found) {
        about->state = mail_state_of(driver_bytes(driver, CAMPAIGN_SQL_MAIL_STATE, 0));
        about->kind = outbox_kind_of(driver_bytes(driver, CAMPAIGN_SQL_MAIL_STATE, 1));
        about->about = driver_number(driver, CAMPAIGN_SQL_MAIL_STATE, 2);
    }
    driver_stop(driver, CAMPAIGN_SQL_MAIL_STATE);
    return true;
}

bool outbox_state(struct driver *driver, int64_t id, enum mail_state *state, struct error *error)
{
    struct about about;
    bool const read = outbox_read_about(driver, id, &about, error);
    *state = about.state;
    return read;
}

bool outbox_log(struct driver *driver, int64_t id, void (*take)(void *context, const struct mail_line *line),
                void *context, struct error *error)
{
    struct driver_value const values[] = { DRIVER_NUMBER(id),
                                           DRIVER_TEXT(slice_of(mail_step_words(MAIL_NONE, MAIL_QUEUED))) };
    if (!driver_start(driver, CAMPAIGN_SQL_MAIL_LOG, values, 2, error))
        return false;
    while (driver_step(driver, CAMPAIGN_SQL_MAIL_LOG, error)) {
        struct mail_line const line = { driver_number(driver, CAMPAIGN_SQL_MAIL_LOG, 0),
                                        driver_bytes(driver, CAMPAIGN_SQL_MAIL_LOG, 1),
                                        driver_bytes(driver, CAMPAIGN_SQL_MAIL_LOG, 2) };
        take(context, &line);
    }
    return error->fault == FAULT_NONE;
}

/* --- claiming ------------------------------------------------------------------------------------------------------ */

struct claim {
    struct driver *driver;
    const struct mail_rates *rates;
    int64_t now;
    int64_t ids[CLAIM_MAX];
    size_t count;
};

static bool outbox_find_due(struct claim *claim, unsigned sql, size_t limit, struct error *error)
{
    if (claim->count >= limit)
        return true;
    struct driver_value const values[] = { DRIVER_NUMBER(claim->now), DRIVER_NUMBER(limit - claim->count) };
    if (!driver_start(claim->driver, sql, values, 2, error))
        return false;
    while (driver_step(claim->driver, sql, error) && claim->count < CLAIM_MAX)
        claim->ids[claim->count++] = driver_number(claim->driver, sql, 0);
    return error->fault == FAULT_NONE;
}

/* Moves *at to the next time allowed for the contact or domain, and advances that time. */
static bool outbox_take_slot(struct claim *claim, const char *what, struct slice whom, int64_t hourly_max, int64_t *at,
                             struct error *error)
{
    char memory[320];
    struct buffer key = BUFFER(memory);
    int64_t next = 0;
    bool found;
    if (hourly_max <= 0)
        return true;
    buffer_add_text(&key, what);
    buffer_add(&key, whom);
    struct driver_value const find[] = { DRIVER_TEXT(buffer_slice(&key)) };
    if (!driver_find(claim->driver, CAMPAIGN_SQL_PACE_FIND, find, 1, &found, error))
        return false;
    if (found)
        next = driver_number(claim->driver, CAMPAIGN_SQL_PACE_FIND, 0);
    driver_stop(claim->driver, CAMPAIGN_SQL_PACE_FIND);
    /* In milliseconds, so that more than one per second is possible. */
    if (next < *at * 1000)
        next = *at * 1000;
    *at = next / 1000;
    struct driver_value const set[] = { find[0], DRIVER_NUMBER(next + HOUR_SECONDS * 1000 / hourly_max) };
    return driver_run(claim->driver, CAMPAIGN_SQL_PACE_SET, set, 2, error);
}

static struct slice outbox_column(struct claim *claim, unsigned index)
{
    return driver_bytes(claim->driver, CAMPAIGN_SQL_MAIL_READ, index);
}

static int64_t outbox_number(struct claim *claim, unsigned index)
{
    return driver_number(claim->driver, CAMPAIGN_SQL_MAIL_READ, index);
}

/* When the mail may be sent: now, when the limits allow it, or when its contact is resumed. */
static bool outbox_find_slot(struct claim *claim, enum mail_kind kind, int64_t *at, struct error *error)
{
    bool const to_contact = kind == MAIL_KIND_MESSAGE || kind == MAIL_KIND_DIGEST;
    char memory[24];
    struct buffer contact = BUFFER(memory);
    *at = claim->now;
    if (to_contact && !slice_equal(outbox_column(claim, 14), SLICE("confirmed"))) {
        *at = MAIL_NEVER;
        return true;
    }
    if (outbox_number(claim, 8) != 0)
        return true;
    buffer_add_number(&contact, (uint64_t)outbox_number(claim, 10));
    return (!to_contact ||
            outbox_take_slot(claim, "contact ", buffer_slice(&contact), outbox_number(claim, 15), at, error)) &&
           outbox_take_slot(claim, "domain ", outbox_column(claim, 7), claim->rates->domain_hourly_max, at, error);
}

static bool outbox_put_off(struct claim *claim, int64_t id, enum mail_state state, int64_t at, struct error *error)
{
    struct driver_value const values[] = { DRIVER_NUMBER(id), DRIVER_NUMBER(at), DRIVER_NUMBER(at < MAIL_NEVER) };
    return driver_run(claim->driver, CAMPAIGN_SQL_MAIL_PUT_OFF, values, 3, error) &&
           outbox_add_event(claim->driver, id, state,
                            at < MAIL_NEVER ? SLICE("waits its turn: so many an hour are sent there")
                                            : SLICE("waits: its addressee is not confirmed, or paused"),
                            claim->now, error);
}

static struct slice outbox_message_id_of(struct claim *claim, int64_t id, struct buffer *out)
{
    if (outbox_column(claim, 5).length > 0) {
        buffer_add(out, outbox_column(claim, 5));
        return buffer_slice(out);
    }
    buffer_add_number(out, (uint64_t)id);
    buffer_add_byte(out, '.');
    buffer_add_number(out, (uint64_t)outbox_number(claim, 3));
    buffer_add_byte(out, '@');
    buffer_add(out, claim->rates->host);
    return buffer_slice(out);
}

static bool outbox_claim_read(struct claim *claim, int64_t id,
                              bool (*take)(void *context, const struct mail_claimed *mail), void *context, bool *taken,
                              struct error *error)
{
    char memory[MESSAGE_ID_BYTES_MAX];
    struct buffer message_id = BUFFER(memory);
    enum mail_state const state = mail_state_of(outbox_column(claim, 0));
    enum mail_kind const kind = outbox_kind_of(outbox_column(claim, 1));
    int64_t at;
    *taken = false;
    if (!outbox_find_slot(claim, kind, &at, error))
        return false;
    if (at > claim->now)
        return outbox_put_off(claim, id, state, at, error);
    struct mail_claimed const mail = {
        .id = id,
        .kind = kind,
        .about = outbox_number(claim, 2),
        .created_at = outbox_number(claim, 3),
        .attempts = (uint64_t)outbox_number(claim, 4) + 1,
        .message_id = outbox_message_id_of(claim, id, &message_id),
        .conference = outbox_column(claim, 19),
        .sealed = outbox_column(claim, 9),
        .contact = outbox_number(claim, 10),
        .to_address = kind == MAIL_KIND_MESSAGE || kind == MAIL_KIND_DIGEST ? outbox_column(claim, 11) : SLICE(""),
        .to_name = outbox_column(claim, 12),
        .to_place = outbox_column(claim, 13),
        .campaign_code = outbox_column(claim, 16),
        .campaign_title = outbox_column(claim, 17),
        .campaign_language = outbox_column(claim, 18),
    };
    struct driver_value const values[] = { DRIVER_NUMBER(id), DRIVER_TEXT(buffer_slice(&message_id)) };
    if (!take(context, &mail))
        return fail(error, FAULT_MEMORY, 0, SLICE("a mail"));
    *taken = true;
    return driver_run(claim->driver, CAMPAIGN_SQL_MAIL_CLAIM, values, 2, error) &&
           outbox_add_event(claim->driver, id, MAIL_SENDING, slice_of(mail_step_words(state, MAIL_SENDING)), claim->now,
                            error);
}

bool outbox_claim(struct driver *driver, const struct mail_rates *rates, int64_t now,
                  bool (*take)(void *context, const struct mail_claimed *mail), void *context, size_t limit,
                  size_t *count, struct error *error)
{
    struct claim claim = { .driver = driver, .rates = rates, .now = now };
    size_t const most = limit < CLAIM_MAX ? limit : CLAIM_MAX;
    *count = 0;
    if (!outbox_find_due(&claim, CAMPAIGN_SQL_MAIL_DUE_URGENT, most, error) ||
        !outbox_find_due(&claim, CAMPAIGN_SQL_MAIL_DUE_DEFERRED, most, error) ||
        !outbox_find_due(&claim, CAMPAIGN_SQL_MAIL_DUE, most, error))
        return false;
    for (size_t i = 0; i < claim.count; i++) {
        struct driver_value const values[] = { DRIVER_NUMBER(claim.ids[i]) };
        bool found, taken = false;
        if (!driver_find(driver, CAMPAIGN_SQL_MAIL_READ, values, 1, &found, error))
            return false;
        enum mail_state const state = found ? mail_state_of(outbox_column(&claim, 0)) : MAIL_NONE;
        /* Urgent mails are also in the list of all queued ones. */
        bool const due = state == MAIL_QUEUED || state == MAIL_DEFERRED;
        bool const good = !due || outbox_claim_read(&claim, claim.ids[i], take, context, &taken, error);
        driver_stop(driver, CAMPAIGN_SQL_MAIL_READ);
        if (!good)
            return false;
        *count += taken;
    }
    return true;
}

bool outbox_digest(struct driver *driver, int64_t id, void (*take)(void *context, struct slice sealed), void *context,
                   struct error *error)
{
    struct driver_value const values[] = { DRIVER_NUMBER(id) };
    if (!driver_start(driver, CAMPAIGN_SQL_MAIL_DIGEST, values, 1, error))
        return false;
    while (driver_step(driver, CAMPAIGN_SQL_MAIL_DIGEST, error))
        take(context, driver_bytes(driver, CAMPAIGN_SQL_MAIL_DIGEST, 0));
    return error->fault == FAULT_NONE;
}

/* --- results ------------------------------------------------------------------------------------------------------- */

static bool outbox_check_step(enum mail_state from, enum mail_state to, struct error *error)
{
    return mail_step_words(from, to) != NULL ||
           fail(error, FAULT_MAIL_STEP, 0, mail_state_word(from), mail_state_word(to));
}

/* Updates the contact and the messages that the mail carried. */
static bool outbox_mark_about(struct driver *driver, int64_t id, const struct about *about, enum mail_state to,
                              struct slice words, int64_t now, struct error *error)
{
    struct driver_value const contact[] = { DRIVER_NUMBER(about->about), DRIVER_NUMBER(now),
                                            DRIVER_TEXT(mail_kind_word(about->kind)), DRIVER_TEXT(words) };
    struct driver_value const purge[] = { DRIVER_NUMBER(id), DRIVER_NUMBER(now), DRIVER_NUMBER(RETURN_DAYS) };
    if (about->kind != MAIL_KIND_MESSAGE && about->kind != MAIL_KIND_DIGEST)
        return driver_run(driver, CAMPAIGN_SQL_MAIL_FORGET, purge, 1, error);
    if (to == MAIL_CANCELLED)
        return true;
    return (to == MAIL_ACCEPTED ? driver_run(driver, CAMPAIGN_SQL_CONTACT_WORKED, contact, 3, error)
                                : driver_run(driver, CAMPAIGN_SQL_CONTACT_BOUNCED, contact, 4, error)) &&
           driver_run(driver, CAMPAIGN_SQL_MESSAGE_PURGE_AT, purge, 3, error);
}

bool outbox_end(struct driver *driver, int64_t id, enum mail_state to, struct slice words, int64_t due_at, int64_t now,
                struct error *error)
{
    struct about about;
    if (!outbox_read_about(driver, id, &about, error) || !outbox_check_step(about.state, to, error))
        return false;
    bool const over = to == MAIL_ACCEPTED || to == MAIL_BOUNCED || to == MAIL_CANCELLED;
    struct driver_value const values[] = { DRIVER_NUMBER(id), DRIVER_TEXT(mail_state_word(to)), DRIVER_TEXT(words),
                                           DRIVER_NUMBER(over ? 0 : due_at), DRIVER_NUMBER(over ? now : 0) };
    return driver_run(driver, CAMPAIGN_SQL_MAIL_END, values, 5, error) &&
           outbox_add_event(driver, id, to, words.length > 0 ? words : slice_of(mail_step_words(about.state, to)), now,
                            error) &&
           (!over || outbox_mark_about(driver, id, &about, to, words, now, error));
}

bool outbox_cancel(struct driver *driver, int64_t id, int64_t now, bool *done, struct error *error)
{
    struct about about;
    if (!outbox_read_about(driver, id, &about, error))
        return false;
    *done = about.state == MAIL_QUEUED || about.state == MAIL_DEFERRED;
    /* A digest is still sent, without this message. */
    return !*done || about.kind == MAIL_KIND_DIGEST || outbox_end(driver, id, MAIL_CANCELLED, SLICE(""), 0, now, error);
}

static bool outbox_queue_again(struct driver *driver, int64_t id, enum mail_state from, int64_t now,
                               struct error *error)
{
    struct driver_value const values[] = { DRIVER_NUMBER(id), DRIVER_NUMBER(now) };
    return outbox_check_step(from, MAIL_QUEUED, error) &&
           driver_run(driver, CAMPAIGN_SQL_MAIL_QUEUE, values, 2, error) &&
           outbox_add_event(driver, id, MAIL_QUEUED, slice_of(mail_step_words(from, MAIL_QUEUED)), now, error);
}

bool outbox_resend(struct driver *driver, int64_t id, int64_t now, struct error *error)
{
    struct about about;
    return outbox_read_about(driver, id, &about, error) && outbox_queue_again(driver, id, about.state, now, error);
}

bool outbox_recover(struct driver *driver, int64_t now, void (*again)(void *context, int64_t id), void *context,
                    struct error *error)
{
    int64_t ids[CLAIM_MAX];
    for (size_t count = 1; count > 0;) {
        count = 0;
        if (!driver_start(driver, CAMPAIGN_SQL_MAIL_SENDING, NULL, 0, error))
            return false;
        while (driver_step(driver, CAMPAIGN_SQL_MAIL_SENDING, error))
            ids[count++] = driver_number(driver, CAMPAIGN_SQL_MAIL_SENDING, 0);
        if (error->fault != FAULT_NONE)
            return false;
        for (size_t i = 0; i < count; i++) {
            if (!outbox_queue_again(driver, ids[i], MAIL_SENDING, now, error))
                return false;
            again(context, ids[i]);
        }
    }
    return true;
}

bool outbox_retry(struct driver *driver, int64_t now, uint64_t *count, struct error *error)
{
    struct driver_value const values[] = { DRIVER_NUMBER(now) };
    bool const done = driver_run(driver, CAMPAIGN_SQL_MAIL_RETRY, values, 1, error);
    *count = driver_changed(driver);
    return done;
}

/* --- operators' lists ---------------------------------------------------------------------------------------------- */

bool outbox_count(struct driver *driver,
                  void (*take)(void *context, struct slice state, struct slice kind, uint64_t count), void *context,
                  struct error *error)
{
    if (!driver_start(driver, CAMPAIGN_SQL_MAIL_COUNT, NULL, 0, error))
        return false;
    while (driver_step(driver, CAMPAIGN_SQL_MAIL_COUNT, error))
        take(context, driver_bytes(driver, CAMPAIGN_SQL_MAIL_COUNT, 0),
             driver_bytes(driver, CAMPAIGN_SQL_MAIL_COUNT, 1),
             (uint64_t)driver_number(driver, CAMPAIGN_SQL_MAIL_COUNT, 2));
    return error->fault == FAULT_NONE;
}

bool outbox_list(struct driver *driver, size_t limit, int64_t after_due, int64_t after_id,
                 void (*take)(void *context, const struct mail_row *row), void *context, struct error *error)
{
    struct driver_value const values[] = { DRIVER_NUMBER(limit), DRIVER_NUMBER(after_due), DRIVER_NUMBER(after_id) };
    if (!driver_start(driver, CAMPAIGN_SQL_MAIL_LIST, values, 3, error))
        return false;
    while (driver_step(driver, CAMPAIGN_SQL_MAIL_LIST, error)) {
        struct mail_row const row = {
            .id = driver_number(driver, CAMPAIGN_SQL_MAIL_LIST, 0),
            .kind = driver_bytes(driver, CAMPAIGN_SQL_MAIL_LIST, 1),
            .state = driver_bytes(driver, CAMPAIGN_SQL_MAIL_LIST, 2),
            .due_at = driver_number(driver, CAMPAIGN_SQL_MAIL_LIST, 3),
            .attempts = (uint64_t)driver_number(driver, CAMPAIGN_SQL_MAIL_LIST, 4),
            .reply = driver_bytes(driver, CAMPAIGN_SQL_MAIL_LIST, 5),
            .created_at = driver_number(driver, CAMPAIGN_SQL_MAIL_LIST, 6),
        };
        take(context, &row);
    }
    return error->fault == FAULT_NONE;
}

bool outbox_again(struct driver *driver, void (*take)(void *context, int64_t id), void *context, struct error *error)
{
    struct driver_value const values[] = { DRIVER_TEXT(slice_of(mail_step_words(MAIL_SENDING, MAIL_QUEUED))) };
    if (!driver_start(driver, CAMPAIGN_SQL_MAIL_AGAIN, values, 1, error))
        return false;
    while (driver_step(driver, CAMPAIGN_SQL_MAIL_AGAIN, error))
        take(context, driver_number(driver, CAMPAIGN_SQL_MAIL_AGAIN, 0));
    return error->fault == FAULT_NONE;
}
