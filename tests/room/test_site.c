// SPDX-License-Identifier: Apache-2.0
/* A data directory: its name, its lock, and what it does when the database is not what the log has signed. */
#include "../unit/test.h"
#include "fixture.h"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "log/fault.h"
#include "record/proof.h"
#include "log/crypto.h"
#include "room/fault.h"
#include "store/fault.h"

static void add(struct fixture *fixture, const char *words)
{
    struct room_answer answer;
    struct slice const fields = fixture_print(fixture, "act: 0\nstatement: %s\n", words);
    assert_true(room_submit(fixture->room, fixture_sign(fixture, "AAA", "record.correct", fields.bytes), &answer));
}

static void opens_not(struct fixture *fixture, const struct fault *fault)
{
    struct error error = { 0 };
    assert_false(fixture_enter(fixture, &error));
    if (error.fault != fault)
        print_error("%s, not %s\n", fault_row(error.fault)->name, fault_row(fault)->name);
    assert_ptr_equal(error.fault, fault);
}

static void test_is_there_after_closing(void **state)
{
    struct fixture fixture;
    struct error error;
    char before_memory[1024], after_memory[1024];
    struct buffer before = BUFFER(before_memory), after = BUFFER(after_memory);
    (void)state;
    fixture_open(&fixture);
    add(&fixture, "We came.");
    assert_true(log_checkpoint(room_log(fixture.room), &before));
    fixture_leave(&fixture);
    assert_true(fixture_enter(&fixture, &error));
    assert_true(log_checkpoint(room_log(fixture.room), &after));
    assert_slices(buffer_slice(&before), buffer_slice(&after));
    assert_int_equal(room_count(fixture.room), 4);
    fixture_close(&fixture);
}

static void test_private_keys_are_private(void **state)
{
    struct fixture fixture;
    struct stat about;
    (void)state;
    fixture_open(&fixture);
    assert_int_equal(stat(fixture_print(&fixture, "%s/keys", fixture.directory).bytes, &about), 0);
    assert_int_equal(about.st_mode & 0777, 0700);
    assert_int_equal(stat(fixture_print(&fixture, "%s/keys/talks/log", fixture.directory).bytes, &about), 0);
    assert_int_equal(about.st_mode & 0777, 0600);
    assert_int_equal(stat(fixture_print(&fixture, "%s/keys/talks/AAA", fixture.directory).bytes, &about), 0);
    assert_int_equal(about.st_mode & 0777, 0600);
    fixture_close(&fixture);
}

/* Another process holds it: refused, and the words say which. */
static void test_second_process(void **state)
{
    struct fixture fixture;
    struct error error;
    char memory[1024];
    struct buffer words = BUFFER(memory);
    int told[2], stay[2];
    char byte = 0;
    (void)state;
    fixture_open(&fixture);
    fixture_leave(&fixture);
    assert_int_equal(pipe(told), 0);
    assert_int_equal(pipe(stay), 0);
    pid_t const child = fork();
    if (child == 0) {
        close(stay[1]);
        bool const holds = fixture_enter(&fixture, &error) && write(told[1], "x", 1) == 1;
        _exit(holds && read(stay[0], &byte, 1) == 0 ? 0 : 1);
    }
    assert_int_equal(read(told[0], &byte, 1), 1);
    assert_false(fixture_enter(&fixture, &error));
    assert_ptr_equal(error.fault, FAULT_LOCKED);
    error_words(&error, &words);
    struct slice const process = fixture_print(&fixture, "is held by plenary, process %d", (int)child);
    buffer_add_byte(&words, '\0');
    assert_non_null(strstr(memory, process.bytes));
    close(stay[0]);
    close(stay[1]);
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    assert_true(fixture_enter(&fixture, &error));
    fixture_close(&fixture);
}

static void test_name_is_kept(void **state)
{
    struct fixture fixture;
    struct error error;
    (void)state;
    fixture_open(&fixture);
    fixture_leave(&fixture);
    assert_null(site_open(slice_of(fixture.directory), SLICE("other.example"), &error));
    assert_ptr_equal(error.fault, FAULT_SITE_NAME_OTHER);
    fixture.site = site_open(slice_of(fixture.directory), SLICE(""), &error);
    assert_non_null(fixture.site);
    assert_slices(site_host(fixture.site), SLICE("hall.example"));
    assert_null(site_make_room(fixture.site, SLICE("../talks"), &error));
    assert_ptr_equal(error.fault, FAULT_SITE_NAME_BAD);
    fixture_close(&fixture);
}

