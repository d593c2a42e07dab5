// SPDX-License-Identifier: Apache-2.0
#include "store/comments.h"

#include "base/civil.h"
#include "store/fault.h"
#include "store/public_log_inbox.h"
#include "store/outbox.h"
#include "store/campaign_sql.h"

enum { FIELDS_BYTES_MAX = 1200 };

bool comment_add(struct driver *driver, const struct comment_new *comment, int64_t *id, struct error *error)
{
    int64_t mail;
    struct driver_value const values[] = { DRIVER_TEXT(comment->conference),
                                           DRIVER_TEXT(comment->about),
                                           DRIVER_TEXT(comment->country),
                                           DRIVER_BYTES(hash_slice(&comment->token_hash)),
                                           DRIVER_BYTES(hash_slice(&comment->address_hash)),
                                           DRIVER_BYTES(hash_slice(&comment->network_hash)),
                                           DRIVER_NUMBER(comment->similarity),
                                           DRIVER_BYTES(comment->sealed),
                                           DRIVER_NUMBER(comment->with_name),
                                           DRIVER_NUMBER(comment->now),
                                           DRIVER_TEXT(comment->hold_words) };
    if (!driver_run(driver, CAMPAIGN_SQL_COMMENT_ADD, values, sizeof values / sizeof *values, error))
        return false;
    *id = driver_added(driver);
    struct mail_new const asks = { .kind = MAIL_KIND_COMMENT_CONFIRM,
                                   .about = *id,
                                   .conference = comment->conference,
                                   .address = comment->address,
                                   .due_at = comment->now,
                                   .now = comment->now };
    return outbox_add(driver, &asks, &mail, error);
}

/* --- reading -------------------------------------------------------------------------------------------------------- */

/* Reads the columns of COMMENT_COLUMNS (store/campaign.def). */
static struct comment comment_read_row(struct driver *driver, unsigned sql, struct arena *arena)
{
    enum { ID, CREATED, CONFIRMED, SEQ, CONFERENCE, ABOUT, COUNTRY, STATE, HOLD, SEALED, WITH_NAME, SIMILARITY };
    return (struct comment){ .id = driver_number(driver, sql, ID),
                             .created_at = driver_number(driver, sql, CREATED),
                             .confirmed_at = driver_number(driver, sql, CONFIRMED),
                             .seq = driver_number(driver, sql, SEQ),
                             .conference = arena_copy(arena, driver_bytes(driver, sql, CONFERENCE)),
                             .about = arena_copy(arena, driver_bytes(driver, sql, ABOUT)),
                             .country = arena_copy(arena, driver_bytes(driver, sql, COUNTRY)),
                             .state = arena_copy(arena, driver_bytes(driver, sql, STATE)),
                             .hold_words = arena_copy(arena, driver_bytes(driver, sql, HOLD)),
                             .sealed = arena_copy(arena, driver_bytes(driver, sql, SEALED)),
                             .with_name = driver_number(driver, sql, WITH_NAME) != 0,
                             .similarity = (uint64_t)driver_number(driver, sql, SIMILARITY) };
}

static bool comment_find_one(struct driver *driver, unsigned sql, const struct driver_value *values, size_t count,
                             struct arena *arena, struct comment *comment, bool *found, struct error *error)
{
    if (!driver_find(driver, sql, values, count, found, error))
        return false;
    if (*found) {
        *comment = comment_read_row(driver, sql, arena);
        driver_stop(driver, sql);
    }
    return true;
}

bool comment_find(struct driver *driver, const struct hash *token_hash, struct arena *arena, struct comment *comment,
                  bool *found, struct error *error)
{
    struct driver_value const values[] = { DRIVER_BYTES(hash_slice(token_hash)) };
    return comment_find_one(driver, CAMPAIGN_SQL_COMMENT_FIND, values, 1, arena, comment, found, error);
}

bool comment_of_id(struct driver *driver, int64_t id, struct arena *arena, struct comment *comment, bool *found,
                   struct error *error)
{
    struct driver_value const values[] = { DRIVER_NUMBER(id) };
    return comment_find_one(driver, CAMPAIGN_SQL_COMMENT_OF_ID, values, 1, arena, comment, found, error);
}

