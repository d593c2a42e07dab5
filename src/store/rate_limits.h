// SPDX-License-Identifier: Apache-2.0
/* store/rate_limits.h - counts events per time window: exact, also over restarts.
 *
 * How     if (!rate_limit_take(driver, &key, now - now % DAY_SECONDS, 5, &taken, &error)) return false;
 * Holds   A window never counts beyond its limit. Keys are keyed hashes, so the database reveals no address.
 * Threads As the driver, in the transaction of the counted change. */
#ifndef STORE_RATE_LIMITS_H
#define STORE_RATE_LIMITS_H

#include "base/error.h"
#include "record/crypto.h"
#include "store/driver.h"

/* Counts one more in the window that began then; *taken is false when the limit is reached, and nothing is counted. */
bool rate_limit_take(struct driver *driver, const struct hash *key, int64_t window, uint64_t limit, bool *taken,
                     struct error *error);
bool rate_limit_count(struct driver *driver, const struct hash *key, int64_t window, uint64_t *count,
                      struct error *error);
/* Deletes at most `limit` counts of windows that began before; *count is their number. */
bool rate_limit_forget(struct driver *driver, int64_t before, size_t limit, size_t *count, struct error *error);

#endif
