#include "store/notices.h"

#include "store/voice.h"

enum { ROW_BYTES_MAX = 32768 /* topics of an act: rules/topic.h; its sentence and path */ };

bool notice_add(struct driver *driver, const struct notice *notice, struct error *error)
{
    struct driver_value const values[] = { DRIVER_TEXT(notice->conference), DRIVER_NUMBER(notice->seq),
                                           DRIVER_NUMBER(notice->at),       DRIVER_TEXT(notice->type),
                                           DRIVER_TEXT(notice->sentence),   DRIVER_TEXT(notice->path),
                                           DRIVER_TEXT(notice->topics) };
    return driver_run(driver, VOICE_NOTICE_ADD, values, 7, error);
}

/* One number of one row; `otherwise` where there is no row. */
static bool find_number(struct driver *driver, enum voice_sql sql, const struct driver_value *values, size_t count,
                        int64_t otherwise, int64_t *number, struct error *error)
{
    bool found;
    *number = otherwise;
    if (!driver_find(driver, sql, values, count, &found, error))
        return false;
    if (found)
        *number = driver_number(driver, sql, 0);
    driver_stop(driver, sql);
    return true;
}

bool notice_place(struct driver *driver, struct slice conference, struct arena *arena, struct notice_place *place,
                  bool *found, struct error *error)
{
    struct driver_value const values[] = { DRIVER_TEXT(conference) };
    *place = (struct notice_place){ .told = -1 };
    if (!driver_find(driver, VOICE_NOTICE_PLACE, values, 1, found, error))
        return false;
    if (*found)
        *place = (struct notice_place){ .title = arena_copy(arena, driver_bytes(driver, VOICE_NOTICE_PLACE, 0)),
                                        .next = driver_number(driver, VOICE_NOTICE_PLACE, 1),
                                        .told = driver_number(driver, VOICE_NOTICE_PLACE, 2) };
    driver_stop(driver, VOICE_NOTICE_PLACE);
    return true;
}

bool notice_set_next(struct driver *driver, struct slice conference, struct slice title, int64_t seq,
                     struct error *error)
{
    struct driver_value const values[] = { DRIVER_TEXT(conference), DRIVER_TEXT(title), DRIVER_NUMBER(seq) };
    return driver_run(driver, VOICE_NOTICE_SET_NEXT, values, 3, error);
}

bool notice_set_told(struct driver *driver, struct slice conference, int64_t seq, struct error *error)
{
    struct driver_value const values[] = { DRIVER_TEXT(conference), DRIVER_NUMBER(seq) };
    return driver_run(driver, VOICE_NOTICE_SET_TOLD, values, 2, error);
}

bool notice_is_wanted(struct driver *driver, struct slice conference, bool *wanted, struct error *error)
{
    struct driver_value const values[] = { DRIVER_TEXT(conference) };
    int64_t number;
    bool const good = find_number(driver, VOICE_NOTICE_WANTED, values, 1, 0, &number, error);
    *wanted = good && number != 0;
    return good;
}

bool notice_last(struct driver *driver, struct slice conference, int64_t *seq, struct error *error)
{
    struct driver_value const values[] = { DRIVER_TEXT(conference) };
    return find_number(driver, VOICE_NOTICE_LAST, values, 1, -1, seq, error);
}

bool notice_waiting_since(struct driver *driver, struct slice conference, int64_t seq, int64_t *at, struct error *error)
{
    struct driver_value const values[] = { DRIVER_TEXT(conference), DRIVER_NUMBER(seq) };
    return find_number(driver, VOICE_NOTICE_WAITING, values, 2, 0, at, error);
}

static struct slice column(struct driver *driver, struct arena *arena, unsigned index)
{
    return arena_copy(arena, driver_bytes(driver, VOICE_NOTICES_AFTER, index));
}

bool notices_after(struct driver *driver, struct slice conference, int64_t seq, struct notice *items, size_t limit,
                   struct arena *arena, size_t *count, struct error *error)
{
    struct driver_value const values[] = { DRIVER_TEXT(conference), DRIVER_NUMBER(seq), DRIVER_NUMBER(limit) };
    *count = 0;
    if (!driver_start(driver, VOICE_NOTICES_AFTER, values, 3, error))
        return false;
    bool more = true;
    while (*count < limit && arena_left(arena) > ROW_BYTES_MAX &&
           (more = driver_step(driver, VOICE_NOTICES_AFTER, error)))
        items[(*count)++] = (struct notice){ .conference = conference,
                                             .seq = driver_number(driver, VOICE_NOTICES_AFTER, 0),
                                             .at = driver_number(driver, VOICE_NOTICES_AFTER, 1),
                                             .type = column(driver, arena, 2),
                                             .sentence = column(driver, arena, 3),
                                             .path = column(driver, arena, 4),
                                             .topics = column(driver, arena, 5) };
    bool const good = more || error->fault == FAULT_NONE;
    driver_stop(driver, VOICE_NOTICES_AFTER);
    return good;
}

bool notice_conference_after(struct driver *driver, struct slice after, struct arena *arena, struct slice *conference,
                             struct error *error)
{
    struct driver_value const values[] = { DRIVER_TEXT(after) };
    bool found;
    *conference = SLICE("");
    if (!driver_find(driver, VOICE_NOTICE_CONFERENCE, values, 1, &found, error))
        return false;
    if (found)
        *conference = arena_copy(arena, driver_bytes(driver, VOICE_NOTICE_CONFERENCE, 0));
    driver_stop(driver, VOICE_NOTICE_CONFERENCE);
    return true;
}

bool notices_purge(struct driver *driver, int64_t at, struct error *error)
{
    struct driver_value const values[] = { DRIVER_NUMBER(at) };
    return driver_run(driver, VOICE_NOTICES_PURGE, values, 1, error);
}
