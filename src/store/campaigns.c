// SPDX-License-Identifier: Apache-2.0
#include "store/campaigns.h"

#include "store/fault.h"
#include "store/fields.h"
#include "store/housekeeping.h"

enum { PAST_BYTES_MAX = 65536 };

static struct slice copy_column(struct driver *driver, unsigned sql, unsigned column, struct arena *arena)
{
    return arena_copy(arena, driver_bytes(driver, sql, column));
}

/* --- campaigns ----------------------------------------------------------------------------------------------------- */

static void read_campaign(struct driver *driver, unsigned sql, struct arena *arena, struct campaign *campaign)
{
    enum { ID, CONFERENCE, CODE, STATE, CREATED_AT, FIELDS }; /* CAMPAIGN_COLUMNS of store/campaign.def */
    *campaign = (struct campaign){ .id = driver_number(driver, sql, ID),
                                   .conference = copy_column(driver, sql, CONFERENCE, arena),
                                   .code = copy_column(driver, sql, CODE, arena),
                                   .state = copy_column(driver, sql, STATE, arena),
                                   .created_at = driver_number(driver, sql, CREATED_AT) };
    for (unsigned i = 0; i < CAMPAIGN_FIELD_COUNT; i++)
        if (campaign_field_is_number(&campaign_fields[i]))
            campaign_set_number(campaign, &campaign_fields[i], driver_number(driver, sql, FIELDS + i));
        else
            campaign_set_words(campaign, &campaign_fields[i], copy_column(driver, sql, FIELDS + i, arena));
}

static bool find_campaign(struct driver *driver, unsigned sql, const struct driver_value *values, size_t count,
                          struct arena *arena, struct campaign *campaign, bool *found, struct error *error)
{
    if (!driver_find(driver, sql, values, count, found, error))
        return false;
    if (*found)
        read_campaign(driver, sql, arena, campaign);
    driver_stop(driver, sql);
    return true;
}

bool campaign_find(struct driver *driver, struct slice conference, struct slice code, struct arena *arena,
                   struct campaign *campaign, bool *found, struct error *error)
{
    struct driver_value const values[] = { DRIVER_TEXT(conference), DRIVER_TEXT(code) };
    return find_campaign(driver, CAMPAIGN_SQL_CAMPAIGN_FIND, values, 2, arena, campaign, found, error);
}

bool campaign_of_id(struct driver *driver, int64_t id, struct arena *arena, struct campaign *campaign, bool *found,
                    struct error *error)
{
    struct driver_value const values[] = { DRIVER_NUMBER(id) };
    return find_campaign(driver, CAMPAIGN_SQL_CAMPAIGN_OF_ID, values, 1, arena, campaign, found, error);
}

bool campaign_all(struct driver *driver, struct slice conference, struct arena *arena, struct campaign_list *list,
                  struct error *error)
{
    struct driver_value const values[] = { DRIVER_TEXT(conference) };
    *list = (struct campaign_list){ arena_take_many(arena, CAMPAIGNS_SHOWN_MAX, sizeof *list->items), 0 };
    if (list->items == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("campaigns"));
    if (!driver_start(driver, CAMPAIGN_SQL_CAMPAIGN_ALL, values, 1, error))
        return false;
    while (driver_step(driver, CAMPAIGN_SQL_CAMPAIGN_ALL, error)) {
        read_campaign(driver, CAMPAIGN_SQL_CAMPAIGN_ALL, arena, &list->items[list->count]);
        if (++list->count == CAMPAIGNS_SHOWN_MAX)
            break;
    }
    driver_stop(driver, CAMPAIGN_SQL_CAMPAIGN_ALL);
    return error->fault == FAULT_NONE;
}

/* The values of a campaign's fields, in the table's order. */
static void bind_fields(const struct campaign *campaign, struct driver_value *values)
{
    for (size_t i = 0; i < CAMPAIGN_FIELD_COUNT; i++)
        values[i] = campaign_field_is_number(&campaign_fields[i])
                        ? DRIVER_NUMBER(campaign_number(campaign, &campaign_fields[i]))
                        : DRIVER_TEXT(campaign_words(campaign, &campaign_fields[i]));
}

