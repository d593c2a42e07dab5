// SPDX-License-Identifier: Apache-2.0
/* A data directory: its name, its lock, and what it does when the database is not what the log has signed. */
#include "../unit/test.h"
#include "hall.h"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "log/fault.h"
#include "record/proof.h"
#include "log/crypto.h"
#include "room/fault.h"
#include "store/fault.h"

static void add(struct hall *hall, const char *words)
{
    struct room_answer answer;
    struct slice const fields = hall_print(hall, "act: 0\nstatement: %s\n", words);
    assert_true(room_submit(hall->room, hall_sign(hall, "AAA", "record.correct", fields.bytes), &answer));
}

static void opens_not(struct hall *hall, const struct fault *fault)
{
    struct error error = { 0 };
    assert_false(hall_enter(hall, &error));
    if (error.fault != fault)
        print_error("%s, not %s\n", fault_row(error.fault)->name, fault_row(fault)->name);
    assert_ptr_equal(error.fault, fault);
}

static void test_is_there_after_closing(void **state)
{
    struct hall hall;
    struct error error;
    char before_memory[1024], after_memory[1024];
    struct buffer before = BUFFER(before_memory), after = BUFFER(after_memory);
    (void)state;
    hall_open(&hall);
    add(&hall, "We came.");
    assert_true(log_checkpoint(room_log(hall.room), &before));
    hall_leave(&hall);
    assert_true(hall_enter(&hall, &error));
    assert_true(log_checkpoint(room_log(hall.room), &after));
    assert_slices(buffer_slice(&before), buffer_slice(&after));
    assert_int_equal(room_count(hall.room), 4);
    hall_close(&hall);
}

static void test_private_keys_are_private(void **state)
{
    struct hall hall;
    struct stat about;
    (void)state;
    hall_open(&hall);
    assert_int_equal(stat(hall_print(&hall, "%s/keys", hall.directory).bytes, &about), 0);
    assert_int_equal(about.st_mode & 0777, 0700);
    assert_int_equal(stat(hall_print(&hall, "%s/keys/talks/log", hall.directory).bytes, &about), 0);
    assert_int_equal(about.st_mode & 0777, 0600);
    assert_int_equal(stat(hall_print(&hall, "%s/keys/talks/AAA", hall.directory).bytes, &about), 0);
    assert_int_equal(about.st_mode & 0777, 0600);
    hall_close(&hall);
}

/* Another process holds it: refused, and the words say which. */
static void test_second_process(void **state)
{
    struct hall hall;
    struct error error;
    char memory[1024];
    struct buffer words = BUFFER(memory);
    int told[2], stay[2];
    char byte = 0;
    (void)state;
    hall_open(&hall);
    hall_leave(&hall);
    assert_int_equal(pipe(told), 0);
    assert_int_equal(pipe(stay), 0);
    pid_t const child = fork();
    if (child == 0) {
        close(stay[1]);
        bool const holds = hall_enter(&hall, &error) && write(told[1], "x", 1) == 1;
        _exit(holds && read(stay[0], &byte, 1) == 0 ? 0 : 1);
    }
    assert_int_equal(read(told[0], &byte, 1), 1);
    assert_false(hall_enter(&hall, &error));
    assert_ptr_equal(error.fault, FAULT_LOCKED);
    error_words(&error, &words);
    struct slice const process = hall_print(&hall, "is held by plenary, process %d", (int)child);
    buffer_add_byte(&words, '\0');
    assert_non_null(strstr(memory, process.bytes));
    close(stay[0]);
    close(stay[1]);
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    assert_true(hall_enter(&hall, &error));
    hall_close(&hall);
}

static void test_name_is_kept(void **state)
{
    struct hall hall;
    struct error error;
    (void)state;
    hall_open(&hall);
    hall_leave(&hall);
    assert_null(site_open(slice_of(hall.directory), SLICE("other.example"), &error));
    assert_ptr_equal(error.fault, FAULT_SITE_NAME_OTHER);
    hall.site = site_open(slice_of(hall.directory), SLICE(""), &error);
    assert_non_null(hall.site);
    assert_slices(site_host(hall.site), SLICE("hall.example"));
    assert_null(site_make_room(hall.site, SLICE("../talks"), &error));
    assert_ptr_equal(error.fault, FAULT_SITE_NAME_BAD);
    hall_close(&hall);
}

static void test_restored_backup(void **state)
{
    struct hall hall;
    struct error error;
    (void)state;
    hall_open(&hall);
    hall_leave(&hall);
    hall_shell(&hall, "cp \"$1\"/records/talks.db \"$1\"/old.db");
    assert_true(hall_enter(&hall, &error));
    add(&hall, "After the backup.");
    hall_leave(&hall);
    hall_shell(&hall, "mv \"$1\"/old.db \"$1\"/records/talks.db");
    opens_not(&hall, FAULT_RECORD_BEHIND);
    hall_close(&hall);
}

/* Two servers went on from the same backup. */
static void test_fork(void **state)
{
    struct hall hall;
    struct error error;
    (void)state;
    hall_open(&hall);
    hall_leave(&hall);
    hall_shell(&hall, "mkdir \"$1\"/twin && cd \"$1\" && cp -r site records checkpoints keys twin");
    struct hall twin = hall;
    memcpy(twin.directory, hall_print(&hall, "%s/twin", hall.directory).bytes, strlen(hall.directory) + 6);
    assert_true(hall_enter(&twin, &error));
    add(&twin, "One thing.");
    add(&twin, "And another.");
    hall_leave(&twin);
    assert_true(hall_enter(&hall, &error));
    add(&hall, "Quite another.");
    hall_leave(&hall);
    hall_shell(&hall, "mv \"$1\"/twin/records/talks.db \"$1\"/records/talks.db");
    opens_not(&hall, FAULT_RECORD_FORKED);
    hall_close(&hall);
}

