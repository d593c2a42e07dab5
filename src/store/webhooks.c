// SPDX-License-Identifier: Apache-2.0
#include "store/webhooks.h"

#include <string.h>

#include "store/campaign_store.h"
#include "store/fault.h"

bool webhook_add(struct driver *driver, const struct webhook *webhook, int64_t *id, struct error *error)
{
    struct driver_value const values[] = { DRIVER_TEXT(webhook->conference),
                                           DRIVER_TEXT(webhook->topic),
                                           DRIVER_TEXT(webhook->url),
                                           DRIVER_BYTES(webhook->sealed),
                                           DRIVER_BYTES(hash_slice(&webhook->token_hash)),
                                           DRIVER_NUMBER(webhook->created_at) };
    if (!driver_run(driver, CAMPAIGN_SQL_WEBHOOK_ADD, values, 6, error))
        return false;
    *id = driver_added(driver);
    return true;
}

bool webhook_count(struct driver *driver, struct slice url, int64_t *count, struct error *error)
{
    struct driver_value const values[] = { DRIVER_TEXT(url) };
    bool found;
    if (!driver_find(driver, CAMPAIGN_SQL_WEBHOOK_COUNT, values, 1, &found, error))
        return false;
    *count = found ? driver_number(driver, CAMPAIGN_SQL_WEBHOOK_COUNT, 0) : 0;
    driver_stop(driver, CAMPAIGN_SQL_WEBHOOK_COUNT);
    return true;
}

/* Reads the columns of CAMPAIGN_SQL_WEBHOOK_FIND and CAMPAIGN_SQL_WEBHOOKS_DUE, which are the same. */
static void webhook_read_row(struct driver *driver, enum campaign_sql sql, struct arena *arena, struct webhook *webhook)
{
    struct slice const token = driver_bytes(driver, sql, 6);
    *webhook = (struct webhook){ .id = driver_number(driver, sql, 0),
                                 .conference = arena_copy(arena, driver_bytes(driver, sql, 1)),
                                 .topic = arena_copy(arena, driver_bytes(driver, sql, 2)),
                                 .url = arena_copy(arena, driver_bytes(driver, sql, 3)),
                                 .state = arena_copy(arena, driver_bytes(driver, sql, 4)),
                                 .sealed = arena_copy(arena, driver_bytes(driver, sql, 5)),
                                 .seen_seq = driver_number(driver, sql, 7),
                                 .due_at = driver_number(driver, sql, 8),
                                 .attempts = driver_number(driver, sql, 9),
                                 .reply = arena_copy(arena, driver_bytes(driver, sql, 10)),
                                 .created_at = driver_number(driver, sql, 11) };
    if (token.length == HASH_BYTES)
        memcpy(webhook->token_hash.bytes, token.bytes, HASH_BYTES);
}

bool webhook_find(struct driver *driver, const struct hash *token, struct arena *arena, struct webhook *webhook,
                  struct error *error)
{
    struct driver_value const values[] = { DRIVER_BYTES(hash_slice(token)) };
    bool found;
    if (!driver_find(driver, CAMPAIGN_SQL_WEBHOOK_FIND, values, 1, &found, error))
        return false;
    if (found)
        webhook_read_row(driver, CAMPAIGN_SQL_WEBHOOK_FIND, arena, webhook);
    driver_stop(driver, CAMPAIGN_SQL_WEBHOOK_FIND);
    return found || fail(error, FAULT_LINK_UNKNOWN, 0);
}

bool webhooks_due(struct driver *driver, int64_t now, struct webhook *items, size_t limit, struct arena *arena,
                  size_t *count, struct error *error)
{
    struct driver_value const values[] = { DRIVER_NUMBER(now), DRIVER_NUMBER(limit) };
    *count = 0;
    if (!driver_start(driver, CAMPAIGN_SQL_WEBHOOKS_DUE, values, 2, error))
        return false;
    while (*count < limit && driver_step(driver, CAMPAIGN_SQL_WEBHOOKS_DUE, error))
        webhook_read_row(driver, CAMPAIGN_SQL_WEBHOOKS_DUE, arena, &items[(*count)++]);
    bool const good = *count == limit || error->fault == FAULT_NONE;
    driver_stop(driver, CAMPAIGN_SQL_WEBHOOKS_DUE);
    return good;
}

bool webhook_keep(struct driver *driver, const struct webhook *webhook, struct error *error)
{
    struct driver_value const values[] = { DRIVER_NUMBER(webhook->id),       DRIVER_TEXT(webhook->state),
                                           DRIVER_NUMBER(webhook->seen_seq), DRIVER_NUMBER(webhook->due_at),
                                           DRIVER_NUMBER(webhook->attempts), DRIVER_TEXT(webhook->reply) };
    return driver_run(driver, CAMPAIGN_SQL_WEBHOOK_KEEP, values, 6, error);
}

bool webhook_end(struct driver *driver, int64_t id, struct slice words, struct error *error)
{
    struct driver_value const values[] = { DRIVER_NUMBER(id), DRIVER_TEXT(words) };
    return driver_run(driver, CAMPAIGN_SQL_WEBHOOK_END, values, 2, error);
}

bool webhooks_purge(struct driver *driver, int64_t before, struct error *error)
{
    struct driver_value const values[] = { DRIVER_NUMBER(before) };
    return driver_run(driver, CAMPAIGN_SQL_WEBHOOKS_PURGE, values, 1, error);
}
