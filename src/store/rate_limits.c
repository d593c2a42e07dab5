// SPDX-License-Identifier: Apache-2.0
#include "store/rate_limits.h"

#include "store/campaign_sql.h"

bool rate_limit_take(struct driver *driver, const struct hash *key, int64_t window, uint64_t limit, bool *taken,
                     struct error *error)
{
    struct driver_value const values[] = { DRIVER_BYTES(hash_slice(key)), DRIVER_NUMBER(window), DRIVER_NUMBER(limit) };
    *taken = false;
    if (limit == 0)
        return true;
    if (!driver_run(driver, CAMPAIGN_SQL_RATE_LIMIT_TAKE, values, 3, error))
        return false;
    *taken = driver_changed(driver) > 0;
    return true;
}

bool rate_limit_count(struct driver *driver, const struct hash *key, int64_t window, uint64_t *count,
                      struct error *error)
{
    struct driver_value const values[] = { DRIVER_BYTES(hash_slice(key)), DRIVER_NUMBER(window) };
    bool found;
    *count = 0;
    if (!driver_find(driver, CAMPAIGN_SQL_RATE_LIMIT_COUNT, values, 2, &found, error))
        return false;
    if (found)
        *count = (uint64_t)driver_number(driver, CAMPAIGN_SQL_RATE_LIMIT_COUNT, 0);
    driver_stop(driver, CAMPAIGN_SQL_RATE_LIMIT_COUNT);
    return true;
}

bool rate_limit_forget(struct driver *driver, int64_t before, size_t limit, size_t *count, struct error *error)
{
    struct driver_value const values[] = { DRIVER_NUMBER(before), DRIVER_NUMBER(limit) };
    bool const done = driver_run(driver, CAMPAIGN_SQL_RATE_LIMIT_FORGET, values, 2, error);
    *count = done ? (size_t)driver_changed(driver) : 0;
    return done;
}
