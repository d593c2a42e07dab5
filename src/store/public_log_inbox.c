// SPDX-License-Identifier: Apache-2.0
#include "store/public_log_inbox.h"

#include "base/limits.h"
#include "store/campaign_sql.h"

bool public_log_inbox_put(struct driver *driver, const struct public_log_inbox_row *row, int64_t *id,
                          struct error *error)
{
    struct driver_value const values[] = { DRIVER_TEXT(row->conference), DRIVER_TEXT(row->kind),
                                           DRIVER_TEXT(row->fields),     DRIVER_BYTES(row->salt),
                                           DRIVER_BYTES(row->text),      DRIVER_NUMBER(row->comment) };
    if (!driver_run(driver, CAMPAIGN_SQL_INBOX_PUT, values, 6, error))
        return false;
    *id = driver_added(driver);
    return true;
}

bool public_log_inbox_next(struct driver *driver, struct slice after, struct arena *arena, struct slice *conference,
                           struct error *error)
{
    struct driver_value const values[] = { DRIVER_TEXT(after) };
    bool found;
    if (!driver_find(driver, CAMPAIGN_SQL_INBOX_NEXT, values, 1, &found, error))
        return false;
    *conference = found ? arena_copy(arena, driver_bytes(driver, CAMPAIGN_SQL_INBOX_NEXT, 0)) : SLICE("");
    driver_stop(driver, CAMPAIGN_SQL_INBOX_NEXT);
    return true;
}

bool public_log_inbox_waiting(struct driver *driver, struct slice conference, size_t limit, struct arena *arena,
                              struct public_log_inbox_row *rows, size_t *count, struct error *error)
{
    enum { ID, CONFERENCE, KIND, FIELDS, SALT, TEXT, COMMENT };
    unsigned const sql = CAMPAIGN_SQL_INBOX_WAITING;
    struct driver_value const values[] = { DRIVER_TEXT(conference), DRIVER_NUMBER(limit) };
    struct error inner = { 0 };
    *count = 0;
    if (!driver_start(driver, sql, values, 2, error))
        return false;
    while (*count < limit && arena_left(arena) > 2 * ACT_BYTES_MAX && driver_step(driver, sql, &inner)) {
        struct public_log_inbox_row *const row = &rows[(*count)++];
        row->id = driver_number(driver, sql, ID);
        row->conference = arena_copy(arena, driver_bytes(driver, sql, CONFERENCE));
        row->kind = arena_copy(arena, driver_bytes(driver, sql, KIND));
        row->fields = arena_copy(arena, slice_part(driver_bytes(driver, sql, FIELDS), 0, ACT_BYTES_MAX));
        row->salt = arena_copy(arena, slice_part(driver_bytes(driver, sql, SALT), 0, ACT_BYTES_MAX));
        row->text = arena_copy(arena, slice_part(driver_bytes(driver, sql, TEXT), 0, ACT_BYTES_MAX));
        row->comment = driver_number(driver, sql, COMMENT);
    }
    driver_stop(driver, sql);
    return inner.fault == FAULT_NONE || fail_as(error, &inner);
}

bool public_log_inbox_done(struct driver *driver, const struct public_log_inbox_row *row, int64_t seq,
                           struct error *error)
{
    struct driver_value const done[] = { DRIVER_NUMBER(row->id), DRIVER_NUMBER(seq) };
    struct driver_value const comment[] = { DRIVER_NUMBER(row->comment), DRIVER_NUMBER(seq) };
    return driver_run(driver, CAMPAIGN_SQL_INBOX_DONE, done, 2, error) &&
           (row->comment == 0 || seq < 0 || !slice_equal(row->kind, SLICE("comment.publish")) ||
            driver_run(driver, CAMPAIGN_SQL_INBOX_COMMENT, comment, 2, error));
}

bool public_log_inbox_seq(struct driver *driver, int64_t id, bool *found, uint64_t *seq, struct error *error)
{
    struct driver_value const values[] = { DRIVER_NUMBER(id) };
    *seq = 0;
    if (!driver_find(driver, CAMPAIGN_SQL_INBOX_SEQ, values, 1, found, error))
        return false;
    if (*found)
        *seq = (uint64_t)driver_number(driver, CAMPAIGN_SQL_INBOX_SEQ, 0);
    driver_stop(driver, CAMPAIGN_SQL_INBOX_SEQ);
    return true;
}
