// SPDX-License-Identifier: Apache-2.0
/* The public log: what comes from the inbox enters once, in order, under a key that the record's key delegates to. */
#include "../unit/test.h"
#include "fixture.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/hex.h"
#include "log/fault.h"
#include "record/commitment.h"
#include "record/proof.h"
#include "record/receipt.h"
#include "record/key_delegation.h"
#include "log/crypto.h"
#include "campaign/public_log_feed.h"
#include "campaign/public_log_writer.h"
#include "room/site.h"
#include "store/comments.h"
#include "store/fields.h"
#include "store/public_log_inbox.h"
#include "store/messages.h"
#include "store/os.h"

enum { PATIENCE_MS = 20000, FLOOD = 3000 };

static const unsigned char salt[COMMITMENT_SALT_BYTES] = "a salt that no attacker knows ..";

static struct public_log *public_log_of(struct fixture *fixture)
{
    struct error error = { 0 };
    struct public_log *const public_log =
        public_log_writer_find(fixture->participation->public_logs, SLICE("talks"), &error);
    assert_non_null(public_log);
    return public_log;
}

/* Puts rows in, in one commit. */
static void put(struct fixture *fixture, const struct public_log_inbox_row *rows, size_t count)
{
    struct error error = { 0 };
    int64_t id;
    struct driver *const writer = campaign_store_begin(fixture->participation->store, &error);
    assert_non_null(writer);
    for (size_t i = 0; i < count; i++)
        assert_true(public_log_inbox_put(writer, &rows[i], &id, &error));
    assert_true(campaign_store_commit(fixture->participation->store, &error));
}

static struct public_log_inbox_row comment(struct fixture *fixture, int64_t number, const char *text)
{
    struct hash hash;
    char memory[2 * HASH_BYTES + 1] = "";
    struct buffer hex = { memory, 0, 2 * HASH_BYTES, false };
    commitment_make(salt, slice_of(text), crypto_native(), &hash);
    hex_write(&hex, hash.bytes, HASH_BYTES);
    return (struct public_log_inbox_row){ 0,
                                          number,
                                          SLICE("talks"),
                                          SLICE("comment.publish"),
                                          fixture_print(fixture, "about: charter/7\ncountry: AAA\nblob: %s\n", memory),
                                          { (const char *)salt, sizeof salt },
                                          slice_of(text) };
}

static struct public_log_inbox_row row_of(int64_t number, const char *kind, const char *fields)
{
    return (struct public_log_inbox_row){ 0,         number,   SLICE("talks"), slice_of(kind), slice_of(fields),
                                          SLICE(""), SLICE("") };
}

static void wait_for(struct public_log *public_log, uint64_t size)
{
    int64_t const until = os_monotonic_ms() + PATIENCE_MS;
    while (log_size(public_log_log(public_log)) < size && os_monotonic_ms() < until)
        usleep(5000);
    assert_int_equal(log_size(public_log_log(public_log)), size);
}

/* The entry is in the log of the key that the record's key names; fills the entry. */
static void check_entry(struct fixture *fixture, struct public_log *public_log, uint64_t seq, struct buffer *bytes)
{
    char proof_memory[LOG_PROOF_BYTES_MAX];
    struct buffer proof = BUFFER(proof_memory);
    struct key log, key;
    struct hash leaf;
    struct proof_file file;
    struct error error;
    assert_true(key_read(log_key_text(room_log(fixture->room)), &log));
    assert_true(key_delegation_read(public_log_key_delegation(public_log), &log, crypto_native(), &key, &error));
    buffer_clear(bytes);
    assert_true(log_write_entry(public_log_log(public_log), seq, bytes));
    assert_true(log_write_proof(public_log_log(public_log), seq, &proof));
    merkle_hash_leaf(buffer_slice(bytes), crypto_native(), &leaf);
    assert_true(proof_parse(buffer_slice(&proof), &file, &error));
    assert_int_equal(file.index, seq);
    assert_true(proof_check(&file, &leaf, &key, crypto_native(), &error));
}

