// SPDX-License-Identifier: Apache-2.0
#include "store/housekeeping.h"

#include "store/rate_limits.h"
#include "store/messages.h"
#include "store/campaign_sql.h"

enum { CONTACT_ADDRESS_BYTES_MAX = 320 };

/* --- digests ------------------------------------------------------------------------------------------------------- */

/* Reads the numbers that a statement gives, at most HOUSEKEEPING_GROUP. */
static bool housekeeping_list_ids(struct driver *driver, unsigned sql, const struct driver_value *values,
                                  size_t value_count, int64_t *ids, size_t *count, struct error *error)
{
    *count = 0;
    if (!driver_start(driver, sql, values, value_count, error))
        return false;
    while (*count < HOUSEKEEPING_GROUP && driver_step(driver, sql, error))
        ids[(*count)++] = driver_number(driver, sql, 0);
    bool const full = *count == HOUSEKEEPING_GROUP;
    driver_stop(driver, sql);
    return full || error->fault == FAULT_NONE;
}

/* Adds as many of the waiting messages to a mail as it may carry. */
static bool housekeeping_fill_digest(struct driver *driver, int64_t contact, int64_t mail, size_t *filled,
                                     struct error *error)
{
    int64_t ids[HOUSEKEEPING_DIGEST_MESSAGES_MAX];
    struct driver_value const values[] = { DRIVER_NUMBER(contact) };
    int64_t bytes = 0;
    *filled = 0;
    if (!driver_start(driver, CAMPAIGN_SQL_HOUSEKEEPING_DIGEST_WAITING, values, 1, error))
        return false;
    while (*filled < HOUSEKEEPING_DIGEST_MESSAGES_MAX &&
           driver_step(driver, CAMPAIGN_SQL_HOUSEKEEPING_DIGEST_WAITING, error)) {
        bytes += driver_number(driver, CAMPAIGN_SQL_HOUSEKEEPING_DIGEST_WAITING, 1);
        if (*filled > 0 && bytes > HOUSEKEEPING_DIGEST_BYTES_MAX)
            break;
        ids[(*filled)++] = driver_number(driver, CAMPAIGN_SQL_HOUSEKEEPING_DIGEST_WAITING, 0);
    }
    driver_stop(driver, CAMPAIGN_SQL_HOUSEKEEPING_DIGEST_WAITING);
    for (size_t i = 0; i < *filled; i++) {
        struct driver_value const queued[] = { DRIVER_NUMBER(ids[i]), DRIVER_NUMBER(mail) };
        if (!driver_run(driver, CAMPAIGN_SQL_MESSAGE_MAIL, queued, 2, error))
            return false;
    }
    return true;
}

/* Makes as many mails as the waiting messages need. */
static bool housekeeping_make_digests(struct driver *driver, int64_t contact, int64_t now, struct error *error)
{
    struct driver_value const values[] = { DRIVER_NUMBER(contact) };
    for (bool waits = true; waits;) {
        char memory[CONTACT_ADDRESS_BYTES_MAX], conference_memory[256];
        struct buffer address = BUFFER(memory), conference = BUFFER(conference_memory);
        if (!driver_find(driver, CAMPAIGN_SQL_HOUSEKEEPING_DIGEST_CONTACT, values, 1, &waits, error))
            return false;
        if (waits) {
            buffer_add(&address, driver_bytes(driver, CAMPAIGN_SQL_HOUSEKEEPING_DIGEST_CONTACT, 0));
            buffer_add(&conference, driver_bytes(driver, CAMPAIGN_SQL_HOUSEKEEPING_DIGEST_CONTACT, 1));
        }
        driver_stop(driver, CAMPAIGN_SQL_HOUSEKEEPING_DIGEST_CONTACT);
        struct mail_new const new = {
            .kind = MAIL_KIND_DIGEST,
            .about = contact,
            .conference = buffer_slice(&conference),
            .address = buffer_slice(&address),
            .due_at = now,
            .now = now,
        };
        int64_t mail;
        size_t filled;
        if (waits && (!outbox_add(driver, &new, &mail, error) ||
                      !housekeeping_fill_digest(driver, contact, mail, &filled, error)))
            return false;
    }
    return true;
}

bool housekeeping_digests(struct driver *driver, int64_t now, size_t *count, struct error *error)
{
    int64_t ids[HOUSEKEEPING_GROUP];
    struct driver_value const values[] = { DRIVER_NUMBER(now - HOUSEKEEPING_DIGEST_SECONDS) };
    if (!housekeeping_list_ids(driver, CAMPAIGN_SQL_HOUSEKEEPING_DIGESTS, values, 1, ids, count, error))
        return false;
    for (size_t i = 0; i < *count; i++)
        if (!housekeeping_make_digests(driver, ids[i], now, error))
            return false;
    return true;
}

