// SPDX-License-Identifier: Apache-2.0
#include "store/followers.h"

#include <string.h>

#include "base/civil.h"
#include "store/fault.h"
#include "store/outbox.h"
#include "store/campaign_store.h"

enum {
    MONDAY = 4,                           /* days since 1970-01-01, which was a Thursday, modulo 7 */
    ENDED_KEPT_SECONDS = 30 * DAY_SECONDS /* how long the link says that it has ended */
};

bool pace_is_one(struct slice pace)
{
    return slice_equal(pace, SLICE("once")) || slice_equal(pace, SLICE("daily")) || slice_equal(pace, SLICE("weekly"));
}

int64_t pace_due_at(struct slice pace, int64_t now)
{
    if (slice_equal(pace, SLICE("once")))
        return 0;
    int64_t day = (now - PACE_HOUR * HOUR_SECONDS) / DAY_SECONDS + 1;
    while (slice_equal(pace, SLICE("weekly")) && day % 7 != MONDAY)
        day++;
    return day * DAY_SECONDS + PACE_HOUR * HOUR_SECONDS;
}

bool follower_add(struct driver *driver, const struct follower *follower, int64_t *id, struct error *error)
{
    struct driver_value const values[] = { DRIVER_TEXT(follower->conference),
                                           DRIVER_TEXT(follower->topic),
                                           DRIVER_TEXT(follower->pace),
                                           DRIVER_BYTES(hash_slice(&follower->token_hash)),
                                           DRIVER_BYTES(hash_slice(&follower->address_hash)),
                                           DRIVER_BYTES(follower->sealed),
                                           DRIVER_NUMBER(follower->created_at) };
    if (!driver_run(driver, CAMPAIGN_SQL_FOLLOWER_ADD, values, 7, error))
        return false;
    *id = driver_added(driver);
    return true;
}

static void follower_read_hash(struct slice bytes, struct hash *hash)
{
    memset(hash, 0, sizeof *hash);
    if (bytes.length == HASH_BYTES)
        memcpy(hash->bytes, bytes.bytes, HASH_BYTES);
}

/* Reads the columns of CAMPAIGN_SQL_FOLLOWER_FIND and CAMPAIGN_SQL_FOLLOWERS_DUE, which are the same. */
static void follower_read_row(struct driver *driver, enum campaign_sql sql, struct arena *arena,
                              struct follower *follower)
{
    *follower = (struct follower){ .id = driver_number(driver, sql, 0),
                                   .conference = arena_copy(arena, driver_bytes(driver, sql, 1)),
                                   .topic = arena_copy(arena, driver_bytes(driver, sql, 2)),
                                   .pace = arena_copy(arena, driver_bytes(driver, sql, 3)),
                                   .state = arena_copy(arena, driver_bytes(driver, sql, 4)),
                                   .sealed = arena_copy(arena, driver_bytes(driver, sql, 5)),
                                   .seen_seq = driver_number(driver, sql, 8),
                                   .due_at = driver_number(driver, sql, 9),
                                   .created_at = driver_number(driver, sql, 10) };
    follower_read_hash(driver_bytes(driver, sql, 6), &follower->token_hash);
    follower_read_hash(driver_bytes(driver, sql, 7), &follower->address_hash);
}

bool follower_find(struct driver *driver, const struct hash *token, int64_t now, struct arena *arena,
                   struct follower *follower, struct error *error)
{
    struct driver_value const values[] = { DRIVER_BYTES(hash_slice(token)),
                                           DRIVER_NUMBER(now - FOLLOWER_ASKED_SECONDS) };
    bool found;
    if (!driver_find(driver, CAMPAIGN_SQL_FOLLOWER_FIND, values, 2, &found, error))
        return false;
    if (found)
        follower_read_row(driver, CAMPAIGN_SQL_FOLLOWER_FIND, arena, follower);
    driver_stop(driver, CAMPAIGN_SQL_FOLLOWER_FIND);
    return found || fail(error, FAULT_LINK_UNKNOWN, 0);
}

bool follower_confirm(struct driver *driver, const struct follower *follower, int64_t seen_seq, int64_t due_at,
                      struct error *error)
{
    struct driver_value const others[] = { DRIVER_BYTES(hash_slice(&follower->address_hash)),
                                           DRIVER_TEXT(follower->conference), DRIVER_TEXT(follower->topic),
                                           DRIVER_NUMBER(follower->id) };
    struct driver_value const values[] = { DRIVER_NUMBER(follower->id), DRIVER_NUMBER(seen_seq),
                                           DRIVER_NUMBER(due_at) };
    return driver_run(driver, CAMPAIGN_SQL_FOLLOWER_END_OTHERS, others, 4, error) &&
           driver_run(driver, CAMPAIGN_SQL_FOLLOWER_CONFIRM, values, 3, error);
}

