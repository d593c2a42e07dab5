// SPDX-License-Identifier: Apache-2.0
#include "store/public_log_store.h"

#include <string.h>

#include "base/hex.h"
#include "record/fault.h"

/* --- what an entry says -------------------------------------------------------------------------------------------- */

static bool add_tally(struct driver *driver, struct slice about, struct slice country, int published, int struck,
                      int refused, struct error *error)
{
    struct driver_value const values[] = { DRIVER_TEXT(about), DRIVER_TEXT(country), DRIVER_NUMBER(published),
                                           DRIVER_NUMBER(struck), DRIVER_NUMBER(refused) };
    return driver_run(driver, PUBLIC_LOG_SQL_TALLY_ADD, values, 5, error);
}

static bool index_comment(struct driver *driver, uint64_t seq, const struct public_log_entry *entry, int64_t source,
                          int64_t at, struct error *error)
{
    struct hash hash;
    struct slice const about = entry->values[PUBLIC_LOG_FIELD_ABOUT];
    struct slice const country = entry->values[PUBLIC_LOG_FIELD_COUNTRY];
    if (!hex_read(entry->values[PUBLIC_LOG_FIELD_BLOB], hash.bytes, HASH_BYTES))
        return fail(error, FAULT_VALUE_HASH, 0, SLICE("blob"));
    struct driver_value const values[] = { DRIVER_NUMBER(seq),
                                           DRIVER_TEXT(about),
                                           DRIVER_TEXT(country),
                                           DRIVER_NUMBER(at),
                                           DRIVER_BYTES(hash_slice(&hash)),
                                           DRIVER_NUMBER(source) };
    return driver_run(driver, PUBLIC_LOG_SQL_COMMENT_ADD, values, 6, error) &&
           add_tally(driver, about, country, 1, 0, 0, error);
}

/* The row stays, with who wished it and why. A second strike changes nothing. */
static bool index_strike(struct driver *driver, uint64_t seq, const struct public_log_entry *entry, struct error *error)
{
    unsigned char memory[1024];
    struct arena arena = { memory, 0, sizeof memory };
    struct public_log_comment comment;
    bool found;
    uint64_t const struck = public_log_entry_number(entry, PUBLIC_LOG_FIELD_ENTRY);
    if (!public_log_store_comment(driver, struck, &arena, &comment, &found, error))
        return false;
    if (!found || comment.struck)
        return true;
    struct driver_value const values[] = { DRIVER_NUMBER(struck), DRIVER_NUMBER(seq),
                                           DRIVER_TEXT(entry->values[PUBLIC_LOG_FIELD_WHO]),
                                           DRIVER_TEXT(entry->values[PUBLIC_LOG_FIELD_REASON]) };
    return driver_run(driver, PUBLIC_LOG_SQL_COMMENT_STRIKE, values, 4, error) &&
           add_tally(driver, comment.about, comment.country, 0, 1, 0, error);
}

static bool index_count(struct driver *driver, uint64_t seq, const struct public_log_entry *entry, struct error *error)
{
    struct driver_value const values[] = { DRIVER_TEXT(entry->values[PUBLIC_LOG_FIELD_CAMPAIGN]),
                                           DRIVER_TEXT(entry->values[PUBLIC_LOG_FIELD_PLACE]),
                                           DRIVER_NUMBER(public_log_entry_number(entry, PUBLIC_LOG_FIELD_TOTAL)),
                                           DRIVER_NUMBER(seq) };
    return driver_run(driver, PUBLIC_LOG_SQL_COUNT_SET, values, 4, error);
}

/* The values of a count.answers, as the statements take them. */
#define ANSWERS(entry)                                                                                                 \
    {                                                                                                                  \
        DRIVER_TEXT((entry)->values[PUBLIC_LOG_FIELD_CAMPAIGN]), DRIVER_TEXT((entry)->values[PUBLIC_LOG_FIELD_PLACE]), \
            DRIVER_NUMBER(public_log_entry_number(entry, PUBLIC_LOG_FIELD_ASKED)),                                     \
            DRIVER_NUMBER(public_log_entry_number(entry, PUBLIC_LOG_FIELD_YES)),                                       \
            DRIVER_NUMBER(public_log_entry_number(entry, PUBLIC_LOG_FIELD_NO))                                         \
    }

static bool index_answers(struct driver *driver, const struct public_log_entry *entry, struct error *error)
{
    struct driver_value const values[] = ANSWERS(entry);
    return driver_run(driver, PUBLIC_LOG_SQL_COUNT_ANSWERS, values, 5, error);
}