static void a_comment_enters_once_and_can_be_struck(void **state)
{
    struct fixture fixture;
    char memory[2000];
    struct buffer bytes = BUFFER(memory);
    struct public_log_entry entry;
    struct error error;
    (void)state;
    fixture_open(&fixture);
    fixture_open_participation(&fixture);
    struct public_log *const public_log = public_log_of(&fixture);
    struct public_log_inbox_row const row = comment(&fixture, 7, "\nKeep it open.");
    put(&fixture, &row, 1);
    wait_for(public_log, 1);
    check_entry(&fixture, public_log, 0, &bytes);
    assert_true(public_log_entry_parse(buffer_slice(&bytes), &entry, &error));
    assert_slice(entry.values[PUBLIC_LOG_FIELD_CONFERENCE], "hall.example/talks");
    struct slice const hash = fixture_print(&fixture, "%.*s", SLICE_ARGS(entry.values[PUBLIC_LOG_FIELD_BLOB]));
    buffer_clear(&bytes);
    assert_true(log_write_blob(public_log_log(public_log), hash, &bytes, &error));
    assert_slice(slice_part(buffer_slice(&bytes), COMMITMENT_SALT_BYTES, bytes.length), "\nKeep it open.");
    struct public_log_inbox_row const strikes[] = {
        row_of(7, "comment.strike", "who: writer\nreason: Taken back.\n"),
        row_of(7, "comment.strike", "who: operator\nreason: Again.\n"),
        row_of(8, "comment.strike", "who: operator\nreason: There is none.\n"),
    };
    put(&fixture, strikes, 3);
    wait_for(public_log, 2);
    check_entry(&fixture, public_log, 1, &bytes);
    assert_true(public_log_entry_parse(buffer_slice(&bytes), &entry, &error));
    assert_slice(entry.values[PUBLIC_LOG_FIELD_ENTRY], "0");
    buffer_clear(&bytes);
    assert_false(log_write_blob(public_log_log(public_log), hash, &bytes, &error));
    usleep(2 * PUBLIC_LOG_POLL_MS * 1000);
    assert_int_equal(log_size(public_log_log(public_log)), 2); /* the second strike, and that of none, are no entries */
    fixture_close(&fixture);
}

/* That nothing of the text is in any file of the folder. */
static void what_is_struck_is_gone_from_the_files(void **state)
{
    struct fixture fixture;
    (void)state;
    fixture_open(&fixture);
    fixture_open_participation(&fixture);
    struct public_log *const public_log = public_log_of(&fixture);
    struct public_log_inbox_row const row = comment(&fixture, 7, "\nXyzzyplugh and nothing else.");
    struct public_log_inbox_row const strike = row_of(7, "comment.strike", "who: writer\nreason: Taken back.\n");
    put(&fixture, &row, 1);
    wait_for(public_log, 1);
    fixture_shell(&fixture, "grep -rqa Xyzzyplugh \"$1\"");
    put(&fixture, &strike, 1);
    wait_for(public_log, 2);
    fixture_leave(&fixture);
    fixture_shell(&fixture, "! grep -rqa Xyzzyplugh \"$1\"");
    struct error error;
    assert_true(fixture_enter(&fixture, &error));
    fixture_close(&fixture);
}

