// SPDX-License-Identifier: Apache-2.0
#include "store/organisers.h"

#include "store/sealed.h"

static struct slice organiser_copy_column(struct driver *driver, unsigned sql, unsigned column, struct arena *arena)
{
    return arena_copy(arena, driver_bytes(driver, sql, column));
}

static void organiser_read(struct driver *driver, unsigned sql, struct arena *arena, struct organiser *organiser)
{
    *organiser = (struct organiser){ .id = driver_number(driver, sql, 0),
                                     .name = organiser_copy_column(driver, sql, 1, arena),
                                     .role = organiser_copy_column(driver, sql, 2, arena),
                                     .state = organiser_copy_column(driver, sql, 3, arena),
                                     .credential = organiser_copy_column(driver, sql, 4, arena),
                                     .key = organiser_copy_column(driver, sql, 5, arena),
                                     .sign_count = driver_number(driver, sql, 6),
                                     .created_at = driver_number(driver, sql, 7) };
}

bool organiser_add(struct driver *driver, struct organiser *organiser, struct error *error)
{
    struct driver_value const values[] = { DRIVER_TEXT(organiser->name),         DRIVER_TEXT(organiser->role),
                                           DRIVER_BYTES(organiser->credential),  DRIVER_BYTES(organiser->key),
                                           DRIVER_NUMBER(organiser->sign_count), DRIVER_NUMBER(organiser->created_at) };
    if (!driver_run(driver, CAMPAIGN_SQL_ORGANISER_ADD, values, sizeof values / sizeof *values, error))
        return false;
    organiser->id = driver_added(driver);
    return true;
}

static bool organiser_find_by(struct driver *driver, unsigned sql, struct driver_value value, struct arena *arena,
                              struct organiser *organiser, bool *found, struct error *error)
{
    if (!driver_find(driver, sql, &value, 1, found, error))
        return false;
    if (*found)
        organiser_read(driver, sql, arena, organiser);
    driver_stop(driver, sql);
    return true;
}

bool organiser_of_id(struct driver *driver, int64_t id, struct arena *arena, struct organiser *organiser, bool *found,
                     struct error *error)
{
    return organiser_find_by(driver, CAMPAIGN_SQL_ORGANISER_OF_ID, DRIVER_NUMBER(id), arena, organiser, found, error);
}

bool organiser_of_credential(struct driver *driver, struct slice credential, struct arena *arena,
                             struct organiser *organiser, bool *found, struct error *error)
{
    return organiser_find_by(driver, CAMPAIGN_SQL_ORGANISER_OF_CREDENTIAL, DRIVER_BYTES(credential), arena, organiser,
                             found, error);
}

bool organiser_all(struct driver *driver, struct arena *arena, struct organisers *list, struct error *error)
{
    *list = (struct organisers){ arena_take_many(arena, ORGANISERS_MAX, sizeof *list->items), 0 };
    if (list->items == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("organisers"));
    if (!driver_start(driver, CAMPAIGN_SQL_ORGANISER_ALL, NULL, 0, error))
        return false;
    while (list->count < ORGANISERS_MAX && driver_step(driver, CAMPAIGN_SQL_ORGANISER_ALL, error))
        organiser_read(driver, CAMPAIGN_SQL_ORGANISER_ALL, arena, &list->items[list->count++]);
    driver_stop(driver, CAMPAIGN_SQL_ORGANISER_ALL);
    return error->fault == FAULT_NONE;
}

bool organiser_change(struct driver *driver, const struct organiser *organiser, struct error *error)
{
    struct driver_value const values[] = { DRIVER_NUMBER(organiser->id), DRIVER_TEXT(organiser->role),
                                           DRIVER_TEXT(organiser->state), DRIVER_NUMBER(organiser->sign_count) };
    return driver_run(driver, CAMPAIGN_SQL_ORGANISER_CHANGE, values, 4, error);
}

/* --- invitations --------------------------------------------------------------------------------------------------- */

bool invitation_add(struct driver *driver, const struct hash *hash, const struct invitation *invitation,
                    struct error *error)
{
    struct driver_value const values[] = { DRIVER_BYTES(hash_slice(hash)), DRIVER_TEXT(invitation->name),
                                           DRIVER_TEXT(invitation->role), DRIVER_NUMBER(invitation->expires_at) };
    return driver_run(driver, CAMPAIGN_SQL_INVITATION_ADD, values, 4, error);
}

bool invitation_find(struct driver *driver, const struct hash *hash, struct arena *arena, struct invitation *invitation,
                     bool *found, struct error *error)
{
    struct driver_value const values[] = { DRIVER_BYTES(hash_slice(hash)) };
    if (!driver_find(driver, CAMPAIGN_SQL_INVITATION_FIND, values, 1, found, error))
        return false;
    if (*found)
        *invitation = (struct invitation){ organiser_copy_column(driver, CAMPAIGN_SQL_INVITATION_FIND, 0, arena),
                                           organiser_copy_column(driver, CAMPAIGN_SQL_INVITATION_FIND, 1, arena),
                                           driver_number(driver, CAMPAIGN_SQL_INVITATION_FIND, 2),
                                           driver_number(driver, CAMPAIGN_SQL_INVITATION_FIND, 3) };
    driver_stop(driver, CAMPAIGN_SQL_INVITATION_FIND);
    return true;
}

