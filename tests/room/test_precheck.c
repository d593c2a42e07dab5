// SPDX-License-Identifier: Apache-2.0
/* What may not enter, what is said of it, and that nothing is lost by it. */
#include "../unit/test.h"
#include "hall.h"

#include "record/fault.h"
#include "record/note.h"
#include "log/crypto.h"
#include "room/fault.h"
#include "rules/fault.h"

static int open_hall(void **state)
{
    static struct hall hall;
    hall_open(&hall);
    *state = &hall;
    return 0;
}

static int close_hall(void **state)
{
    hall_close(*state);
    return 0;
}

/* Refused with that fault, and the record as it was. */
static void refused(struct hall *hall, struct slice act, const struct fault *fault)
{
    struct room_answer answer;
    uint32_t const before = room_count(hall->room);
    assert_false(room_submit(hall->room, act, &answer));
    assert_int_equal(answer.verdict, ROOM_REFUSED);
    if (answer.error.fault != fault)
        print_error("%s, not %s\n", fault_row(answer.error.fault)->name, fault_row(fault)->name);
    assert_ptr_equal(answer.error.fault, fault);
    assert_int_equal(room_count(hall->room), before);
    assert_int_equal(answer.seq, before);
}

static void taken(struct hall *hall, struct slice act)
{
    struct room_answer answer;
    bool const good = room_submit(hall->room, act, &answer);
    if (!good)
        print_error("%s\n", fault_row(answer.error.fault)->name);
    assert_true(good);
    assert_int_equal(answer.verdict, ROOM_TAKEN);
}

static void test_no_act(void **state)
{
    struct hall *const hall = *state;
    static char long_act[ACT_BYTES_MAX + 1];
    refused(hall, SLICE(""), FAULT_ACT_LINE_END);
    refused(hall, SLICE("hello\n"), FAULT_ACT_UNSIGNED);
    refused(hall, (struct slice){ long_act, sizeof long_act }, FAULT_ACT_TOO_LONG);
}

static void test_key_of_another(void **state)
{
    struct hall *const hall = *state;
    struct signer theirs, stranger;
    struct error error;
    hall_signer(hall, "BBB", &theirs);
    assert_true(signer_new(SLICE("hall.example/talks/AAA"), &stranger, &error));
    struct slice const text = hall_print(
        hall,
        "plenary/1 record.correct\nconference: hall.example/talks\nby: AAA\ntime: %s\nact: 0\nstatement: Hear me.\n",
        hall_time(hall, 0));
    refused(hall, hall_sign_text(hall, &theirs, text), FAULT_KEY_NOT_OWN);
    refused(hall, hall_sign_text(hall, &stranger, text), FAULT_KEY_UNKNOWN);
    taken(hall, hall_sign(hall, "AAA", "record.correct", "act: 0\nstatement: It is me.\n"));
}

static void test_other_bytes(void **state)
{
    struct hall *const hall = *state;
    /* Once before the door knows the key, once after. */
    for (int i = 0; i < 2; i++) {
        struct slice const act = hall_sign(hall, "AAA", "record.correct", "act: 0\nstatement: We agree.\n");
        struct slice const changed = hall_print(hall, "%.*s", SLICE_ARGS(act));
        char *const word = strstr((char *)changed.bytes, "agree");
        memcpy(word, "leave", 5);
        refused(hall, changed, FAULT_SIGNATURE_BAD);
        taken(hall, hall_sign(hall, "AAA", "record.correct",
                              i == 0 ? "act: 0\nstatement: One.\n" : "act: 0\nstatement: Two.\n"));
    }
}

static void test_two_signatures(void **state)
{
    struct hall *const hall = *state;
    struct slice const act = hall_sign(hall, "AAA", "record.correct", "act: 0\nstatement: Both of us.\n");
    struct slice const line = slice_part(act, slice_find(act, '\xE2', 0), act.length);
    refused(hall, hall_print(hall, "%.*s%.*s", SLICE_ARGS(act), SLICE_ARGS(line)), FAULT_ACT_SIGNATURES);
}