bool public_log_store_knows(struct driver *driver, const struct public_log_entry *entry, bool *known,
                            struct error *error)
{
    struct driver_value const values[] = ANSWERS(entry);
    if (!driver_find(driver, PUBLIC_LOG_SQL_COUNT_SAME, values, 5, known, error))
        return false;
    driver_stop(driver, PUBLIC_LOG_SQL_COUNT_SAME);
    return true;
}

bool public_log_store_index(struct driver *driver, uint64_t seq, const struct public_log_entry *entry, int64_t source,
                            int64_t at, struct error *error)
{
    switch (entry->type) {
    case PUBLIC_LOG_COMMENT_PUBLISH:
        return index_comment(driver, seq, entry, source, at, error);
    case PUBLIC_LOG_COMMENT_STRIKE:
        return index_strike(driver, seq, entry, error);
    case PUBLIC_LOG_COMMENT_REFUSE:
        return add_tally(driver, entry->values[PUBLIC_LOG_FIELD_ABOUT], entry->values[PUBLIC_LOG_FIELD_COUNTRY], 0, 0,
                         1, error);
    case PUBLIC_LOG_COUNT_COMMIT:
        return index_count(driver, seq, entry, error);
    case PUBLIC_LOG_COUNT_ANSWERS:
        return index_answers(driver, entry, error);
    case PUBLIC_LOG_TYPE_COUNT:
        break;
    }
    return true;
}

static bool find_number(struct driver *driver, enum public_log_sql sql, int64_t key, bool *found, uint64_t *number,
                        struct error *error)
{
    struct driver_value const values[] = { DRIVER_NUMBER(key) };
    if (!driver_find(driver, sql, values, 1, found, error))
        return false;
    *number = *found ? (uint64_t)driver_number(driver, sql, 0) : 0;
    driver_stop(driver, sql);
    return true;
}

bool public_log_store_of_inbox(struct driver *driver, int64_t inbox, bool *found, uint64_t *seq, struct error *error)
{
    return find_number(driver, PUBLIC_LOG_SQL_ENTRY_OF_INBOX, inbox, found, seq, error);
}

bool public_log_store_of_source(struct driver *driver, int64_t source, bool *found, uint64_t *seq, struct error *error)
{
    return find_number(driver, PUBLIC_LOG_SQL_COMMENT_OF_SOURCE, source, found, seq, error);
}

bool public_log_store_total(struct driver *driver, struct slice campaign, struct slice place, uint64_t *total,
                            struct error *error)
{
    struct driver_value const values[] = { DRIVER_TEXT(campaign), DRIVER_TEXT(place) };
    bool found;
    if (!driver_find(driver, PUBLIC_LOG_SQL_COUNT_FIND, values, 2, &found, error))
        return false;
    *total = found ? (uint64_t)driver_number(driver, PUBLIC_LOG_SQL_COUNT_FIND, 0) : 0;
    driver_stop(driver, PUBLIC_LOG_SQL_COUNT_FIND);
    return true;
}

bool public_log_store_set_key_delegation(struct driver *driver, struct slice note, struct error *error)
{
    struct driver_value const values[] = { DRIVER_BYTES(note) };
    return driver_run(driver, PUBLIC_LOG_SQL_KEY_DELEGATION_SET, values, 1, error);
}

bool public_log_store_key_delegation(struct driver *driver, struct buffer *out, struct error *error)
{
    unsigned const sql = PUBLIC_LOG_SQL_KEY_DELEGATION_FIND;
    bool found;
    if (!driver_find(driver, sql, NULL, 0, &found, error))
        return false;
    if (found)
        buffer_add(out, driver_bytes(driver, sql, 0));
    driver_stop(driver, sql);
    return true;
}

/* --- reading ------------------------------------------------------------------------------------------------------- */

bool public_log_store_comment(struct driver *driver, uint64_t seq, struct arena *arena,
                              struct public_log_comment *comment, bool *found, struct error *error)
{
    enum { ABOUT, COUNTRY, AT, BLOB, STRUCK, WHO, REASON };
    unsigned const sql = PUBLIC_LOG_SQL_COMMENT_FIND;
    struct driver_value const values[] = { DRIVER_NUMBER(seq) };
    *comment = (struct public_log_comment){ .seq = seq };
    if (!driver_find(driver, sql, values, 1, found, error))
        return false;
    if (!*found)
        return true;
    comment->about = arena_copy(arena, driver_bytes(driver, sql, ABOUT));
    comment->country = arena_copy(arena, driver_bytes(driver, sql, COUNTRY));
    comment->at = driver_number(driver, sql, AT);
    struct slice const blob = driver_bytes(driver, sql, BLOB);
    if (blob.length == HASH_BYTES)
        memcpy(comment->blob.bytes, blob.bytes, HASH_BYTES);
    comment->who = arena_copy(arena, driver_bytes(driver, sql, WHO));
    comment->reason = arena_copy(arena, driver_bytes(driver, sql, REASON));
    comment->struck = comment->who.length > 0;
    comment->struck_by = (uint64_t)driver_number(driver, sql, STRUCK);
    driver_stop(driver, sql);
    return true;
}