bool invitation_use(struct driver *driver, const struct hash *hash, int64_t now, bool *used, struct error *error)
{
    struct driver_value const values[] = { DRIVER_BYTES(hash_slice(hash)), DRIVER_NUMBER(now) };
    if (!driver_run(driver, CAMPAIGN_SQL_INVITATION_USE, values, 2, error))
        return false;
    *used = driver_changed(driver) == 1;
    return true;
}

/* --- sessions ------------------------------------------------------------------------------------------------------ */

bool session_add(struct driver *driver, const struct hash *hash, int64_t organiser, int64_t expires_at, int64_t ends_at,
                 struct error *error)
{
    struct driver_value const values[] = { DRIVER_BYTES(hash_slice(hash)), DRIVER_NUMBER(organiser),
                                           DRIVER_NUMBER(expires_at), DRIVER_NUMBER(ends_at) };
    return driver_run(driver, CAMPAIGN_SQL_SESSION_ADD, values, 4, error);
}

bool session_find(struct driver *driver, const struct hash *hash, int64_t now, struct arena *arena,
                  struct organiser *organiser, int64_t *expires_at, bool *found, struct error *error)
{
    struct driver_value const values[] = { DRIVER_BYTES(hash_slice(hash)), DRIVER_NUMBER(now) };
    if (!driver_find(driver, CAMPAIGN_SQL_SESSION_FIND, values, 2, found, error))
        return false;
    if (*found) {
        organiser_read(driver, CAMPAIGN_SQL_SESSION_FIND, arena, organiser);
        *expires_at = driver_number(driver, CAMPAIGN_SQL_SESSION_FIND, 8);
    }
    driver_stop(driver, CAMPAIGN_SQL_SESSION_FIND);
    return true;
}

bool session_put_off(struct driver *driver, const struct hash *hash, int64_t expires_at, struct error *error)
{
    struct driver_value const values[] = { DRIVER_BYTES(hash_slice(hash)), DRIVER_NUMBER(expires_at) };
    return driver_run(driver, CAMPAIGN_SQL_SESSION_PUT_OFF, values, 2, error);
}

bool session_end(struct driver *driver, const struct hash *hash, struct error *error)
{
    struct driver_value const values[] = { DRIVER_BYTES(hash_slice(hash)) };
    return driver_run(driver, CAMPAIGN_SQL_SESSION_END, values, 1, error);
}

bool session_end_all(struct driver *driver, int64_t organiser, int64_t now, struct error *error)
{
    struct driver_value const values[] = { DRIVER_NUMBER(organiser), DRIVER_NUMBER(now) };
    return driver_run(driver, CAMPAIGN_SQL_SESSION_END_ALL, values, 2, error);
}

/* --- audit --------------------------------------------------------------------------------------------------------- */

bool audit_add(struct driver *driver, int64_t now, struct slice organiser, int64_t campaign, struct slice words,
               struct error *error)
{
    struct driver_value const values[] = { DRIVER_NUMBER(now), DRIVER_TEXT(organiser), DRIVER_NUMBER(campaign),
                                           DRIVER_TEXT(words) };
    return driver_run(driver, CAMPAIGN_SQL_AUDIT_ADD, values, 4, error);
}

bool audit_list(struct driver *driver, int64_t campaign, struct arena *arena, struct audit_rows *list,
                struct error *error)
{
    struct driver_value const values[] = { DRIVER_NUMBER(campaign), DRIVER_NUMBER(AUDIT_SHOWN_MAX) };
    *list = (struct audit_rows){ arena_take_many(arena, AUDIT_SHOWN_MAX, sizeof *list->items), 0 };
    if (list->items == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("what was done"));
    if (!driver_start(driver, CAMPAIGN_SQL_AUDIT_LIST, values, 2, error))
        return false;
    while (list->count < AUDIT_SHOWN_MAX && driver_step(driver, CAMPAIGN_SQL_AUDIT_LIST, error))
        list->items[list->count++] =
            (struct audit_row){ driver_number(driver, CAMPAIGN_SQL_AUDIT_LIST, 0),
                                driver_number(driver, CAMPAIGN_SQL_AUDIT_LIST, 1),
                                driver_number(driver, CAMPAIGN_SQL_AUDIT_LIST, 2),
                                organiser_copy_column(driver, CAMPAIGN_SQL_AUDIT_LIST, 3, arena),
                                organiser_copy_column(driver, CAMPAIGN_SQL_AUDIT_LIST, 4, arena) };
    driver_stop(driver, CAMPAIGN_SQL_AUDIT_LIST);
    return error->fault == FAULT_NONE;
}
