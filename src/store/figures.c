#include "store/figures.h"

static struct slice copy_column(struct driver *driver, unsigned sql, unsigned column, struct arena *arena)
{
    return arena_copy(arena, driver_bytes(driver, sql, column));
}

bool figures_list(struct driver *driver, int64_t campaign, enum figures_by by, struct arena *arena,
                  struct figures *figures, struct error *error)
{
    static const unsigned statements[] = {
        [FIGURES_BY_STATE] = VOICE_FIGURES_STATE,       [FIGURES_BY_DAY] = VOICE_FIGURES_DAY,
        [FIGURES_BY_PLACE] = VOICE_FIGURES_PLACE,       [FIGURES_BY_CONTACT] = VOICE_FIGURES_CONTACT,
        [FIGURES_BY_ANSWERED] = VOICE_FIGURES_ANSWERED, [FIGURES_BY_OWN] = VOICE_FIGURES_OWN
    };
    struct driver_value const values[] = { DRIVER_NUMBER(campaign) };
    unsigned const sql = statements[by];
    *figures = (struct figures){ arena_take_many(arena, FIGURES_MAX, sizeof *figures->items), 0 };
    if (figures->items == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("figures"), SLICE(""));
    if (!driver_start(driver, sql, values, 1, error))
        return false;
    while (figures->count < FIGURES_MAX && driver_step(driver, sql, error))
        figures->items[figures->count++] =
            (struct figure){ copy_column(driver, sql, 0, arena), copy_column(driver, sql, 1, arena),
                             copy_column(driver, sql, 2, arena), (uint64_t)driver_number(driver, sql, 3) };
    driver_stop(driver, sql);
    return error->fault == FAULT_NONE;
}

bool figures_samples(struct driver *driver, int64_t contact, size_t limit, struct arena *arena, struct samples *samples,
                     struct error *error)
{
    size_t const most = limit < SAMPLES_MAX ? limit : SAMPLES_MAX;
    struct driver_value const values[] = { DRIVER_NUMBER(contact), DRIVER_NUMBER(most) };
    *samples = (struct samples){ arena_take_many(arena, most, sizeof *samples->items), 0 };
    if (samples->items == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("sample texts"), SLICE(""));
    if (!driver_start(driver, VOICE_FIGURES_SAMPLES, values, 2, error))
        return false;
    while (samples->count < most && driver_step(driver, VOICE_FIGURES_SAMPLES, error))
        samples->items[samples->count++] = (struct sample){ driver_number(driver, VOICE_FIGURES_SAMPLES, 0),
                                                            driver_number(driver, VOICE_FIGURES_SAMPLES, 1),
                                                            copy_column(driver, VOICE_FIGURES_SAMPLES, 2, arena),
                                                            copy_column(driver, VOICE_FIGURES_SAMPLES, 3, arena) };
    driver_stop(driver, VOICE_FIGURES_SAMPLES);
    return error->fault == FAULT_NONE;
}

bool figures_held(struct driver *driver, int64_t campaign, struct arena *arena, struct held_list *list,
                  struct error *error)
{
    struct driver_value const values[] = { DRIVER_NUMBER(campaign), DRIVER_NUMBER(HELD_SHOWN_MAX) };
    unsigned const sql = VOICE_FIGURES_HELD;
    *list = (struct held_list){ arena_take_many(arena, HELD_SHOWN_MAX, sizeof *list->items), 0 };
    if (list->items == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("held messages"), SLICE(""));
    if (!driver_start(driver, sql, values, 2, error))
        return false;
    while (list->count < HELD_SHOWN_MAX && driver_step(driver, sql, error))
        list->items[list->count++] = (struct held){ .id = driver_number(driver, sql, 0),
                                                    .received_at = driver_number(driver, sql, 1),
                                                    .likeness = (uint64_t)driver_number(driver, sql, 2),
                                                    .own_percent = (unsigned)driver_number(driver, sql, 3),
                                                    .place = copy_column(driver, sql, 4, arena),
                                                    .words = copy_column(driver, sql, 5, arena),
                                                    .sealed = copy_column(driver, sql, 6, arena),
                                                    .contact = copy_column(driver, sql, 7, arena) };
    driver_stop(driver, sql);
    return error->fault == FAULT_NONE;
}

bool figures_counted(struct driver *driver, int64_t contact, struct figures_counted *counted, struct error *error)
{
    struct driver_value const values[] = { DRIVER_NUMBER(contact) };
    bool found;
    if (!driver_find(driver, VOICE_FIGURES_COUNTED, values, 1, &found, error))
        return false;
    counted->counted = (uint64_t)driver_number(driver, VOICE_FIGURES_COUNTED, 0);
    counted->came_back = (uint64_t)driver_number(driver, VOICE_FIGURES_COUNTED, 1);
    driver_stop(driver, VOICE_FIGURES_COUNTED);
    return true;
}