static void counts_add_up(void **state)
{
    struct fixture fixture;
    char memory[2000];
    struct buffer bytes = BUFFER(memory);
    struct public_log_entry entry;
    struct error error;
    struct public_log_count *counts;
    size_t count;
#define RECEIPT(digit) "receipt: " digit digit digit digit digit digit digit digit "\n"
    struct public_log_inbox_row const rows[] = {
        row_of(0, "count.commit", "campaign: open\nplace: AAA\nnumber: 2\n" RECEIPT("11111111") RECEIPT("22222222")),
        row_of(0, "count.commit", "campaign: open\nplace: BBB\nnumber: 1\n" RECEIPT("33333333")),
        row_of(0, "count.commit", "campaign: open\nplace: AAA\nnumber: 1\n" RECEIPT("44444444")),
        row_of(0, "count.commit", "campaign: open\nplace: AAA\nnumber: 9\n" RECEIPT("55555555")),
        row_of(0, "count.answers", "campaign: open\nplace: AAA\nasked: 3\nyes: 1\nno: 1\n"),
    };
    (void)state;
    fixture_open(&fixture);
    fixture_open_participation(&fixture);
    struct public_log *const public_log = public_log_of(&fixture);
    put(&fixture, rows, COUNT(rows));
    wait_for(public_log, 4);
    check_entry(&fixture, public_log, 2, &bytes);
    assert_true(public_log_entry_parse(buffer_slice(&bytes), &entry, &error));
    assert_int_equal(public_log_entry_number(&entry, PUBLIC_LOG_FIELD_TOTAL), 3);
    assert_true(slice_ends(entry.values[PUBLIC_LOG_FIELD_TIME], SLICE(":00Z")));
    struct driver *const reader = log_reader(public_log_log(public_log));
    assert_true(public_log_store_counts(reader, SLICE("open"), &fixture.arena, &counts, &count, &error));
    log_reader_end(public_log_log(public_log));
    assert_int_equal(count, 2);
    assert_int_equal(counts[0].total, 3);
    assert_int_equal(counts[0].asked, 3);
    assert_int_equal(counts[1].total, 1);
    fixture_close(&fixture);
}

/* As after a kill between the public log's commit and the inbox's: the rows wait again. */
static void a_row_that_waits_again_enters_no_second_time(void **state)
{
    struct fixture fixture;
    char before_memory[1024], after_memory[1024];
    struct buffer before = BUFFER(before_memory), after = BUFFER(after_memory);
    struct error error;
    (void)state;
    fixture_open(&fixture);
    fixture_open_participation(&fixture);
    struct public_log *public_log = public_log_of(&fixture);
    struct public_log_inbox_row const row = comment(&fixture, 7, "\nOnce.");
    put(&fixture, &row, 1);
    wait_for(public_log, 1);
    assert_true(log_checkpoint(public_log_log(public_log), &before));
    fixture_leave(&fixture);
    fixture_shell(&fixture,
                  "sqlite3 \"$1\"/campaign.db \"UPDATE public_log_entry SET state = 'waiting', fields = 'about: a'\"");
    assert_true(fixture_enter(&fixture, &error));
    fixture_open_participation(&fixture);
    public_log = public_log_of(&fixture);
    int64_t const until = os_monotonic_ms() + PATIENCE_MS;
    bool found = false;
    uint64_t seq = 9;
    while (!found && os_monotonic_ms() < until) {
        struct driver *const reader = campaign_store_read(fixture.participation->store, &error);
        assert_true(public_log_inbox_seq(reader, 1, &found, &seq, &error));
        campaign_store_read_end(fixture.participation->store);
        usleep(5000);
    }
    assert_true(found);
    assert_int_equal(seq, 0);
    assert_int_equal(log_size(public_log_log(public_log)), 1);
    assert_true(log_checkpoint(public_log_log(public_log), &after));
    assert_slices(buffer_slice(&after), buffer_slice(&before));
    fixture_close(&fixture);
}

static void a_public_log_that_is_not_what_was_signed_does_not_open(void **state)
{
    struct fixture fixture;
    struct error error = { 0 };
    (void)state;
    fixture_open(&fixture);
    fixture_open_participation(&fixture);
    struct public_log_inbox_row const rows[] = { comment(&fixture, 1, "\nOne."), comment(&fixture, 2, "\nTwo.") };
    put(&fixture, rows, 2);
    wait_for(public_log_of(&fixture), 2);
    fixture_leave(&fixture);
    fixture_shell(&fixture, "sqlite3 \"$1\"/public-logs/talks.db 'DELETE FROM entry WHERE seq = 1'");
    assert_true(fixture_enter(&fixture, &error));
    fixture_open_participation(&fixture);
    assert_null(public_log_writer_find(fixture.participation->public_logs, SLICE("talks"), &error));
    assert_ptr_equal(error.fault, FAULT_RECORD_BEHIND);
    fixture_close(&fixture);
}

