/* store/rate_limits.h - how often something was done within a window of time: exact, and over restarts.
 *
 * How     rate_limit_take(driver, &key, now - now % DAY_SECONDS, 5, &taken, &error)        within the transaction of what is counted
 * Holds   A window never counts beyond its limit. Keys are keyed hashes: who has the store learns no address.
 * Threads As the driver. */
#ifndef STORE_RATE_LIMITS_H
#define STORE_RATE_LIMITS_H

#include "base/error.h"
#include "record/crypto.h"
#include "store/driver.h"

/* Counts one more in the window that began then; *taken is false where the limit was reached, and nothing was counted. */
bool rate_limit_take(struct driver *driver, const struct hash *key, int64_t window, uint64_t limit, bool *taken,
                     struct error *error);
bool rate_limit_count(struct driver *driver, const struct hash *key, int64_t window, uint64_t *count,
                      struct error *error);
/* Forgets at most `limit` counts of windows that began before; *count is how many. */
bool rate_limit_forget(struct driver *driver, int64_t before, size_t limit, size_t *count, struct error *error);

#endif