bool campaign_add(struct driver *driver, struct campaign *campaign, int64_t now, struct error *error)
{
    struct driver_value values[3 + CAMPAIGN_FIELD_COUNT] = { DRIVER_TEXT(campaign->conference),
                                                             DRIVER_TEXT(campaign->code), DRIVER_NUMBER(now) };
    bind_fields(campaign, values + 3);
    if (!driver_run(driver, CAMPAIGN_SQL_CAMPAIGN_ADD, values, sizeof values / sizeof *values, error))
        return false;
    campaign->id = driver_added(driver);
    campaign->state = SLICE("draft");
    campaign->created_at = now;
    return true;
}

/* Every field as a named value. */
static void keep_fields(const struct campaign *campaign, struct buffer *out)
{
    char digits[24];
    for (size_t i = 0; i < CAMPAIGN_FIELD_COUNT; i++) {
        const struct campaign_field *const field = &campaign_fields[i];
        struct buffer number = BUFFER(digits);
        if (campaign_field_is_number(field))
            buffer_add_number(&number, (uint64_t)campaign_number(campaign, field));
        fields_add(out, field->name,
                   campaign_field_is_number(field) ? buffer_slice(&number) : campaign_words(campaign, field));
    }
}

void campaign_recall(struct slice words, struct campaign *campaign)
{
    for (size_t i = 0; i < CAMPAIGN_FIELD_COUNT; i++) {
        const struct campaign_field *const field = &campaign_fields[i];
        struct slice const said = fields_get(words, field->name);
        struct slice const kept =
            said.length > 0 ? said : slice_of(field->standard); /* a newer field than the wording */
        uint64_t number;
        if (!campaign_field_is_number(field))
            campaign_set_words(campaign, field, kept);
        else if (slice_number(kept, &number))
            campaign_set_number(campaign, field, (int64_t)number);
    }
}

bool campaign_change(struct driver *driver, const struct campaign *campaign, struct slice who, int64_t now,
                     struct arena *arena, struct error *error)
{
    struct driver_value values[CAMPAIGN_FIELD_COUNT + 1];
    char *const memory = arena_take_unset(arena, PAST_BYTES_MAX);
    struct buffer past = { memory, 0, memory != NULL ? PAST_BYTES_MAX : 0, false };
    struct campaign before;
    bool found;
    if (!campaign_of_id(driver, campaign->id, arena, &before, &found, error))
        return false;
    if (!found)
        return fail(error, FAULT_CAMPAIGN_UNKNOWN, 0, campaign->code);
    keep_fields(&before, &past);
    if (past.full)
        return fail(error, FAULT_MEMORY, 0, SLICE("an earlier wording"));
    struct driver_value const kept[] = { DRIVER_NUMBER(campaign->id), DRIVER_NUMBER(now), DRIVER_TEXT(who),
                                         DRIVER_TEXT(buffer_slice(&past)) };
    bind_fields(campaign, values);
    values[CAMPAIGN_FIELD_COUNT] = DRIVER_NUMBER(campaign->id);
    return driver_run(driver, CAMPAIGN_SQL_CAMPAIGN_KEEP, kept, 4, error) &&
           driver_run(driver, CAMPAIGN_SQL_CAMPAIGN_CHANGE, values, sizeof values / sizeof *values, error);
}

bool campaign_set_state(struct driver *driver, int64_t id, struct slice state, struct error *error)
{
    struct driver_value const values[] = { DRIVER_NUMBER(id), DRIVER_TEXT(state) };
    return driver_run(driver, CAMPAIGN_SQL_CAMPAIGN_STATE, values, 2, error);
}