/* More rows than a turn takes wait for a public log that does not open, all of them before those of another one. */
static void a_broken_public_log_holds_up_no_other(void **state)
{
    static struct public_log_inbox_row rows[2 * PUBLIC_LOG_BATCH_MAX];
    struct fixture fixture;
    struct error error = { 0 };
    (void)state;
    fixture_open(&fixture);
    fixture_open_participation(&fixture);
    struct public_log_inbox_row const first[] = { comment(&fixture, 1, "\nOne."), comment(&fixture, 2, "\nTwo.") };
    put(&fixture, first, 2);
    wait_for(public_log_of(&fixture), 2);
    assert_non_null(site_make_room(fixture.site, SLICE("other"), &error));
    fixture_leave(&fixture);
    fixture_shell(&fixture, "sqlite3 \"$1\"/public-logs/talks.db 'DELETE FROM entry WHERE seq = 1'");
    assert_true(fixture_enter(&fixture, &error));
    fixture_open_participation(&fixture);
    assert_null(public_log_writer_find(fixture.participation->public_logs, SLICE("talks"), &error));
    for (size_t i = 0; i < COUNT(rows); i++)
        rows[i] = row_of(0, "count.commit",
                         fixture_print(&fixture, "campaign: open\nplace: AAA\nnumber: 1\nreceipt: %064zx\n", i).bytes);
    put(&fixture, rows, COUNT(rows));
    for (size_t i = 0; i < 3; i++)
        rows[i].conference = SLICE("other");
    put(&fixture, rows, 3);
    struct public_log *const other = public_log_writer_find(fixture.participation->public_logs, SLICE("other"), &error);
    assert_non_null(other);
    wait_for(other, 3);
    /* Public logs are their owner's alone, as what is sealed is. */
    fixture_shell(&fixture, "test \"$(stat -c %a \"$1\"/public-logs/*.db* | sort -u)\" = 600");
    fixture_shell(&fixture,
                  "test $(sqlite3 \"$1\"/campaign.db \"SELECT count(*) FROM public_log_entry WHERE state = 'waiting'"
                  " AND conference = 'talks'\") = 1024");
    fixture_close(&fixture);
}

/* A flood of comments waits in its own queue: the record takes acts in between, long before the flood is through. */
static void a_flood_does_not_hold_the_record_up(void **state)
{
    struct fixture fixture;
    struct room_answer answer;
    struct public_log_inbox_row *const rows = calloc(FLOOD, sizeof *rows);
    (void)state;
    fixture_open(&fixture);
    fixture_open_participation(&fixture);
    struct public_log *const public_log = public_log_of(&fixture);
    for (int i = 0; i < FLOOD; i++)
        rows[i] = comment(&fixture, i + 1, fixture_print(&fixture, "\nNumber %d.", i).bytes);
    put(&fixture, rows, FLOOD);
    assert_true(room_submit(
        fixture.room, fixture_sign(&fixture, "AAA", "record.correct", "act: 0\nstatement: In between.\n"), &answer));
    assert_true(log_size(public_log_log(public_log)) < FLOOD);
    wait_for(public_log, FLOOD);
    free(rows);
    fixture_close(&fixture);
}

/* --- what the worker makes of what is sealed ------------------------------------------------------------------------ */

static struct slice seal_fields(struct fixture *fixture, struct slice token, const char *text)
{
    char memory[1000];
    struct buffer fields = BUFFER(memory);
    struct slice sealed;
    struct error error;
    fields_add(&fields, "name", SLICE("Ada"));
    fields_add(&fields, "email", SLICE("Ada@People.example"));
    fields_add(&fields, "text", slice_of(text));
    fields_add(&fields, "token", token);
    assert_true(sealed_close(&fixture->participation->seal, buffer_slice(&fields), &fixture->arena, &sealed, &error));
    return sealed;
}