static void test_revoked_key(void **state)
{
    struct hall *const hall = *state;
    struct signer second;
    char memory[400];
    struct buffer text = BUFFER(memory);
    struct room_answer answer;
    struct error error;
    assert_true(signer_new(SLICE("hall.example/talks/BBB/ada"), &second, &error));
    struct key const key = signer_key(&second);
    key_write(&key, &text);
    struct slice const name = buffer_slice(&text);
    struct slice const before = hall_print(
        hall,
        "plenary/1 record.correct\nconference: hall.example/talks\nby: BBB\ntime: %s\nact: 0\nstatement: Ada speaks.\n",
        hall_time(hall, 0));
    struct slice const fields = hall_print(hall, "actor: BBB\nkey: %.*s\n", SLICE_ARGS(name));
    refused(hall, hall_sign_text(hall, &second, before), FAULT_KEY_UNKNOWN);
    taken(hall, hall_sign(hall, "secretariat", "key.add", fields.bytes));
    taken(hall, hall_sign_text(hall, &second, before));
    taken(hall, hall_sign(hall, "BBB", "key.revoke", fields.bytes));
    refused(hall,
            hall_sign_text(hall, &second,
                           hall_print(hall,
                                      "plenary/1 record.correct\nconference: hall.example/talks\nby: BBB\ntime: %s\n"
                                      "act: 0\nstatement: Ada speaks again.\n",
                                      hall_time(hall, 0))),
            FAULT_KEY_UNKNOWN);
    /* What it signed while it was good has its old answer. */
    assert_true(room_submit(hall->room, hall_sign_text(hall, &second, before), &answer));
    assert_int_equal(answer.verdict, ROOM_ALREADY);
}

static void test_replayed(void **state)
{
    struct hall *const hall = *state;
    struct room_answer first, second;
    struct slice const act = hall_sign(hall, "AAA", "record.correct", "act: 0\nstatement: Once is enough.\n");
    assert_true(room_submit(hall->room, act, &first));
    taken(hall, hall_sign(hall, "AAA", "record.correct", "act: 0\nstatement: In between.\n"));
    uint32_t const count = room_count(hall->room);
    assert_true(room_submit(hall->room, act, &second));
    assert_int_equal(second.verdict, ROOM_ALREADY);
    assert_int_equal(second.seq, first.seq);
    assert_true(hash_equal(&second.name, &first.name));
    assert_int_equal(room_count(hall->room), count);
}

/* A second key of the same party signs the same text. */
static void test_same_text_signed_again(void **state)
{
    struct hall *const hall = *state;
    struct signer second;
    char memory[400];
    struct buffer key_text = BUFFER(memory);
    struct room_answer answer;
    struct error error;
    assert_true(signer_new(SLICE("hall.example/talks/AAA/eve"), &second, &error));
    struct key const key = signer_key(&second);
    key_write(&key, &key_text);
    taken(hall, hall_sign(hall, "AAA", "key.add",
                          hall_print(hall, "actor: AAA\nkey: %.*s\n", SLICE_ARGS(buffer_slice(&key_text))).bytes));
    struct slice const act = hall_sign(hall, "AAA", "record.correct", "act: 0\nstatement: By which of us?\n");
    taken(hall, act);
    uint32_t const seq = room_count(hall->room) - 1;
    struct slice const text = slice_part(act, 0, slice_find(act, '\xE2', 0) - 1);
    struct slice const again = hall_sign_text(hall, &second, text);
    refused(hall, again, FAULT_SAME_TEXT);
    assert_int_equal(fault_class_of(FAULT_SAME_TEXT), FAULT_CLASS_CONFLICT);
    assert_false(room_submit(hall->room, again, &answer));
    assert_true(answer.has_in_the_way);
    assert_int_equal(answer.in_the_way, seq);
}

static void test_other_record(void **state)
{
    struct hall *const hall = *state;
    struct signer signer;
    struct error error;
    static const char *const others[] = { "other.example/talks", "hall.example/other" };
    for (size_t i = 0; i < 2; i++) {
        assert_true(signer_new(hall_print(hall, "%s/AAA", others[i]), &signer, &error));
        struct slice const text =
            hall_print(hall, "plenary/1 record.correct\nconference: %s\nby: AAA\ntime: %s\nact: 0\nstatement: Here?\n",
                       others[i], hall_time(hall, 0));
        refused(hall, hall_sign_text(hall, &signer, text), FAULT_OTHER_CONFERENCE);
    }
}