bool comment_of_entry(struct driver *driver, struct slice conference, uint64_t seq, struct arena *arena,
                      struct comment *comment, bool *found, struct error *error)
{
    struct driver_value const values[] = { DRIVER_TEXT(conference), DRIVER_NUMBER(seq) };
    return comment_find_one(driver, CAMPAIGN_SQL_COMMENT_OF_ENTRY, values, 2, arena, comment, found, error);
}

static bool comment_read_list(struct driver *driver, unsigned sql, struct arena *arena, struct comment *comments,
                              size_t limit, size_t *count, struct error *error)
{
    struct driver_value const values[] = { DRIVER_NUMBER(limit) };
    struct error inner = { 0 };
    *count = 0;
    if (!driver_start(driver, sql, values, 1, error))
        return false;
    while (*count < limit && driver_step(driver, sql, &inner))
        comments[(*count)++] = comment_read_row(driver, sql, arena);
    driver_stop(driver, sql);
    return inner.fault == FAULT_NONE || fail_as(error, &inner);
}

bool comment_waiting(struct driver *driver, struct arena *arena, struct comment *comments, size_t limit, size_t *count,
                     struct error *error)
{
    return comment_read_list(driver, CAMPAIGN_SQL_COMMENTS_WAITING, arena, comments, limit, count, error);
}

bool comment_held(struct driver *driver, struct arena *arena, struct comment *comments, size_t limit, size_t *count,
                  struct error *error)
{
    return comment_read_list(driver, CAMPAIGN_SQL_COMMENTS_HELD, arena, comments, limit, count, error);
}

bool comment_similarities(struct driver *driver, size_t limit,
                          void (*take)(void *context, struct slice conference, uint64_t similarity), void *context,
                          struct error *error)
{
    struct driver_value const values[] = { DRIVER_NUMBER(limit) };
    struct error inner = { 0 };
    if (!driver_start(driver, CAMPAIGN_SQL_COMMENT_SIMILARITIES, values, 1, error))
        return false;
    while (driver_step(driver, CAMPAIGN_SQL_COMMENT_SIMILARITIES, &inner))
        take(context, driver_bytes(driver, CAMPAIGN_SQL_COMMENT_SIMILARITIES, 0),
             (uint64_t)driver_number(driver, CAMPAIGN_SQL_COMMENT_SIMILARITIES, 1));
    driver_stop(driver, CAMPAIGN_SQL_COMMENT_SIMILARITIES);
    return inner.fault == FAULT_NONE || fail_as(error, &inner);
}

/* --- steps ---------------------------------------------------------------------------------------------------------- */

static bool comment_wrong_step(struct slice state, struct error *error)
{
    return fail(error, FAULT_COMMENT_STEP, 0, state);
}

/* Reads the comment if its state allows the step; *already: it is in state `to`. */
static bool comment_read_standing(struct driver *driver, int64_t id, struct slice to, struct arena *arena,
                                  struct comment *comment, bool *already, struct error *error)
{
    bool found;
    if (!comment_of_id(driver, id, arena, comment, &found, error))
        return false;
    *already = found && slice_equal(comment->state, to);
    return found || comment_wrong_step(SLICE("unknown"), error);
}

static bool comment_set_state(struct driver *driver, int64_t id, struct slice state, struct slice words,
                              struct error *error)
{
    struct driver_value const values[] = { DRIVER_NUMBER(id), DRIVER_TEXT(state), DRIVER_TEXT(words) };
    return driver_run(driver, CAMPAIGN_SQL_COMMENT_STATE, values, 3, error);
}

static bool comment_forget(struct driver *driver, int64_t id, struct error *error)
{
    struct driver_value const values[] = { DRIVER_NUMBER(id) };
    return driver_run(driver, CAMPAIGN_SQL_COMMENT_FORGET, values, 1, error);
}

#define STANDING(to)                                                               \
    unsigned char memory[1 << 16];                                                 \
    struct arena arena = { memory, 0, sizeof memory };                             \
    struct comment comment;                                                        \
    bool already;                                                                  \
    if (!comment_read_standing(driver, id, to, &arena, &comment, &already, error)) \
        return false;                                                              \
    if (already)                                                                   \
    return true