static void test_restored_backup(void **state)
{
    struct fixture fixture;
    struct error error;
    (void)state;
    fixture_open(&fixture);
    fixture_leave(&fixture);
    fixture_shell(&fixture, "cp \"$1\"/records/talks.db \"$1\"/old.db");
    assert_true(fixture_enter(&fixture, &error));
    add(&fixture, "After the backup.");
    fixture_leave(&fixture);
    fixture_shell(&fixture, "mv \"$1\"/old.db \"$1\"/records/talks.db");
    opens_not(&fixture, FAULT_RECORD_BEHIND);
    fixture_close(&fixture);
}

/* Two servers went on from the same backup. */
static void test_fork(void **state)
{
    struct fixture fixture;
    struct error error;
    (void)state;
    fixture_open(&fixture);
    fixture_leave(&fixture);
    fixture_shell(&fixture, "mkdir \"$1\"/twin && cd \"$1\" && cp -r site records checkpoints keys twin");
    struct fixture twin = fixture;
    memcpy(twin.directory, fixture_print(&fixture, "%s/twin", fixture.directory).bytes, strlen(fixture.directory) + 6);
    assert_true(fixture_enter(&twin, &error));
    add(&twin, "One thing.");
    add(&twin, "And another.");
    fixture_leave(&twin);
    assert_true(fixture_enter(&fixture, &error));
    add(&fixture, "Quite another.");
    fixture_leave(&fixture);
    fixture_shell(&fixture, "mv \"$1\"/twin/records/talks.db \"$1\"/records/talks.db");
    opens_not(&fixture, FAULT_RECORD_FORKED);
    fixture_close(&fixture);
}

static void test_changed_act(void **state)
{
    struct fixture fixture;
    (void)state;
    fixture_open(&fixture);
    add(&fixture, "We said yes.");
    fixture_leave(&fixture);
    fixture_shell(&fixture,
                  "sqlite3 \"$1\"/records/talks.db \"UPDATE act SET bytes = CAST(replace(CAST(bytes AS TEXT), "
                  "'said yes', 'said no!') AS BLOB)\"");
    opens_not(&fixture, FAULT_RECORD_FORKED);
    fixture_close(&fixture);
}

static void test_lost_act(void **state)
{
    struct fixture fixture;
    (void)state;
    fixture_open(&fixture);
    add(&fixture, "Gone tomorrow.");
    fixture_leave(&fixture);
    fixture_shell(&fixture, "sqlite3 \"$1\"/records/talks.db 'DELETE FROM act WHERE seq = 2'");
    opens_not(&fixture, FAULT_RECORD_GAP);
    fixture_close(&fixture);
}

static void test_checkpoint_lost(void **state)
{
    struct fixture fixture;
    struct error error;
    (void)state;
    fixture_open(&fixture);
    fixture_leave(&fixture);
    fixture_shell(&fixture, "mv \"$1\"/checkpoints/talks \"$1\"/aside && : > \"$1\"/checkpoints/talks");
    opens_not(&fixture, FAULT_RECORD_CHECKPOINT);
    fixture_shell(&fixture, "mv \"$1\"/aside \"$1\"/checkpoints/talks");
    assert_true(fixture_enter(&fixture, &error));
    fixture_close(&fixture);
}

/* A record that is gone is missed, though nobody asks for it by name. */
static void test_deleted_record(void **state)
{
    struct fixture fixture;
    struct error error = { 0 };
    (void)state;
    fixture_open(&fixture);
    fixture_leave(&fixture);
    fixture_shell(&fixture, "rm \"$1\"/records/talks.db");
    assert_null(site_open(slice_of(fixture.directory), SLICE(""), &error));
    assert_ptr_equal(error.fault, FAULT_RECORD_BEHIND);
    opens_not(&fixture, FAULT_RECORD_BEHIND);
    fixture_close(&fixture);
}