static void test_untrue_seen(void **state)
{
    struct hall *const hall = *state;
    static const char zeros[] = "0000000000000000000000000000000000000000000000000000000000000000";
    struct slice const seen = hall_seen(hall);
    taken(hall, hall_sign(hall, "AAA", "record.correct",
                          hall_print(hall, "seen: %.*s\nact: 0\nstatement: I saw it.\n", SLICE_ARGS(seen)).bytes));
    refused(hall,
            hall_sign(hall, "AAA", "record.correct",
                      hall_print(hall, "seen: 2 %s\nact: 0\nstatement: I saw this.\n", zeros).bytes),
            FAULT_SEEN_UNTRUE);
    refused(hall,
            hall_sign(hall, "AAA", "record.correct",
                      hall_print(hall, "seen: 9999 %s\nact: 0\nstatement: I saw more.\n", zeros).bytes),
            FAULT_SEEN_UNTRUE);
}

static void test_not_nfc(void **state)
{
    struct hall *const hall = *state;
    struct room_answer answer;
    struct slice const apart = hall_sign(hall, "AAA", "record.correct", "act: 0\nstatement: fine.\n caf\x65\xCC\x81\n");
    refused(hall, apart, FAULT_NOT_NFC);
    assert_false(room_submit(hall->room, apart, &answer));
    assert_int_equal(answer.error.line, 7);
    taken(hall, hall_sign(hall, "AAA", "record.correct", "act: 0\nstatement: fine.\n caf\xC3\xA9\n"));
}

static void test_clock(void **state)
{
    struct hall *const hall = *state;
    struct signer signer;
    hall_signer(hall, "AAA", &signer);
    static const struct {
        int seconds;
        bool good;
    } rows[] = { { -CLOCK_SKEW_SECONDS_MAX - 5, false },
                 { CLOCK_SKEW_SECONDS_MAX + 5, false },
                 { -CLOCK_SKEW_SECONDS_MAX + 30, true },
                 { CLOCK_SKEW_SECONDS_MAX - 30, true } };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct slice const act =
            hall_sign_text(hall, &signer,
                           hall_print(hall,
                                      "plenary/1 record.correct\nconference: hall.example/talks\nby: AAA\ntime: "
                                      "%s\nact: 0\nstatement: %zu.\n",
                                      hall_time(hall, rows[i].seconds), i));
        if (rows[i].good)
            taken(hall, act);
        else
            refused(hall, act, FAULT_CLOCK_SKEW);
    }
}

/* The log's own key signs what was refused, by which rule, and how long the log was. */
static void test_refusal_is_signed(void **state)
{
    struct hall *const hall = *state;
    struct room_answer answer;
    struct note note;
    struct key key;
    struct error error;
    assert_false(room_submit(hall->room, hall_sign(hall, "AAA", "sponsor.confirm", "proposal: P-1\n"), &answer));
    struct slice const refusal = { answer.receipt, answer.receipt_length };
    assert_true(note_parse(refusal, &note, &error));
    assert_true(key_read(log_key_text(room_log(hall->room)), &key));
    assert_true(note_check(&note, &key, 1, crypto_native(), &error));
    assert_true(slice_begins(note.text, SLICE("plenary/refusal/1\nrecord: hall.example/talks\nact: ")));
    assert_true(strstr(note.text.bytes, "\nrule: points-at-nothing\nsize: ") != NULL);
    /* What is no act is not signed. */
    assert_false(room_submit(hall->room, SLICE("hello\n"), &answer));
    assert_int_equal(answer.receipt_length, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_act),
        cmocka_unit_test(test_key_of_another),
        cmocka_unit_test(test_other_bytes),
        cmocka_unit_test(test_two_signatures),
        cmocka_unit_test(test_revoked_key),
        cmocka_unit_test(test_replayed),
        cmocka_unit_test(test_same_text_signed_again),
        cmocka_unit_test(test_other_record),
        cmocka_unit_test(test_untrue_seen),
        cmocka_unit_test(test_not_nfc),
        cmocka_unit_test(test_clock),
        cmocka_unit_test(test_refusal_is_signed),
    };
    return cmocka_run_group_tests(tests, open_hall, close_hall);
}