/* Rows of id, at, who, words. */
static bool read_past(struct driver *driver, unsigned sql, int64_t of, struct arena *arena, struct past_list *list,
                      struct error *error)
{
    struct driver_value const values[] = { DRIVER_NUMBER(of) };
    *list = (struct past_list){ arena_take_many(arena, CAMPAIGN_PAST_MAX, sizeof *list->items), 0 };
    if (list->items == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("what was done before"));
    if (!driver_start(driver, sql, values, 1, error))
        return false;
    while (driver_step(driver, sql, error)) {
        list->items[list->count] =
            (struct past){ driver_number(driver, sql, 0), driver_number(driver, sql, 1),
                           copy_column(driver, sql, 2, arena), copy_column(driver, sql, 3, arena) };
        if (++list->count == CAMPAIGN_PAST_MAX)
            break;
    }
    driver_stop(driver, sql);
    return error->fault == FAULT_NONE;
}

bool campaign_past(struct driver *driver, int64_t id, struct arena *arena, struct past_list *list, struct error *error)
{
    return read_past(driver, CAMPAIGN_SQL_CAMPAIGN_PAST, id, arena, list, error);
}

/* --- contacts ------------------------------------------------------------------------------------------------------ */

static void read_contact(struct driver *driver, unsigned sql, struct arena *arena, struct contact *contact)
{
    *contact = (struct contact){ .id = driver_number(driver, sql, 0),
                                 .campaign = driver_number(driver, sql, 1),
                                 .place = copy_column(driver, sql, 2, arena),
                                 .place_name = copy_column(driver, sql, 3, arena),
                                 .name = copy_column(driver, sql, 4, arena),
                                 .role = copy_column(driver, sql, 5, arena),
                                 .address = copy_column(driver, sql, 6, arena),
                                 .source = copy_column(driver, sql, 7, arena),
                                 .source_date = copy_column(driver, sql, 8, arena),
                                 .confirmed_by = copy_column(driver, sql, 9, arena),
                                 .confirmed_at = driver_number(driver, sql, 10),
                                 .state = copy_column(driver, sql, 11, arena),
                                 .pace = copy_column(driver, sql, 12, arena),
                                 .hourly_max = driver_number(driver, sql, 13),
                                 .worked_at = driver_number(driver, sql, 14),
                                 .bounced_at = driver_number(driver, sql, 15),
                                 .bounce_words = copy_column(driver, sql, 16, arena) };
}

static bool count_contacts(struct driver *driver, const struct driver_value *values, size_t *count, struct error *error)
{
    bool found;
    *count = 0;
    if (!driver_find(driver, CAMPAIGN_SQL_CONTACT_COUNT, values, 2, &found, error))
        return false;
    if (found)
        *count = (size_t)driver_number(driver, CAMPAIGN_SQL_CONTACT_COUNT, 0);
    driver_stop(driver, CAMPAIGN_SQL_CONTACT_COUNT);
    return true;
}

bool contact_list(struct driver *driver, int64_t campaign, struct slice place, struct arena *arena,
                  struct contacts *list, struct error *error)
{
    struct driver_value const values[] = { DRIVER_NUMBER(campaign), DRIVER_TEXT(place) };
    size_t count;
    *list = (struct contacts){ NULL, 0 };
    if (!count_contacts(driver, values, &count, error))
        return false;
    if (count == 0)
        return true;
    count = count < CONTACTS_SHOWN_MAX ? count : CONTACTS_SHOWN_MAX;
    list->items = arena_take_many(arena, count, sizeof *list->items);
    if (list->items == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("contacts"));
    if (!driver_start(driver, CAMPAIGN_SQL_CONTACT_LIST, values, 2, error))
        return false;
    while (list->count < count && driver_step(driver, CAMPAIGN_SQL_CONTACT_LIST, error))
        read_contact(driver, CAMPAIGN_SQL_CONTACT_LIST, arena, &list->items[list->count++]);
    driver_stop(driver, CAMPAIGN_SQL_CONTACT_LIST);
    return error->fault == FAULT_NONE;
}

/* The contact that the statement finds by a number, if any. */
static bool find_one(struct driver *driver, unsigned sql, int64_t id, struct arena *arena, struct contact *contact,
                     bool *found, struct error *error)
{
    struct driver_value const values[] = { DRIVER_NUMBER(id) };
    if (!driver_find(driver, sql, values, 1, found, error))
        return false;
    if (*found)
        read_contact(driver, sql, arena, contact);
    driver_stop(driver, sql);
    return true;
}

