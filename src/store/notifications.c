// SPDX-License-Identifier: Apache-2.0
#include "store/notifications.h"

#include "store/campaign_store.h"

enum { ROW_BYTES_MAX = 32768 /* one row: the topics of an act (rules/topic.h), its sentence and path */ };

bool notification_add(struct driver *driver, const struct notification *notification, struct error *error)
{
    struct driver_value const values[] = { DRIVER_TEXT(notification->conference), DRIVER_NUMBER(notification->seq),
                                           DRIVER_NUMBER(notification->at),       DRIVER_TEXT(notification->type),
                                           DRIVER_TEXT(notification->sentence),   DRIVER_TEXT(notification->path),
                                           DRIVER_TEXT(notification->topics) };
    return driver_run(driver, CAMPAIGN_SQL_NOTIFICATION_ADD, values, 7, error);
}

/* Reads one number of one row; `otherwise` when there is no row. */
static bool notification_find_number(struct driver *driver, enum campaign_sql sql, const struct driver_value *values,
                                     size_t count, int64_t otherwise, int64_t *number, struct error *error)
{
    bool found;
    *number = otherwise;
    if (!driver_find(driver, sql, values, count, &found, error))
        return false;
    if (found)
        *number = driver_number(driver, sql, 0);
    driver_stop(driver, sql);
    return true;
}

bool notification_cursor(struct driver *driver, struct slice conference, struct arena *arena,
                         struct notification_cursor *place, bool *found, struct error *error)
{
    struct driver_value const values[] = { DRIVER_TEXT(conference) };
    *place = (struct notification_cursor){ .told = -1 };
    if (!driver_find(driver, CAMPAIGN_SQL_NOTIFICATION_PLACE, values, 1, found, error))
        return false;
    if (*found)
        *place = (struct notification_cursor){ .title = arena_copy(
                                                   arena, driver_bytes(driver, CAMPAIGN_SQL_NOTIFICATION_PLACE, 0)),
                                               .next = driver_number(driver, CAMPAIGN_SQL_NOTIFICATION_PLACE, 1),
                                               .told = driver_number(driver, CAMPAIGN_SQL_NOTIFICATION_PLACE, 2) };
    driver_stop(driver, CAMPAIGN_SQL_NOTIFICATION_PLACE);
    return true;
}

bool notification_set_next(struct driver *driver, struct slice conference, struct slice title, int64_t seq,
                           struct error *error)
{
    struct driver_value const values[] = { DRIVER_TEXT(conference), DRIVER_TEXT(title), DRIVER_NUMBER(seq) };
    return driver_run(driver, CAMPAIGN_SQL_NOTIFICATION_SET_NEXT, values, 3, error);
}

bool notification_set_told(struct driver *driver, struct slice conference, int64_t seq, struct error *error)
{
    struct driver_value const values[] = { DRIVER_TEXT(conference), DRIVER_NUMBER(seq) };
    return driver_run(driver, CAMPAIGN_SQL_NOTIFICATION_SET_TOLD, values, 2, error);
}

bool notification_is_wanted(struct driver *driver, struct slice conference, bool *wanted, struct error *error)
{
    struct driver_value const values[] = { DRIVER_TEXT(conference) };
    int64_t number;
    bool const good = notification_find_number(driver, CAMPAIGN_SQL_NOTIFICATION_WANTED, values, 1, 0, &number, error);
    *wanted = good && number != 0;
    return good;
}

bool notification_last(struct driver *driver, struct slice conference, int64_t *seq, struct error *error)
{
    struct driver_value const values[] = { DRIVER_TEXT(conference) };
    return notification_find_number(driver, CAMPAIGN_SQL_NOTIFICATION_LAST, values, 1, -1, seq, error);
}

bool notification_waiting_since(struct driver *driver, struct slice conference, int64_t seq, int64_t *at,
                                struct error *error)
{
    struct driver_value const values[] = { DRIVER_TEXT(conference), DRIVER_NUMBER(seq) };
    return notification_find_number(driver, CAMPAIGN_SQL_NOTIFICATION_WAITING, values, 2, 0, at, error);
}

static struct slice notification_column(struct driver *driver, struct arena *arena, unsigned index)
{
    return arena_copy(arena, driver_bytes(driver, CAMPAIGN_SQL_NOTIFICATIONS_AFTER, index));
}

bool notifications_after(struct driver *driver, struct slice conference, int64_t seq, struct notification *items,
                         size_t limit, struct arena *arena, size_t *count, struct error *error)
{
    struct driver_value const values[] = { DRIVER_TEXT(conference), DRIVER_NUMBER(seq), DRIVER_NUMBER(limit) };
    *count = 0;
    if (!driver_start(driver, CAMPAIGN_SQL_NOTIFICATIONS_AFTER, values, 3, error))
        return false;
    bool more = true;
    while (*count < limit && arena_left(arena) > ROW_BYTES_MAX &&
           (more = driver_step(driver, CAMPAIGN_SQL_NOTIFICATIONS_AFTER, error)))
        items[(*count)++] = (struct notification){ .conference = conference,
                                                   .seq = driver_number(driver, CAMPAIGN_SQL_NOTIFICATIONS_AFTER, 0),
                                                   .at = driver_number(driver, CAMPAIGN_SQL_NOTIFICATIONS_AFTER, 1),
                                                   .type = notification_column(driver, arena, 2),
                                                   .sentence = notification_column(driver, arena, 3),
                                                   .path = notification_column(driver, arena, 4),
                                                   .topics = notification_column(driver, arena, 5) };
    bool const good = more || error->fault == FAULT_NONE;
    driver_stop(driver, CAMPAIGN_SQL_NOTIFICATIONS_AFTER);
    return good;
}

bool notification_conference_after(struct driver *driver, struct slice after, struct arena *arena,
                                   struct slice *conference, struct error *error)
{
    struct driver_value const values[] = { DRIVER_TEXT(after) };
    bool found;
    *conference = SLICE("");
    if (!driver_find(driver, CAMPAIGN_SQL_NOTIFICATION_CONFERENCE, values, 1, &found, error))
        return false;
    if (found)
        *conference = arena_copy(arena, driver_bytes(driver, CAMPAIGN_SQL_NOTIFICATION_CONFERENCE, 0));
    driver_stop(driver, CAMPAIGN_SQL_NOTIFICATION_CONFERENCE);
    return true;
}

bool notifications_purge(struct driver *driver, int64_t at, struct error *error)
{
    struct driver_value const values[] = { DRIVER_NUMBER(at) };
    return driver_run(driver, CAMPAIGN_SQL_NOTIFICATIONS_PURGE, values, 1, error);
}
