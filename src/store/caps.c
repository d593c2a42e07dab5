#include "store/caps.h"

#include "store/voice_book.h"

bool cap_take(struct driver *driver, const struct hash *key, int64_t window, uint64_t limit, bool *taken,
              struct error *error)
{
    struct driver_value const values[] = { DRIVER_BYTES(hash_slice(key)), DRIVER_NUMBER(window), DRIVER_NUMBER(limit) };
    *taken = false;
    if (limit == 0)
        return true;
    if (!driver_run(driver, VOICE_CAP_TAKE, values, 3, error))
        return false;
    *taken = driver_changed(driver) > 0;
    return true;
}

bool cap_count(struct driver *driver, const struct hash *key, int64_t window, uint64_t *count, struct error *error)
{
    struct driver_value const values[] = { DRIVER_BYTES(hash_slice(key)), DRIVER_NUMBER(window) };
    bool found;
    *count = 0;
    if (!driver_find(driver, VOICE_CAP_COUNT, values, 2, &found, error))
        return false;
    if (found)
        *count = (uint64_t)driver_number(driver, VOICE_CAP_COUNT, 0);
    driver_stop(driver, VOICE_CAP_COUNT);
    return true;
}

bool cap_forget(struct driver *driver, int64_t before, size_t limit, size_t *count, struct error *error)
{
    struct driver_value const values[] = { DRIVER_NUMBER(before), DRIVER_NUMBER(limit) };
    bool const done = driver_run(driver, VOICE_CAP_FORGET, values, 2, error);
    *count = done ? (size_t)driver_changed(driver) : 0;
    return done;
}