bool public_log_store_newest(struct driver *driver, struct slice about, uint64_t before, size_t limit,
                             struct arena *arena, struct public_log_place **places, size_t *count, struct error *error)
{
    unsigned const sql = PUBLIC_LOG_SQL_COMMENTS_NEWEST;
    struct driver_value const values[] = { DRIVER_TEXT(about), DRIVER_NUMBER(before), DRIVER_NUMBER(limit) };
    struct error inner = { 0 };
    *places = arena_take_many(arena, limit, sizeof **places);
    *count = 0;
    if (*places == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("comments"));
    if (!driver_start(driver, sql, values, 3, error))
        return false;
    while (*count < limit && driver_step(driver, sql, &inner))
        (*places)[(*count)++] = (struct public_log_place){ (uint64_t)driver_number(driver, sql, 0),
                                                           arena_copy(arena, driver_bytes(driver, sql, 1)) };
    driver_stop(driver, sql);
    return inner.fault == FAULT_NONE || fail_as(error, &inner);
}

static bool read_tallies(struct driver *driver, enum public_log_sql sql, struct driver_value value, size_t limit,
                         struct arena *arena, struct public_log_tally **rows, size_t *count, struct error *error)
{
    struct error inner = { 0 };
    *rows = arena_take_many(arena, limit, sizeof **rows);
    *count = 0;
    if (*rows == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("countries"));
    if (!driver_start(driver, sql, &value, 1, error))
        return false;
    while (*count < limit && driver_step(driver, sql, &inner)) {
        struct public_log_tally *const row = &(*rows)[(*count)++];
        row->country = arena_copy(arena, driver_bytes(driver, sql, 0));
        row->published = (uint64_t)driver_number(driver, sql, 1);
        row->struck = (uint64_t)driver_number(driver, sql, 2);
        row->refused = (uint64_t)driver_number(driver, sql, 3);
    }
    driver_stop(driver, sql);
    return inner.fault == FAULT_NONE || fail_as(error, &inner);
}

bool public_log_store_tallies(struct driver *driver, struct slice about, struct arena *arena,
                              struct public_log_tally **rows, size_t *count, struct error *error)
{
    return read_tallies(driver, PUBLIC_LOG_SQL_TALLIES, DRIVER_TEXT(about), PUBLIC_LOG_COUNTRIES_MAX, arena, rows,
                        count, error);
}

bool public_log_store_subjects(struct driver *driver, struct arena *arena, struct public_log_tally **rows,
                               size_t *count, struct error *error)
{
    return read_tallies(driver, PUBLIC_LOG_SQL_TALLY_SUBJECTS, DRIVER_NUMBER(PUBLIC_LOG_SUBJECTS_MAX),
                        PUBLIC_LOG_SUBJECTS_MAX, arena, rows, count, error);
}

bool public_log_store_counts(struct driver *driver, struct slice campaign, struct arena *arena,
                             struct public_log_count **rows, size_t *count, struct error *error)
{
    unsigned const sql = PUBLIC_LOG_SQL_COUNTS;
    struct driver_value const values[] = { DRIVER_TEXT(campaign) };
    struct error inner = { 0 };
    *rows = arena_take_many(arena, PUBLIC_LOG_COUNTRIES_MAX, sizeof **rows);
    *count = 0;
    if (*rows == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("counts"));
    if (!driver_start(driver, sql, values, 1, error))
        return false;
    while (*count < PUBLIC_LOG_COUNTRIES_MAX && driver_step(driver, sql, &inner))
        (*rows)[(*count)++] = (struct public_log_count){
            arena_copy(arena, driver_bytes(driver, sql, 0)), (uint64_t)driver_number(driver, sql, 1),
            (uint64_t)driver_number(driver, sql, 2),         (uint64_t)driver_number(driver, sql, 3),
            (uint64_t)driver_number(driver, sql, 4),         (uint64_t)driver_number(driver, sql, 5)
        };
    driver_stop(driver, sql);
    return inner.fault == FAULT_NONE || fail_as(error, &inner);
}