/* The words are whole when the room that they speak of is gone. */
static void test_site_file_changed(void **state)
{
    struct fixture fixture;
    struct error error = { 0 };
    (void)state;
    fixture_open(&fixture);
    fixture_leave(&fixture);
    fixture_shell(&fixture, "echo 'name: other.example' >\"$1\"/site");
    assert_null(site_open(slice_of(fixture.directory), SLICE(""), &error));
    assert_ptr_equal(error.fault, FAULT_LOG_KEY_OTHER);
    assert_slices(error_about(&error, 0), SLICE("hall.example/talks/log"));
    fixture_close(&fixture);
}

/* Anybody with the act's bytes and the log's key can check a receipt. */
static void test_receipt(void **state)
{
    struct fixture fixture;
    struct room_answer answer;
    char memory[LOG_PROOF_BYTES_MAX];
    struct buffer text = BUFFER(memory);
    struct proof_file proof;
    struct hash leaf;
    struct key key;
    struct error error;
    (void)state;
    fixture_open(&fixture);
    struct slice const act = fixture_sign(&fixture, "AAA", "record.correct", "act: 0\nstatement: Prove it.\n");
    assert_true(room_submit(fixture.room, act, &answer));
    assert_true(log_write_proof(room_log(fixture.room), answer.seq, &text));
    assert_true(proof_parse(buffer_slice(&text), &proof, &error));
    merkle_hash_leaf(act, crypto_native(), &leaf);
    assert_true(key_read(log_key_text(room_log(fixture.room)), &key));
    assert_true(proof_check(&proof, &leaf, &key, crypto_native(), &error));
    assert_int_equal(proof.index, answer.seq);
    buffer_clear(&text);
    assert_false(log_write_proof(room_log(fixture.room), answer.seq + 1, &text));
    fixture_close(&fixture);
}

/* Salt and bytes go from every file of the store; the act stays. */
static void test_strike(void **state)
{
    struct fixture fixture;
    struct room_answer answer;
    char hash[2 * HASH_BYTES], memory[200];
    struct buffer blob = BUFFER(memory);
    struct error error = { 0 };
    (void)state;
    fixture_open(&fixture);
    assert_true(room_blob_put(fixture.room, SLICE("the neighbour's telephone number"), NULL, hash, &error));
    struct slice const hex = { hash, sizeof hash };
    assert_true(room_submit(
        fixture.room,
        fixture_sign(&fixture, "AAA", "statement",
                     fixture_print(&fixture, "id: S-1\nblob: %.*s\nstatement: A letter.\n", SLICE_ARGS(hex)).bytes),
        &answer));
    assert_true(log_write_blob(room_log(fixture.room), hex, &blob, &error));
    assert_slices(slice_part(buffer_slice(&blob), BLOB_SALT_BYTES, blob.length),
                  SLICE("the neighbour's telephone number"));
    fixture_shell(&fixture, "grep -q 'telephone number' \"$1\"/records/*");
    assert_true(
        room_submit(fixture.room,
                    fixture_sign(&fixture, "secretariat", "blob.strike",
                                 fixture_print(&fixture, "blob: %.*s\nreason: Private.\n", SLICE_ARGS(hex)).bytes),
                    &answer));
    assert_false(log_write_blob(room_log(fixture.room), hex, &blob, &error));
    assert_ptr_equal(error.fault, FAULT_NONE);
    fixture_shell(&fixture, "! grep -q 'telephone number' \"$1\"/records/*");
    fixture_leave(&fixture);
    assert_true(fixture_enter(&fixture, &error));
    fixture_close(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_is_there_after_closing),
        cmocka_unit_test(test_private_keys_are_private),
        cmocka_unit_test(test_second_process),
        cmocka_unit_test(test_name_is_kept),
        cmocka_unit_test(test_restored_backup),
        cmocka_unit_test(test_fork),
        cmocka_unit_test(test_changed_act),
        cmocka_unit_test(test_lost_act),
        cmocka_unit_test(test_checkpoint_lost),
        cmocka_unit_test(test_deleted_record),
        cmocka_unit_test(test_site_file_changed),
        cmocka_unit_test(test_receipt),
        cmocka_unit_test(test_strike),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
