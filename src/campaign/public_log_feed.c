// SPDX-License-Identifier: Apache-2.0
#include "campaign/public_log_feed.h"

#include <stdlib.h>
#include <string.h>

#include "base/hex.h"
#include "base/limits.h"
#include "record/commitment.h"
#include "record/public_log_entry.h"
#include "record/receipt.h"
#include "store/comments.h"
#include "store/fault.h"
#include "store/message_counts.h"
#include "store/fields.h"
#include "store/public_log_inbox.h"
#include "store/os.h"
#include "store/campaign_store.h"

enum { WORKER_ARENA_BYTES = 64 << 20 /* address space: a batch of the longest comments, sealed and open */ };

/* --- comments ------------------------------------------------------------------------------------------------------- */

/* What the blob holds: the name on a line of its own where it is to be shown, an empty line, the text. */
static void public_log_feed_write_text(const struct comment *comment, struct slice opened, struct buffer *out)
{
    struct slice const name = fields_get(opened, "name");
    if (comment->with_name && name.length > 0) {
        buffer_add_text(out, "name: ");
        buffer_add(out, name);
        buffer_add_byte(out, '\n');
    }
    buffer_add_byte(out, '\n');
    buffer_add(out, fields_get(opened, "text"));
}

static void public_log_feed_write_fields(const struct comment *comment, const struct hash *blob, bool refused,
                                         struct buffer *out)
{
    buffer_add_text(out, "about: ");
    buffer_add(out, comment->about);
    if (comment->country.length > 0) {
        buffer_add_text(out, "\ncountry: ");
        buffer_add(out, comment->country);
    }
    buffer_add_text(out, "\nblob: ");
    hex_write(out, blob->bytes, HASH_BYTES);
    if (refused) {
        buffer_add_text(out, "\nreason: ");
        buffer_add(out, comment->hold_words);
    }
    buffer_add_byte(out, '\n');
}

static bool public_log_feed_enter_comment(struct driver *writer, const struct seal_key *key,
                                          const struct crypto *crypto, const struct comment *comment,
                                          struct arena *arena, struct error *error)
{
    static const size_t text_max = 1 << 16, fields_max = 2048;
    unsigned char salt[COMMITMENT_SALT_BYTES];
    struct buffer text = { arena_take_unset(arena, text_max), 0, text_max, false };
    struct buffer fields = { arena_take_unset(arena, fields_max), 0, fields_max, false };
    struct slice opened;
    struct hash blob;
    int64_t row;
    bool const refused = slice_equal(comment->state, SLICE("refused"));
    if (text.bytes == NULL || fields.bytes == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("a comment"));
    if (!sealed_open(key, comment->sealed, arena, &opened, error))
        return error->fault == FAULT_SEALED && comment_lose(writer, comment->id, error);
    public_log_feed_write_text(comment, opened, &text);
    os_random(salt, sizeof salt);
    commitment_make(salt, buffer_slice(&text), crypto, &blob);
    public_log_feed_write_fields(comment, &blob, refused, &fields);
    struct public_log_inbox_row const entry = {
        .comment = comment->id,
        .conference = comment->conference,
        .kind = refused ? SLICE("comment.refuse") : SLICE("comment.publish"),
        .fields = buffer_slice(&fields),
        .salt = refused ? SLICE("") : (struct slice){ (const char *)salt, sizeof salt },
        .text = refused ? SLICE("") : buffer_slice(&text),
    };
    return public_log_inbox_put(writer, &entry, &row, error) && comment_entered(writer, comment->id, !refused, error);
}

bool public_log_feed_publish(struct campaign_store *campaigns, const struct seal_key *key, const struct crypto *crypto,
                             size_t *count, struct error *error)
{
    struct comment comments[PUBLIC_LOG_FEED_BATCH];
    struct arena arena = { 0 };
    *count = 0;
    if (!os_reserve(WORKER_ARENA_BYTES, &arena, error))
        return false;
    struct driver *const writer = campaign_store_begin(campaigns, error);
    bool good = writer != NULL && comment_waiting(writer, &arena, comments, PUBLIC_LOG_FEED_BATCH, count, error);
    for (size_t i = 0; good && i < *count; i++)
        good = public_log_feed_enter_comment(writer, key, crypto, &comments[i], &arena, error);
    if (writer != NULL && !good)
        campaign_store_rollback(campaigns);
    good = good && campaign_store_commit(campaigns, error);
    os_release(&arena);
    return good;
}