bool contact_find(struct driver *driver, int64_t id, struct arena *arena, struct contact *contact, bool *found,
                  struct error *error)
{
    return find_one(driver, CAMPAIGN_SQL_CONTACT_FIND, id, arena, contact, found, error);
}

bool contact_is_known(struct driver *driver, int64_t campaign, struct slice place, struct slice address, bool *known,
                      struct error *error)
{
    struct driver_value const values[] = { DRIVER_NUMBER(campaign), DRIVER_TEXT(place), DRIVER_TEXT(address) };
    if (!driver_find(driver, CAMPAIGN_SQL_CONTACT_KNOWN, values, 3, known, error))
        return false;
    driver_stop(driver, CAMPAIGN_SQL_CONTACT_KNOWN);
    return true;
}

bool contact_add(struct driver *driver, struct contact *contact, struct error *error)
{
    struct driver_value const values[] = { DRIVER_NUMBER(contact->campaign), DRIVER_TEXT(contact->place),
                                           DRIVER_TEXT(contact->place_name), DRIVER_TEXT(contact->name),
                                           DRIVER_TEXT(contact->role),       DRIVER_TEXT(contact->address),
                                           DRIVER_TEXT(contact->source),     DRIVER_TEXT(contact->source_date) };
    if (!driver_run(driver, CAMPAIGN_SQL_CONTACT_ADD, values, sizeof values / sizeof *values, error))
        return false;
    contact->id = driver_added(driver);
    return true;
}

bool contact_change(struct driver *driver, const struct contact *contact, struct error *error)
{
    struct driver_value const values[] = { DRIVER_NUMBER(contact->id),         DRIVER_TEXT(contact->state),
                                           DRIVER_TEXT(contact->pace),         DRIVER_NUMBER(contact->hourly_max),
                                           DRIVER_TEXT(contact->confirmed_by), DRIVER_NUMBER(contact->confirmed_at) };
    return driver_run(driver, CAMPAIGN_SQL_CONTACT_CHANGE, values, sizeof values / sizeof *values, error) &&
           (!slice_equal(contact->state, SLICE("confirmed")) || housekeeping_wake(driver, contact->id, error));
}

bool contact_note(struct driver *driver, int64_t contact, int64_t now, struct slice who, struct slice words,
                  struct error *error)
{
    struct driver_value const values[] = { DRIVER_NUMBER(contact), DRIVER_NUMBER(now), DRIVER_TEXT(who),
                                           DRIVER_TEXT(words) };
    return driver_run(driver, CAMPAIGN_SQL_CONTACT_NOTE, values, 4, error);
}

bool contact_succeed(struct driver *driver, int64_t contact, int64_t successor, struct slice words, int64_t now,
                     uint64_t *moved, struct error *error)
{
    struct driver_value const both[] = { DRIVER_NUMBER(contact), DRIVER_NUMBER(successor) };
    struct driver_value const note[] = { DRIVER_NUMBER(contact), DRIVER_NUMBER(successor), DRIVER_NUMBER(now),
                                         DRIVER_TEXT(words) };
    if (!driver_run(driver, CAMPAIGN_SQL_CONTACT_SUCCESSOR_SET, both, 2, error) ||
        !driver_run(driver, CAMPAIGN_SQL_CONTACT_MOVE_NOTE, note, 4, error) ||
        !driver_run(driver, CAMPAIGN_SQL_CONTACT_MOVE_DIGESTS, both, 2, error) ||
        !driver_run(driver, CAMPAIGN_SQL_CONTACT_MOVE, both, 2, error))
        return false;
    *moved = driver_changed(driver);
    return housekeeping_wake(driver, successor, error);
}

bool contact_successor(struct driver *driver, int64_t id, struct arena *arena, struct contact *successor, bool *found,
                       struct error *error)
{
    return find_one(driver, CAMPAIGN_SQL_CONTACT_SUCCESSOR, id, arena, successor, found, error);
}

bool contact_past(struct driver *driver, int64_t contact, struct arena *arena, struct past_list *list,
                  struct error *error)
{
    return read_past(driver, CAMPAIGN_SQL_CONTACT_PAST, contact, arena, list, error);
}
