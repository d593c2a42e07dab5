// SPDX-License-Identifier: Apache-2.0
#include "store/statistics.h"

static struct slice statistics_copy_column(struct driver *driver, unsigned sql, unsigned column, struct arena *arena)
{
    return arena_copy(arena, driver_bytes(driver, sql, column));
}

bool statistics_list(struct driver *driver, int64_t campaign, enum statistics_by by, struct arena *arena,
                     struct statistics *statistics, struct error *error)
{
    static const unsigned statements[] = { [STATISTICS_BY_STATE] = CAMPAIGN_SQL_STATISTICS_STATE,
                                           [STATISTICS_BY_DAY] = CAMPAIGN_SQL_STATISTICS_DAY,
                                           [STATISTICS_BY_PLACE] = CAMPAIGN_SQL_STATISTICS_PLACE,
                                           [STATISTICS_BY_CONTACT] = CAMPAIGN_SQL_STATISTICS_CONTACT,
                                           [STATISTICS_BY_ANSWERED] = CAMPAIGN_SQL_STATISTICS_ANSWERED,
                                           [STATISTICS_BY_OWN] = CAMPAIGN_SQL_STATISTICS_OWN };
    struct driver_value const values[] = { DRIVER_NUMBER(campaign) };
    unsigned const sql = statements[by];
    *statistics = (struct statistics){ arena_take_many(arena, STATISTICS_MAX, sizeof *statistics->items), 0 };
    if (statistics->items == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("statistics"));
    if (!driver_start(driver, sql, values, 1, error))
        return false;
    while (statistics->count < STATISTICS_MAX && driver_step(driver, sql, error))
        statistics->items[statistics->count++] = (struct statistic){ statistics_copy_column(driver, sql, 0, arena),
                                                                     statistics_copy_column(driver, sql, 1, arena),
                                                                     statistics_copy_column(driver, sql, 2, arena),
                                                                     (uint64_t)driver_number(driver, sql, 3) };
    driver_stop(driver, sql);
    return error->fault == FAULT_NONE;
}

bool statistics_samples(struct driver *driver, int64_t contact, size_t limit, struct arena *arena,
                        struct samples *samples, struct error *error)
{
    size_t const most = limit < SAMPLES_MAX ? limit : SAMPLES_MAX;
    struct driver_value const values[] = { DRIVER_NUMBER(contact), DRIVER_NUMBER(most) };
    *samples = (struct samples){ arena_take_many(arena, most, sizeof *samples->items), 0 };
    if (samples->items == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("sample texts"));
    if (!driver_start(driver, CAMPAIGN_SQL_STATISTICS_SAMPLES, values, 2, error))
        return false;
    while (samples->count < most && driver_step(driver, CAMPAIGN_SQL_STATISTICS_SAMPLES, error))
        samples->items[samples->count++] =
            (struct sample){ driver_number(driver, CAMPAIGN_SQL_STATISTICS_SAMPLES, 0),
                             driver_number(driver, CAMPAIGN_SQL_STATISTICS_SAMPLES, 1),
                             statistics_copy_column(driver, CAMPAIGN_SQL_STATISTICS_SAMPLES, 2, arena),
                             statistics_copy_column(driver, CAMPAIGN_SQL_STATISTICS_SAMPLES, 3, arena) };
    driver_stop(driver, CAMPAIGN_SQL_STATISTICS_SAMPLES);
    return error->fault == FAULT_NONE;
}

bool statistics_held(struct driver *driver, int64_t campaign, struct arena *arena, struct held_list *list,
                     struct error *error)
{
    struct driver_value const values[] = { DRIVER_NUMBER(campaign), DRIVER_NUMBER(HELD_SHOWN_MAX) };
    unsigned const sql = CAMPAIGN_SQL_STATISTICS_HELD;
    *list = (struct held_list){ arena_take_many(arena, HELD_SHOWN_MAX, sizeof *list->items), 0 };
    if (list->items == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("held messages"));
    if (!driver_start(driver, sql, values, 2, error))
        return false;
    while (list->count < HELD_SHOWN_MAX && driver_step(driver, sql, error))
        list->items[list->count++] = (struct held){ .id = driver_number(driver, sql, 0),
                                                    .received_at = driver_number(driver, sql, 1),
                                                    .similarity = (uint64_t)driver_number(driver, sql, 2),
                                                    .own_percent = (unsigned)driver_number(driver, sql, 3),
                                                    .place = statistics_copy_column(driver, sql, 4, arena),
                                                    .words = statistics_copy_column(driver, sql, 5, arena),
                                                    .sealed = statistics_copy_column(driver, sql, 6, arena),
                                                    .contact = statistics_copy_column(driver, sql, 7, arena) };
    driver_stop(driver, sql);
    return error->fault == FAULT_NONE;
}

bool statistics_counted(struct driver *driver, int64_t contact, struct statistics_counted *counted, struct error *error)
{
    struct driver_value const values[] = { DRIVER_NUMBER(contact) };
    bool found;
    if (!driver_find(driver, CAMPAIGN_SQL_STATISTICS_COUNTED, values, 1, &found, error))
        return false;
    counted->counted = (uint64_t)driver_number(driver, CAMPAIGN_SQL_STATISTICS_COUNTED, 0);
    counted->came_back = (uint64_t)driver_number(driver, CAMPAIGN_SQL_STATISTICS_COUNTED, 1);
    driver_stop(driver, CAMPAIGN_SQL_STATISTICS_COUNTED);
    return true;
}