static int64_t add_comment(struct fixture *fixture, const char *hold, const char *text)
{
    struct token token;
    struct error error;
    int64_t id;
    token_new(&token);
    struct comment_new const comment = { .conference = SLICE("talks"),
                                         .about = SLICE("charter/7"),
                                         .country = SLICE(""),
                                         .token_hash = token.hash,
                                         .sealed = seal_fields(fixture, token_slice(&token), text),
                                         .address = SLICE("ada@people.example"),
                                         .with_name = true,
                                         .hold_words = slice_of(hold),
                                         .now = os_clock_seconds() };
    struct driver *const writer = campaign_store_begin(fixture->participation->store, &error);
    assert_true(comment_add(writer, &comment, &id, &error));
    assert_true(comment_confirm(writer, id, os_clock_seconds(), &error));
    assert_true(campaign_store_commit(fixture->participation->store, &error));
    return id;
}

static void the_worker_publishes_and_refuses(void **state)
{
    struct fixture fixture;
    struct seal_key key;
    struct error error;
    char memory[2000];
    struct buffer bytes = BUFFER(memory);
    struct public_log_entry entry;
    size_t count;
    (void)state;
    fixture_open(&fixture);
    fixture_open_participation(&fixture);
    struct public_log *const public_log = public_log_of(&fixture);
    struct campaign_store *const campaigns = fixture.participation->store;
    assert_true(sealed_read_key(slice_of(fixture.directory), &key, &error));
    add_comment(&fixture, "", "Keep it.");
    int64_t const held = add_comment(&fixture, "it has many links", "Buy this.");
    assert_true(public_log_feed_publish(campaigns, &key, crypto_native(), &count, &error));
    assert_int_equal(count, 1);
    struct driver *const writer = campaign_store_begin(campaigns, &error);
    assert_false(comment_strike(writer, held, SLICE("No."), &error));
    assert_false(comment_refuse(writer, held, SLICE("two\nlines"), &error));
    assert_true(comment_refuse(writer, held, SLICE("It is an advertisement."), &error));
    assert_true(campaign_store_commit(campaigns, &error));
    assert_true(public_log_feed_publish(campaigns, &key, crypto_native(), &count, &error));
    assert_int_equal(count, 1);
    assert_true(public_log_feed_publish(campaigns, &key, crypto_native(), &count, &error));
    assert_int_equal(count, 0);
    wait_for(public_log, 2);
    check_entry(&fixture, public_log, 0, &bytes);
    assert_true(public_log_entry_parse(buffer_slice(&bytes), &entry, &error));
    struct slice const hash = fixture_print(&fixture, "%.*s", SLICE_ARGS(entry.values[PUBLIC_LOG_FIELD_BLOB]));
    buffer_clear(&bytes);
    assert_true(log_write_blob(public_log_log(public_log), hash, &bytes, &error));
    assert_slice(slice_part(buffer_slice(&bytes), COMMITMENT_SALT_BYTES, bytes.length), "name: Ada\n\nKeep it.");
    check_entry(&fixture, public_log, 1, &bytes);
    assert_true(public_log_entry_parse(buffer_slice(&bytes), &entry, &error));
    assert_int_equal(entry.type, PUBLIC_LOG_COMMENT_REFUSE);
    assert_slice(entry.values[PUBLIC_LOG_FIELD_REASON], "It is an advertisement.");
    fixture_close(&fixture);
}

