// SPDX-License-Identifier: Apache-2.0
#include "store/mailbox.h"

bool mailbox_add(struct driver *driver, int64_t at, struct slice recipient, struct slice bytes, struct error *error)
{
    struct driver_value const values[] = { DRIVER_NUMBER(at), DRIVER_TEXT(recipient), DRIVER_BYTES(bytes) };
    return driver_run(driver, CAMPAIGN_SQL_MAILBOX_ADD, values, 3, error);
}

static struct mailbox_mail mailbox_read_row(struct driver *driver, enum campaign_sql sql, struct arena *arena)
{
    return (struct mailbox_mail){ .id = driver_number(driver, sql, 0),
                                  .at = driver_number(driver, sql, 1),
                                  .recipient = arena_copy(arena, driver_bytes(driver, sql, 2)),
                                  .bytes = arena_copy(arena, driver_bytes(driver, sql, 3)) };
}

/* Whether a read went well to its end. */
static bool ended_well(const struct error *trouble, struct error *error)
{
    if (trouble->fault != FAULT_NONE && error != NULL)
        *error = *trouble;
    return trouble->fault == FAULT_NONE;
}

bool mailbox_list(struct driver *driver, struct slice recipient, struct arena *arena, struct mailbox_list *list,
                  struct error *error)
{
    struct driver_value const values[] = { DRIVER_TEXT(recipient), DRIVER_NUMBER(MAILBOX_SHOWN_MAX),
                                           DRIVER_NUMBER(MAILBOX_HEAD_BYTES_MAX) };
    struct error trouble = { 0 };
    *list = (struct mailbox_list){ arena_take_many(arena, MAILBOX_SHOWN_MAX, sizeof *list->items), 0 };
    if (list->items == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("a list"));
    if (!driver_start(driver, CAMPAIGN_SQL_MAILBOX_LIST, values, 3, error))
        return false;
    while (list->count < MAILBOX_SHOWN_MAX && driver_step(driver, CAMPAIGN_SQL_MAILBOX_LIST, &trouble))
        list->items[list->count++] = mailbox_read_row(driver, CAMPAIGN_SQL_MAILBOX_LIST, arena);
    driver_stop(driver, CAMPAIGN_SQL_MAILBOX_LIST);
    return ended_well(&trouble, error);
}

bool mailbox_count(struct driver *driver, uint64_t *count, struct error *error)
{
    struct error trouble = { 0 };
    *count = 0;
    if (!driver_start(driver, CAMPAIGN_SQL_MAILBOX_COUNT, NULL, 0, error))
        return false;
    if (driver_step(driver, CAMPAIGN_SQL_MAILBOX_COUNT, &trouble))
        *count = (uint64_t)driver_number(driver, CAMPAIGN_SQL_MAILBOX_COUNT, 0);
    driver_stop(driver, CAMPAIGN_SQL_MAILBOX_COUNT);
    return ended_well(&trouble, error);
}

bool mailbox_find(struct driver *driver, int64_t id, struct arena *arena, struct mailbox_mail *mail, bool *found,
                  struct error *error)
{
    struct driver_value const values[] = { DRIVER_NUMBER(id) };
    struct error trouble = { 0 };
    if (!driver_start(driver, CAMPAIGN_SQL_MAILBOX_FIND, values, 1, error))
        return false;
    *found = driver_step(driver, CAMPAIGN_SQL_MAILBOX_FIND, &trouble);
    if (*found)
        *mail = mailbox_read_row(driver, CAMPAIGN_SQL_MAILBOX_FIND, arena);
    driver_stop(driver, CAMPAIGN_SQL_MAILBOX_FIND);
    return ended_well(&trouble, error);
}