/* --- counts --------------------------------------------------------------------------------------------------------- */

static int public_log_feed_compare_receipts(const void *a, const void *b)
{
    return memcmp(((const struct uncounted_message *)a)->receipt.bytes,
                  ((const struct uncounted_message *)b)->receipt.bytes, HASH_BYTES);
}

static bool public_log_feed_same_place(const struct uncounted_message *a, const struct uncounted_message *b)
{
    return slice_equal(a->conference, b->conference) && slice_equal(a->campaign, b->campaign) &&
           slice_equal(a->place, b->place);
}

static bool public_log_feed_make_receipt(const struct seal_key *key, const struct crypto *crypto, struct slice host,
                                         struct uncounted_message *message, struct arena *arena, struct error *error)
{
    char memory[ORIGIN_BYTES_MAX + 8];
    struct buffer origin = BUFFER(memory);
    struct slice opened;
    if (!sealed_open(key, message->sealed, arena, &opened, error))
        return false;
    buffer_add(&origin, host);
    buffer_add_byte(&origin, '/');
    buffer_add(&origin, message->conference);
    struct receipt receipt = { .origin = buffer_slice(&origin),
                               .campaign = message->campaign,
                               .place = message->place,
                               .address = fields_get(opened, "email") };
    receipt_secret(fields_get(opened, "token"), crypto, &receipt.secret);
    return receipt_commit(&receipt, crypto, &message->receipt) || fail(error, FAULT_SEALED, 0);
}

/* The messages of one campaign and place as one entry. */
static bool public_log_feed_enter_count(struct driver *writer, struct uncounted_message *messages, size_t count,
                                        struct arena *arena, struct error *error)
{
    struct buffer fields = { arena_take_unset(arena, ACT_BYTES_MAX), 0, ACT_BYTES_MAX, false };
    int64_t row;
    if (fields.bytes == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("a count"));
    qsort(messages, count, sizeof *messages, public_log_feed_compare_receipts);
    buffer_add_text(&fields, "campaign: ");
    buffer_add(&fields, messages[0].campaign);
    buffer_add_text(&fields, "\nplace: ");
    buffer_add(&fields, messages[0].place);
    buffer_add_text(&fields, "\nnumber: ");
    buffer_add_number(&fields, count);
    buffer_add_byte(&fields, '\n');
    for (size_t i = 0; i < count; i++)
        public_log_entry_add_receipt(&messages[i].receipt, &fields);
    struct public_log_inbox_row const entry = { .conference = messages[0].conference,
                                                .kind = SLICE("count.commit"),
                                                .fields = buffer_slice(&fields),
                                                .salt = SLICE(""),
                                                .text = SLICE("") };
    if (!public_log_inbox_put(writer, &entry, &row, error))
        return false;
    for (size_t i = 0; i < count; i++)
        if (!message_counts_entered(writer, messages[i].id, &messages[i].receipt, row, error))
            return false;
    return true;
}

static bool public_log_feed_enter_counts(struct driver *writer, struct uncounted_message *messages, size_t count,
                                         struct arena *arena, struct error *error)
{
    size_t from = 0;
    for (size_t i = 1; i <= count; i++) {
        if (i < count && public_log_feed_same_place(&messages[from], &messages[i]))
            continue;
        if (!public_log_feed_enter_count(writer, &messages[from], i - from, arena, error))
            return false;
        from = i;
    }
    return true;
}