/* --- expiry, deletion, questions ----------------------------------------------------------------------------------- */

bool housekeeping_expire(struct driver *driver, int64_t now, size_t *count, struct error *error)
{
    struct driver_value const values[] = { DRIVER_NUMBER(now - MESSAGE_CONFIRM_DAYS * DAY_SECONDS) };
    if (!message_expire(driver, now, HOUSEKEEPING_GROUP, count, error) ||
        !driver_run(driver, CAMPAIGN_SQL_HOUSEKEEPING_EXPIRE_COMMENTS, values, 1, error))
        return false;
    *count += driver_changed(driver);
    size_t forgotten;
    if (!rate_limit_forget(driver, now - HOUSEKEEPING_RATE_LIMIT_DAYS * DAY_SECONDS, HOUSEKEEPING_GROUP, &forgotten,
                           error))
        return false;
    *count += forgotten;
    return true;
}

bool housekeeping_purge(struct driver *driver, int64_t now, size_t *count, struct error *error)
{
    int64_t ids[HOUSEKEEPING_GROUP];
    struct driver_value const values[] = { DRIVER_NUMBER(now) };
    if (!housekeeping_list_ids(driver, CAMPAIGN_SQL_HOUSEKEEPING_PURGE_DUE, values, 1, ids, count, error))
        return false;
    for (size_t i = 0; i < *count; i++) {
        struct driver_value const message[] = { DRIVER_NUMBER(ids[i]), DRIVER_NUMBER(now) };
        struct driver_value const event[] = { message[0], message[1], DRIVER_TEXT(SLICE("purged")),
                                              DRIVER_TEXT(SLICE("text, name and address were deleted")) };
        if (!driver_run(driver, CAMPAIGN_SQL_MESSAGE_PURGE, message, 2, error) ||
            !driver_run(driver, CAMPAIGN_SQL_MESSAGE_EVENT_ADD, event, 4, error))
            return false;
    }
    return true;
}

bool housekeeping_ask(struct driver *driver, int64_t now, size_t *count, struct error *error)
{
    int64_t ids[HOUSEKEEPING_GROUP];
    struct driver_value const values[] = { DRIVER_NUMBER(now - HOUSEKEEPING_QUESTION_SECONDS) };
    if (!housekeeping_list_ids(driver, CAMPAIGN_SQL_HOUSEKEEPING_TO_ASK, values, 1, ids, count, error))
        return false;
    for (size_t i = 0; i < *count; i++) {
        struct mail_new const new = { .kind = MAIL_KIND_QUESTION, .about = ids[i], .due_at = now, .now = now };
        int64_t mail;
        if (!outbox_add(driver, &new, &mail, error))
            return false;
    }
    return true;
}

/* --- pause and resume ---------------------------------------------------------------------------------------------- */

static bool housekeeping_change_contact(struct driver *driver, unsigned sql, int64_t contact, struct slice who,
                                        struct slice words, int64_t now, bool *done, struct error *error)
{
    struct driver_value const values[] = { DRIVER_NUMBER(contact), DRIVER_NUMBER(now), DRIVER_TEXT(who),
                                           DRIVER_TEXT(words) };
    if (!driver_run(driver, sql, values, 1, error))
        return false;
    *done = driver_changed(driver) > 0;
    return !*done || driver_run(driver, CAMPAIGN_SQL_HOUSEKEEPING_CONTACT_EVENT, values, 4, error);
}

bool housekeeping_pause(struct driver *driver, int64_t contact, struct slice who, int64_t now, bool *done,
                        struct error *error)
{
    return housekeeping_change_contact(driver, CAMPAIGN_SQL_HOUSEKEEPING_PAUSE, contact, who,
                                       SLICE("paused: its mail waits"), now, done, error);
}

bool housekeeping_wake(struct driver *driver, int64_t contact, struct error *error)
{
    struct driver_value const values[] = { DRIVER_NUMBER(contact), DRIVER_NUMBER(MAIL_NEVER) };
    return driver_run(driver, CAMPAIGN_SQL_HOUSEKEEPING_WAKE, values, 2, error);
}

bool housekeeping_resume(struct driver *driver, int64_t contact, struct slice who, int64_t now, bool *done,
                         struct error *error)
{
    return housekeeping_change_contact(driver, CAMPAIGN_SQL_HOUSEKEEPING_CONFIRM, contact, who,
                                       SLICE("resumed: its mail goes on"), now, done, error) &&
           housekeeping_wake(driver, contact, error);
}