bool comment_confirm(struct driver *driver, int64_t id, int64_t now, struct error *error)
{
    STANDING(SLICE("confirmed"));
    if (comment.confirmed_at > 0)
        return true; /* confirmed before; by now it may be held or published */
    if (!slice_equal(comment.state, SLICE("received")) || comment.created_at + COMMENT_CONFIRM_DAYS * DAY_SECONDS < now)
        return comment_wrong_step(comment.state, error);
    struct driver_value const values[] = { DRIVER_NUMBER(id), DRIVER_NUMBER(now) };
    return driver_run(driver, CAMPAIGN_SQL_COMMENT_CONFIRMED, values, 2, error) &&
           comment_set_state(driver, id, comment.hold_words.length > 0 ? SLICE("held") : SLICE("confirmed"),
                             comment.hold_words, error);
}

/* Queues the entry that removes the text from the public log, with who wished it and why. */
static bool comment_put_strike(struct driver *driver, const struct comment *comment, struct slice who,
                               struct slice reason, struct error *error)
{
    char memory[FIELDS_BYTES_MAX];
    struct buffer fields = BUFFER(memory);
    int64_t row;
    buffer_add_text(&fields, "who: ");
    buffer_add(&fields, who);
    buffer_add_text(&fields, "\nreason: ");
    buffer_add(&fields, reason);
    buffer_add_byte(&fields, '\n');
    struct public_log_inbox_row const strike = { .comment = comment->id,
                                                 .conference = comment->conference,
                                                 .kind = SLICE("comment.strike"),
                                                 .fields = buffer_slice(&fields),
                                                 .salt = SLICE(""),
                                                 .text = SLICE("") };
    if (fields.full || slice_find(reason, '\n', 0) < reason.length || reason.length == 0)
        return fail(error, FAULT_COMMENT_REASON, 0);
    return public_log_inbox_put(driver, &strike, &row, error);
}

bool comment_erase(struct driver *driver, int64_t id, struct error *error)
{
    STANDING(SLICE("erased"));
    if (slice_equal(comment.state, SLICE("published")) &&
        !comment_put_strike(driver, &comment, SLICE("writer"), SLICE("Taken back by whoever wrote it."), error))
        return false;
    return comment_set_state(driver, id, SLICE("erased"), SLICE(""), error) && comment_forget(driver, id, error);
}

bool comment_release(struct driver *driver, int64_t id, struct error *error)
{
    STANDING(SLICE("confirmed"));
    return slice_equal(comment.state, SLICE("held"))
               ? comment_set_state(driver, id, SLICE("confirmed"), SLICE(""), error)
               : comment_wrong_step(comment.state, error);
}

bool comment_refuse(struct driver *driver, int64_t id, struct slice reason, struct error *error)
{
    STANDING(SLICE("refused"));
    if (reason.length == 0 || slice_find(reason, '\n', 0) < reason.length)
        return fail(error, FAULT_COMMENT_REASON, 0);
    return slice_equal(comment.state, SLICE("held")) ? comment_set_state(driver, id, SLICE("refused"), reason, error)
                                                     : comment_wrong_step(comment.state, error);
}

bool comment_strike(struct driver *driver, int64_t id, struct slice reason, struct error *error)
{
    STANDING(SLICE("struck"));
    if (!slice_equal(comment.state, SLICE("published")))
        return comment_wrong_step(comment.state, error);
    return comment_put_strike(driver, &comment, SLICE("operator"), reason, error) &&
           comment_set_state(driver, id, SLICE("struck"), reason, error);
}

bool comment_entered(struct driver *driver, int64_t id, bool published, struct error *error)
{
    struct driver_value const values[] = { DRIVER_NUMBER(id) };
    return comment_forget(driver, id, error) &&
           (!published || driver_run(driver, CAMPAIGN_SQL_COMMENT_PUBLISHED, values, 1, error));
}

bool comment_lose(struct driver *driver, int64_t id, struct error *error)
{
    return comment_set_state(driver, id, SLICE("refused"),
                             SLICE("It could not be read any more; please write it again."), error) &&
           comment_forget(driver, id, error);
}