bool public_log_feed_count(struct campaign_store *campaigns, const struct seal_key *key, const struct crypto *crypto,
                           struct slice host, int64_t now, size_t *count, struct error *error)
{
    struct arena arena = { 0 };
    size_t good_count = 0;
    *count = 0;
    if (!os_reserve(WORKER_ARENA_BYTES, &arena, error))
        return false;
    struct uncounted_message *const messages = arena_take_many(&arena, PUBLIC_LOG_RECEIPTS_MAX, sizeof *messages);
    struct driver *const writer = messages != NULL ? campaign_store_begin(campaigns, error) : NULL;
    bool good = writer != NULL && message_counts_waiting(writer, now - PUBLIC_LOG_COUNT_SECONDS, &arena, messages,
                                                         PUBLIC_LOG_RECEIPTS_MAX, count, error);
    for (size_t i = 0; good && i < *count; i++) {
        if (public_log_feed_make_receipt(key, crypto, host, &messages[i], &arena, error))
            messages[good_count++] = messages[i];
        else
            good = error->fault == FAULT_SEALED && message_counts_passed(writer, messages[i].id, error);
    }
    good = good && (good_count == 0 || public_log_feed_enter_counts(writer, messages, good_count, &arena, error));
    if (writer != NULL && !good)
        campaign_store_rollback(campaigns);
    good = good && campaign_store_commit(campaigns, error);
    os_release(&arena);
    return good;
}

/* --- answers -------------------------------------------------------------------------------------------------------- */

static const struct slice answers_name = { "answers_counted_at", 18 };

static bool public_log_feed_answers_are_due(struct driver *driver, int64_t now, bool *due, struct error *error)
{
    unsigned char memory[64];
    struct arena arena = { memory, 0, sizeof memory };
    struct slice value;
    uint64_t last = 0;
    if (!campaign_store_setting(driver, answers_name, &arena, &value, error))
        return false;
    *due = !slice_number(value, &last) || (int64_t)last + PUBLIC_LOG_ANSWERS_SECONDS <= now;
    return true;
}

static bool public_log_feed_enter_answers(struct driver *writer, const struct message_counts_answers *row,
                                          struct error *error)
{
    char memory[512];
    struct buffer fields = BUFFER(memory);
    int64_t id;
    buffer_add_text(&fields, "campaign: ");
    buffer_add(&fields, row->campaign);
    buffer_add_text(&fields, "\nplace: ");
    buffer_add(&fields, row->place);
    buffer_add_text(&fields, "\nasked: ");
    buffer_add_number(&fields, row->asked);
    buffer_add_text(&fields, "\nyes: ");
    buffer_add_number(&fields, row->yes);
    buffer_add_text(&fields, "\nno: ");
    buffer_add_number(&fields, row->no);
    buffer_add_byte(&fields, '\n');
    struct public_log_inbox_row const entry = { .conference = row->conference,
                                                .kind = SLICE("count.answers"),
                                                .fields = buffer_slice(&fields),
                                                .salt = SLICE(""),
                                                .text = SLICE("") };
    return public_log_inbox_put(writer, &entry, &id, error);
}

static bool public_log_feed_enter_all_answers(struct driver *writer, int64_t now, struct arena *arena, size_t *count,
                                              struct error *error)
{
    char memory[24];
    struct buffer digits = BUFFER(memory);
    struct message_counts_answers *const rows = arena_take_many(arena, PUBLIC_LOG_ANSWERS_MAX, sizeof *rows);
    if (rows == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("answers"));
    if (!message_counts_answers(writer, arena, rows, PUBLIC_LOG_ANSWERS_MAX, count, error))
        return false;
    for (size_t i = 0; i < *count; i++)
        if (!public_log_feed_enter_answers(writer, &rows[i], error))
            return false;
    buffer_add_number(&digits, (uint64_t)now);
    return campaign_store_set(writer, answers_name, buffer_slice(&digits), error);
}

bool public_log_feed_answers(struct campaign_store *campaigns, int64_t now, size_t *count, struct error *error)
{
    struct arena arena = { 0 };
    bool due = false;
    *count = 0;
    struct driver *const reader = campaign_store_read(campaigns, error);
    bool const asked = reader != NULL && public_log_feed_answers_are_due(reader, now, &due, error);
    if (reader != NULL)
        campaign_store_read_end(campaigns);
    if (!asked || !due)
        return asked;
    if (!os_reserve(WORKER_ARENA_BYTES, &arena, error))
        return false;
    struct driver *const writer = campaign_store_begin(campaigns, error);
    bool good = writer != NULL && public_log_feed_enter_all_answers(writer, now, &arena, count, error);
    if (writer != NULL && !good)
        campaign_store_rollback(campaigns);
    good = good && campaign_store_commit(campaigns, error);
    os_release(&arena);
    return good;
}
