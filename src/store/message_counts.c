// SPDX-License-Identifier: Apache-2.0
#include "store/message_counts.h"

#include "store/sealed.h"
#include "store/campaign_store.h"

enum {
    BACK_SECONDS = 600 /* looks back this far, because a clock may be set back */,
    CURSOR_SECONDS = 60,
    NUMBER_BYTES = 24
};

static const struct slice cursor_name = { "counted_until", 13 };

/* The time from which there may be uncounted messages. */
static bool message_counts_read_cursor(struct driver *driver, int64_t *from, struct error *error)
{
    unsigned char memory[64];
    struct arena arena = { memory, 0, sizeof memory };
    struct slice value;
    uint64_t number = 0;
    if (!campaign_store_setting(driver, cursor_name, &arena, &value, error))
        return false;
    *from = slice_number(value, &number) ? (int64_t)number : 0;
    return true;
}

static bool message_counts_write_cursor(struct driver *driver, int64_t from, struct error *error)
{
    char memory[NUMBER_BYTES];
    struct buffer digits = BUFFER(memory);
    buffer_add_number(&digits, from > 0 ? (uint64_t)from : 0);
    return campaign_store_set(driver, cursor_name, buffer_slice(&digits), error);
}

bool message_counts_waiting(struct driver *driver, int64_t until, struct arena *arena,
                            struct uncounted_message *messages, size_t limit, size_t *count, struct error *error)
{
    enum { ID, CONFERENCE, CAMPAIGN, PLACE, TEXT };
    unsigned const sql = CAMPAIGN_SQL_COUNTS_WAITING;
    struct error inner = { 0 };
    int64_t from;
    *count = 0;
    if (!message_counts_read_cursor(driver, &from, error))
        return false;
    struct driver_value const values[] = { DRIVER_NUMBER(from), DRIVER_NUMBER(until), DRIVER_NUMBER(limit) };
    if (!driver_start(driver, sql, values, 3, error))
        return false;
    while (*count < limit && driver_step(driver, sql, &inner))
        messages[(*count)++] =
            (struct uncounted_message){ .id = driver_number(driver, sql, ID),
                                        .conference = arena_copy(arena, driver_bytes(driver, sql, CONFERENCE)),
                                        .campaign = arena_copy(arena, driver_bytes(driver, sql, CAMPAIGN)),
                                        .place = arena_copy(arena, driver_bytes(driver, sql, PLACE)),
                                        .sealed = arena_copy(arena, driver_bytes(driver, sql, TEXT)) };
    driver_stop(driver, sql);
    if (inner.fault != FAULT_NONE)
        return fail_as(error, &inner);
    return *count == limit || until - BACK_SECONDS < from + CURSOR_SECONDS ||
           message_counts_write_cursor(driver, until - BACK_SECONDS, error);
}

bool message_counts_passed(struct driver *driver, int64_t message, struct error *error)
{
    struct driver_value const values[] = { DRIVER_NUMBER(message) };
    return driver_run(driver, CAMPAIGN_SQL_COUNT_PASSED, values, 1, error);
}

bool message_counts_entered(struct driver *driver, int64_t message, const struct hash *receipt, int64_t row,
                            struct error *error)
{
    struct driver_value const values[] = { DRIVER_NUMBER(message), DRIVER_BYTES(hash_slice(receipt)),
                                           DRIVER_NUMBER(row) };
    return driver_run(driver, CAMPAIGN_SQL_COUNT_ENTERED, values, 3, error);
}

bool message_counts_answers(struct driver *driver, struct arena *arena, struct message_counts_answers *rows,
                            size_t limit, size_t *count, struct error *error)
{
    enum { CONFERENCE, CAMPAIGN, PLACE, ASKED, YES, NO };
    unsigned const sql = CAMPAIGN_SQL_COUNTS_ANSWERED;
    struct driver_value const values[] = { DRIVER_NUMBER(limit) };
    struct error inner = { 0 };
    *count = 0;
    if (!driver_start(driver, sql, values, 1, error))
        return false;
    while (*count < limit && driver_step(driver, sql, &inner))
        rows[(*count)++] =
            (struct message_counts_answers){ .conference = arena_copy(arena, driver_bytes(driver, sql, CONFERENCE)),
                                             .campaign = arena_copy(arena, driver_bytes(driver, sql, CAMPAIGN)),
                                             .place = arena_copy(arena, driver_bytes(driver, sql, PLACE)),
                                             .asked = (uint64_t)driver_number(driver, sql, ASKED),
                                             .yes = (uint64_t)driver_number(driver, sql, YES),
                                             .no = (uint64_t)driver_number(driver, sql, NO) };
    driver_stop(driver, sql);
    return inner.fault == FAULT_NONE || fail_as(error, &inner);
}