static void test_changed_act(void **state)
{
    struct hall hall;
    (void)state;
    hall_open(&hall);
    add(&hall, "We said yes.");
    hall_leave(&hall);
    hall_shell(&hall, "sqlite3 \"$1\"/records/talks.db \"UPDATE act SET bytes = CAST(replace(CAST(bytes AS TEXT), "
                      "'said yes', 'said no!') AS BLOB)\"");
    opens_not(&hall, FAULT_RECORD_FORKED);
    hall_close(&hall);
}

static void test_lost_act(void **state)
{
    struct hall hall;
    (void)state;
    hall_open(&hall);
    add(&hall, "Gone tomorrow.");
    hall_leave(&hall);
    hall_shell(&hall, "sqlite3 \"$1\"/records/talks.db 'DELETE FROM act WHERE seq = 2'");
    opens_not(&hall, FAULT_RECORD_GAP);
    hall_close(&hall);
}

static void test_checkpoint_lost(void **state)
{
    struct hall hall;
    struct error error;
    (void)state;
    hall_open(&hall);
    hall_leave(&hall);
    hall_shell(&hall, "mv \"$1\"/checkpoints/talks \"$1\"/aside && : > \"$1\"/checkpoints/talks");
    opens_not(&hall, FAULT_RECORD_CHECKPOINT);
    hall_shell(&hall, "mv \"$1\"/aside \"$1\"/checkpoints/talks");
    assert_true(hall_enter(&hall, &error));
    hall_close(&hall);
}

/* A record that is gone is missed, though nobody asks for it by name. */
static void test_deleted_record(void **state)
{
    struct hall hall;
    struct error error = { 0 };
    (void)state;
    hall_open(&hall);
    hall_leave(&hall);
    hall_shell(&hall, "rm \"$1\"/records/talks.db");
    assert_null(site_open(slice_of(hall.directory), SLICE(""), &error));
    assert_ptr_equal(error.fault, FAULT_RECORD_BEHIND);
    opens_not(&hall, FAULT_RECORD_BEHIND);
    hall_close(&hall);
}

/* The words are whole when the room that they speak of is gone. */
static void test_site_file_changed(void **state)
{
    struct hall hall;
    struct error error = { 0 };
    (void)state;
    hall_open(&hall);
    hall_leave(&hall);
    hall_shell(&hall, "echo 'name: other.example' >\"$1\"/site");
    assert_null(site_open(slice_of(hall.directory), SLICE(""), &error));
    assert_ptr_equal(error.fault, FAULT_LOG_KEY_OTHER);
    assert_slices(error_about(&error, 0), SLICE("hall.example/talks/log"));
    hall_close(&hall);
}

/* Anybody with the act's bytes and the log's key can check a receipt. */
static void test_receipt(void **state)
{
    struct hall hall;
    struct room_answer answer;
    char memory[LOG_PROOF_BYTES_MAX];
    struct buffer text = BUFFER(memory);
    struct proof_file proof;
    struct hash leaf;
    struct key key;
    struct error error;
    (void)state;
    hall_open(&hall);
    struct slice const act = hall_sign(&hall, "AAA", "record.correct", "act: 0\nstatement: Prove it.\n");
    assert_true(room_submit(hall.room, act, &answer));
    assert_true(log_write_proof(room_log(hall.room), answer.seq, &text));
    assert_true(proof_parse(buffer_slice(&text), &proof, &error));
    merkle_hash_leaf(act, crypto_native(), &leaf);
    assert_true(key_read(log_key_text(room_log(hall.room)), &key));
    assert_true(proof_check(&proof, &leaf, &key, crypto_native(), &error));
    assert_int_equal(proof.index, answer.seq);
    buffer_clear(&text);
    assert_false(log_write_proof(room_log(hall.room), answer.seq + 1, &text));
    hall_close(&hall);
}

/* Salt and bytes go from every file of the store; the act stays. */
static void test_strike(void **state)
{
    struct hall hall;
    struct room_answer answer;
    char hash[2 * HASH_BYTES], memory[200];
    struct buffer blob = BUFFER(memory);
    struct error error = { 0 };
    (void)state;
    hall_open(&hall);
    assert_true(room_blob_put(hall.room, SLICE("the neighbour's telephone number"), NULL, hash, &error));
    struct slice const hex = { hash, sizeof hash };
    assert_true(
        room_submit(hall.room,
                    hall_sign(&hall, "AAA", "statement",
                              hall_print(&hall, "id: S-1\nblob: %.*s\nstatement: A letter.\n", SLICE_ARGS(hex)).bytes),
                    &answer));
    assert_true(log_write_blob(room_log(hall.room), hex, &blob, &error));
    assert_slices(slice_part(buffer_slice(&blob), BLOB_SALT_BYTES, blob.length),
                  SLICE("the neighbour's telephone number"));
    hall_shell(&hall, "grep -q 'telephone number' \"$1\"/records/*");
    assert_true(room_submit(hall.room,
                            hall_sign(&hall, "secretariat", "blob.strike",
                                      hall_print(&hall, "blob: %.*s\nreason: Private.\n", SLICE_ARGS(hex)).bytes),
                            &answer));
    assert_false(log_write_blob(room_log(hall.room), hex, &blob, &error));
    assert_ptr_equal(error.fault, FAULT_NONE);
    hall_shell(&hall, "! grep -q 'telephone number' \"$1\"/records/*");
    hall_leave(&hall);
    assert_true(hall_enter(&hall, &error));
    hall_close(&hall);
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