static void a_message_is_counted_once_with_its_own_receipt(void **state)
{
    struct fixture fixture;
    struct seal_key key;
    struct error error;
    struct token token;
    char memory[2000];
    struct buffer bytes = BUFFER(memory);
    struct public_log_entry entry;
    struct hash counted, own;
    size_t count, at = 0;
    int64_t id;
    (void)state;
    fixture_open(&fixture);
    fixture_open_participation(&fixture);
    struct public_log *const public_log = public_log_of(&fixture);
    struct campaign_store *const campaigns = fixture.participation->store;
    assert_true(sealed_read_key(slice_of(fixture.directory), &key, &error));
    token_new(&token);
    struct message_new const message = { .campaign = 1,
                                         .contact = 1,
                                         .received_at = 1,
                                         .place = SLICE("AAA"),
                                         .token_hash = token.hash,
                                         .may_ask = true,
                                         .sealed = seal_fields(&fixture, token_slice(&token), "Dear delegation") };
    struct driver *const writer = campaign_store_begin(campaigns, &error);
    assert_true(message_add(writer, &message, &id, &error));
    assert_true(campaign_store_commit(campaigns, &error));
    fixture_shell(
        &fixture,
        "sqlite3 \"$1\"/campaign.db \"INSERT INTO campaign (id, conference, code) VALUES (1, 'talks', 'open');"
        "INSERT INTO mail (id, kind, state, due_at, created_at, ended_at) VALUES (7, 'message', 'accepted', 1, "
        "1, 1000);"
        "UPDATE message SET state = 'queued', mail = 7, answered = 'yes'\"");
    struct slice const host = SLICE("hall.example");
    assert_true(public_log_feed_count(campaigns, &key, crypto_native(), host, 1000 + PUBLIC_LOG_COUNT_SECONDS - 1,
                                      &count, &error));
    assert_int_equal(count, 0); /* too soon: one entry would tell when it was sent */
    assert_true(
        public_log_feed_count(campaigns, &key, crypto_native(), host, 1000 + PUBLIC_LOG_COUNT_SECONDS, &count, &error));
    assert_int_equal(count, 1);
    assert_true(public_log_feed_count(campaigns, &key, crypto_native(), host, 5000, &count, &error));
    assert_int_equal(count, 0);
    wait_for(public_log, 1);
    check_entry(&fixture, public_log, 0, &bytes);
    assert_true(public_log_entry_parse(buffer_slice(&bytes), &entry, &error));
    assert_true(public_log_entry_next_receipt(&entry, &at, &counted));
    struct receipt receipt = {
        SLICE("hall.example/talks"), SLICE("open"), SLICE("AAA"), SLICE("ada@people.example"), { { 0 } }
    };
    receipt_secret(token_slice(&token), crypto_native(), &receipt.secret);
    assert_true(receipt_commit(&receipt, crypto_native(), &own));
    assert_true(hash_equal(&counted, &own));
    for (int64_t day = 0; day < 3; day++) /* the same answers are said once */
        assert_true(public_log_feed_answers(campaigns, 10000 + day * PUBLIC_LOG_ANSWERS_SECONDS, &count, &error));
    assert_int_equal(count, 1);
    wait_for(public_log, 2);
    usleep(2 * PUBLIC_LOG_POLL_MS * 1000);
    assert_int_equal(log_size(public_log_log(public_log)), 2);
    check_entry(&fixture, public_log, 1, &bytes);
    assert_true(public_log_entry_parse(buffer_slice(&bytes), &entry, &error));
    assert_int_equal(public_log_entry_number(&entry, PUBLIC_LOG_FIELD_YES), 1);
    fixture_close(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_comment_enters_once_and_can_be_struck),
        cmocka_unit_test(what_is_struck_is_gone_from_the_files),
        cmocka_unit_test(counts_add_up),
        cmocka_unit_test(a_row_that_waits_again_enters_no_second_time),
        cmocka_unit_test(a_public_log_that_is_not_what_was_signed_does_not_open),
        cmocka_unit_test(a_broken_public_log_holds_up_no_other),
        cmocka_unit_test(a_flood_does_not_hold_the_record_up),
        cmocka_unit_test(the_worker_publishes_and_refuses),
        cmocka_unit_test(a_message_is_counted_once_with_its_own_receipt),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
