// SPDX-License-Identifier: Apache-2.0
#include "store/turnout.h"

static bool turnout_read(struct driver *driver, enum campaign_sql sql, int64_t campaign, struct arena *arena,
                         struct turnout *list, struct error *error)
{
    struct driver_value const values[] = { DRIVER_NUMBER(campaign), DRIVER_NUMBER(CONTACTS_SHOWN_MAX) };
    struct error trouble = { 0 };
    size_t limit = 0;
    *list = (struct turnout){ NULL, 0 };
    if (!driver_start(driver, sql, values, 2, error))
        return false;
    while (driver_step(driver, sql, &trouble)) {
        if (list->count == limit) { /* doubles the list; the old one stays in the arena */
            struct turnout_place *const more = arena_take_many(arena, limit = limit * 2 + 64, sizeof *more);
            if (more == NULL) {
                driver_stop(driver, sql);
                return fail(error, FAULT_MEMORY, 0, SLICE("places"));
            }
            if (list->count > 0)
                memcpy(more, list->items, list->count * sizeof *more);
            list->items = more;
        }
        struct turnout_place *const place = &list->items[list->count++];
        place->code = arena_copy(arena, driver_bytes(driver, sql, 0));
        place->name = arena_copy(arena, driver_bytes(driver, sql, 1));
        place->count = (uint64_t)driver_number(driver, sql, 2);
        place->came_back = (uint64_t)driver_number(driver, sql, 3);
        place->came_back_counted = (uint64_t)driver_number(driver, sql, 4);
    }
    driver_stop(driver, sql);
    return trouble.fault == FAULT_NONE || fail_as(error, &trouble);
}

bool turnout_list(struct driver *driver, int64_t campaign, struct arena *arena, struct turnout *list,
                  struct error *error)
{
    return turnout_read(driver, CAMPAIGN_SQL_PLACES, campaign, arena, list, error);
}

bool turnout_of(struct driver *driver, int64_t campaign, struct arena *arena, struct turnout *list, struct error *error)
{
    return turnout_read(driver, CAMPAIGN_SQL_TURNOUT, campaign, arena, list, error);
}