bool follower_set_pace(struct driver *driver, int64_t id, struct slice pace, int64_t due_at, struct error *error)
{
    struct driver_value const values[] = { DRIVER_NUMBER(id), DRIVER_TEXT(pace), DRIVER_NUMBER(due_at) };
    return driver_run(driver, CAMPAIGN_SQL_FOLLOWER_SET_PACE, values, 3, error);
}

static bool follower_cancel_mails(struct driver *driver, int64_t id, int64_t now, struct error *error)
{
    struct driver_value const values[] = { DRIVER_NUMBER(id) };
    for (;;) {
        bool found, done;
        if (!driver_find(driver, CAMPAIGN_SQL_FOLLOWER_MAIL, values, 1, &found, error))
            return false;
        int64_t const mail = found ? driver_number(driver, CAMPAIGN_SQL_FOLLOWER_MAIL, 0) : 0;
        driver_stop(driver, CAMPAIGN_SQL_FOLLOWER_MAIL);
        if (!found)
            return true;
        if (!outbox_cancel(driver, mail, now, &done, error) || !done)
            return false;
    }
}

bool follower_end(struct driver *driver, int64_t id, int64_t now, struct error *error)
{
    struct driver_value const values[] = { DRIVER_NUMBER(id), DRIVER_NUMBER(now + ENDED_KEPT_SECONDS) };
    return follower_cancel_mails(driver, id, now, error) &&
           driver_run(driver, CAMPAIGN_SQL_FOLLOWER_END, values, 2, error);
}

bool follower_erase(struct driver *driver, int64_t id, int64_t now, struct error *error)
{
    struct driver_value const values[] = { DRIVER_NUMBER(id) };
    return follower_cancel_mails(driver, id, now, error) &&
           driver_run(driver, CAMPAIGN_SQL_FOLLOWER_ERASE, values, 1, error);
}

bool followers_expire(struct driver *driver, int64_t now, struct error *error)
{
    struct driver_value const values[] = { DRIVER_NUMBER(now - FOLLOWER_ASKED_SECONDS), DRIVER_NUMBER(now) };
    return driver_run(driver, CAMPAIGN_SQL_FOLLOWERS_EXPIRE, values, 2, error);
}

bool follower_topic_after(struct driver *driver, struct slice conference, struct slice after, bool first,
                          struct arena *arena, struct slice *topic, bool *found, struct error *error)
{
    enum campaign_sql const sql = first ? CAMPAIGN_SQL_FOLLOWER_TOPIC_FIRST : CAMPAIGN_SQL_FOLLOWER_TOPIC_AFTER;
    struct driver_value const values[] = { DRIVER_TEXT(conference), DRIVER_TEXT(after) };
    if (!driver_find(driver, sql, values, first ? 1 : 2, found, error))
        return false;
    if (*found)
        *topic = arena_copy(arena, driver_bytes(driver, sql, 0));
    driver_stop(driver, sql);
    return true;
}

bool followers_due(struct driver *driver, const struct follower *after, int64_t to, int64_t now, struct follower *items,
                   size_t limit, struct arena *arena, size_t *count, struct error *error)
{
    enum campaign_sql const sql = CAMPAIGN_SQL_FOLLOWERS_DUE;
    struct driver_value const values[] = { DRIVER_TEXT(after->conference),
                                           DRIVER_TEXT(after->topic),
                                           DRIVER_TEXT(after->pace),
                                           DRIVER_NUMBER(to),
                                           DRIVER_NUMBER(now),
                                           DRIVER_NUMBER(after->seen_seq),
                                           DRIVER_NUMBER(after->id),
                                           DRIVER_NUMBER(limit) };
    *count = 0;
    if (!driver_start(driver, sql, values, 8, error))
        return false;
    while (*count < limit && driver_step(driver, sql, error))
        follower_read_row(driver, sql, arena, &items[(*count)++]);
    bool const good = *count == limit || error->fault == FAULT_NONE;
    driver_stop(driver, sql);
    return good;
}

bool follower_set_seen(struct driver *driver, int64_t id, int64_t seen_seq, int64_t due_at, struct error *error)
{
    struct driver_value const values[] = { DRIVER_NUMBER(id), DRIVER_NUMBER(seen_seq), DRIVER_NUMBER(due_at) };
    return driver_run(driver, CAMPAIGN_SQL_FOLLOWER_SET_SEEN, values, 3, error);
}

bool followers_any_due(struct driver *driver, int64_t now, bool *any, struct error *error)
{
    struct driver_value const values[] = { DRIVER_NUMBER(now) };
    if (!driver_find(driver, CAMPAIGN_SQL_FOLLOWERS_ANY_DUE, values, 1, any, error))
        return false;
    driver_stop(driver, CAMPAIGN_SQL_FOLLOWERS_ANY_DUE);
    return true;
}
