#include "store/campaigns.h"

#include "store/fields.h"
#include "store/housekeeping.h"

enum { CAMPAIGN_WORDS = 13, PAST_BYTES_MAX = 65536 };

static struct slice copy_column(struct driver *driver, unsigned sql, unsigned column, struct arena *arena)
{
    return arena_copy(arena, driver_bytes(driver, sql, column));
}

/* --- campaigns ----------------------------------------------------------------------------------------------------- */

/* The words that may be changed, in the order of the statements, with the names under which the past keeps them. */
static const char *const names[CAMPAIGN_WORDS] = { "title",      "ask",     "about", "organisation", "organisation_url",
                                                   "donate_url", "subject", "body",  "language",     "addressed",
                                                   "thanks",     "look",    NULL };

static struct slice *word_of(struct campaign *campaign, size_t index)
{
    struct slice *const words[CAMPAIGN_WORDS] = { &campaign->title,
                                                  &campaign->ask,
                                                  &campaign->about,
                                                  &campaign->organisation,
                                                  &campaign->organisation_url,
                                                  &campaign->donate_url,
                                                  &campaign->subject,
                                                  &campaign->body,
                                                  &campaign->language,
                                                  &campaign->addressed,
                                                  &campaign->thanks,
                                                  &campaign->look };
    return words[index];
}

static void read_campaign(struct driver *driver, unsigned sql, struct arena *arena, struct campaign *campaign)
{
    *campaign = (struct campaign){ .id = driver_number(driver, sql, 0),
                                   .conference = copy_column(driver, sql, 1, arena),
                                   .code = copy_column(driver, sql, 2, arena),
                                   .state = copy_column(driver, sql, 3, arena),
                                   .opens_at = driver_number(driver, sql, 16),
                                   .closes_at = driver_number(driver, sql, 17),
                                   .keep_days = driver_number(driver, sql, 18),
                                   .created_at = driver_number(driver, sql, 19) };
    for (size_t i = 0; names[i] != NULL; i++)
        *word_of(campaign, i) = copy_column(driver, sql, (unsigned)i + 4, arena);
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

/* The values of a campaign's words and numbers, from `first` on. */
static void bind_words(const struct campaign *campaign, struct driver_value *values)
{
    struct campaign copy = *campaign;
    size_t count = 0;
    for (size_t i = 0; names[i] != NULL; i++)
        values[count++] = DRIVER_TEXT(*word_of(&copy, i));
    values[count++] = DRIVER_NUMBER(campaign->opens_at);
    values[count++] = DRIVER_NUMBER(campaign->closes_at);
    values[count] = DRIVER_NUMBER(campaign->keep_days);
}

bool campaign_add(struct driver *driver, struct campaign *campaign, int64_t now, struct error *error)
{
    struct driver_value values[3 + CAMPAIGN_WORDS + 2] = { DRIVER_TEXT(campaign->conference),
                                                           DRIVER_TEXT(campaign->code), DRIVER_NUMBER(now) };
    bind_words(campaign, values + 3);
    if (!driver_run(driver, CAMPAIGN_SQL_CAMPAIGN_ADD, values, sizeof values / sizeof *values, error))
        return false;
    campaign->id = driver_added(driver);
    campaign->state = SLICE("draft");
    campaign->created_at = now;
    return true;
}

/* The words and numbers as fields. */
static void keep_words(const struct campaign *campaign, struct buffer *out)
{
    struct campaign copy = *campaign;
    char digits[24];
    int64_t const numbers[] = { campaign->opens_at, campaign->closes_at, campaign->keep_days };
    static const char *const number_names[] = { "opens_at", "closes_at", "keep_days" };
    for (size_t i = 0; names[i] != NULL; i++)
        fields_add(out, names[i], *word_of(&copy, i));
    for (size_t i = 0; i < 3; i++) {
        struct buffer number = BUFFER(digits);
        buffer_add_number(&number, (uint64_t)numbers[i]);
        fields_add(out, number_names[i], buffer_slice(&number));
    }
}

void campaign_recall(struct slice words, struct campaign *campaign)
{
    uint64_t number;
    for (size_t i = 0; names[i] != NULL; i++)
        *word_of(campaign, i) = fields_get(words, names[i]);
    if (slice_number(fields_get(words, "opens_at"), &number))
        campaign->opens_at = (int64_t)number;
    if (slice_number(fields_get(words, "closes_at"), &number))
        campaign->closes_at = (int64_t)number;
    if (slice_number(fields_get(words, "keep_days"), &number))
        campaign->keep_days = (int64_t)number;
}

bool campaign_change(struct driver *driver, const struct campaign *campaign, struct slice who, int64_t now,
                     struct arena *arena, struct error *error)
{
    struct driver_value values[1 + CAMPAIGN_WORDS + 2] = { DRIVER_NUMBER(campaign->id) };
    char *const memory = arena_take_unset(arena, PAST_BYTES_MAX);
    struct buffer past = { memory, 0, memory != NULL ? PAST_BYTES_MAX : 0, false };
    struct campaign before;
    bool found;
    if (!campaign_of_id(driver, campaign->id, arena, &before, &found, error))
        return false;
    if (!found)
        return fail(error, FAULT_CAMPAIGN_UNKNOWN, 0, campaign->code);
    keep_words(&before, &past);
    if (past.full)
        return fail(error, FAULT_MEMORY, 0, SLICE("an earlier wording"));
    struct driver_value const kept[] = { DRIVER_NUMBER(campaign->id), DRIVER_NUMBER(now), DRIVER_TEXT(who),
                                         DRIVER_TEXT(buffer_slice(&past)) };
    bind_words(campaign, values + 1);
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
