// SPDX-License-Identifier: Apache-2.0
/* What the precheck refuses, with which fault; a refusal loses nothing. */
#include "../unit/test.h"
#include "fixture.h"

#include "record/fault.h"
#include "record/note.h"
#include "log/crypto.h"
#include "room/fault.h"
#include "rules/fault.h"

static int open_fixture(void **state)
{
    static struct fixture fixture;
    fixture_open(&fixture);
    *state = &fixture;
    return 0;
}

static int close_fixture(void **state)
{
    fixture_close(*state);
    return 0;
}

/* Refused with that fault, and the record as it was. */
static void refused(struct fixture *fixture, struct slice act, const struct fault *fault)
{
    struct room_answer answer;
    uint32_t const before = room_count(fixture->room);
    assert_false(room_submit(fixture->room, act, &answer));
    assert_int_equal(answer.verdict, ROOM_REFUSED);
    if (answer.error.fault != fault)
        print_error("%s, not %s\n", fault_row(answer.error.fault)->name, fault_row(fault)->name);
    assert_ptr_equal(answer.error.fault, fault);
    assert_int_equal(room_count(fixture->room), before);
    assert_int_equal(answer.seq, before);
}

static void taken(struct fixture *fixture, struct slice act)
{
    struct room_answer answer;
    bool const good = room_submit(fixture->room, act, &answer);
    if (!good)
        print_error("%s\n", fault_row(answer.error.fault)->name);
    assert_true(good);
    assert_int_equal(answer.verdict, ROOM_TAKEN);
}

static void test_no_act(void **state)
{
    struct fixture *const fixture = *state;
    static char long_act[ACT_BYTES_MAX + 1];
    refused(fixture, SLICE(""), FAULT_ACT_LINE_END);
    refused(fixture, SLICE("hello\n"), FAULT_ACT_UNSIGNED);
    refused(fixture, (struct slice){ long_act, sizeof long_act }, FAULT_ACT_TOO_LONG);
}

static void test_key_of_another(void **state)
{
    struct fixture *const fixture = *state;
    struct signer theirs, stranger;
    struct error error;
    fixture_signer(fixture, "BBB", &theirs);
    assert_true(signer_new(SLICE("hall.example/talks/AAA"), &stranger, &error));
    struct slice const text = fixture_print(
        fixture,
        "plenary/1 record.correct\nconference: hall.example/talks\nby: AAA\ntime: %s\nact: 0\nstatement: Hear me.\n",
        fixture_time(fixture, 0));
    refused(fixture, fixture_sign_text(fixture, &theirs, text), FAULT_KEY_NOT_OWN);
    refused(fixture, fixture_sign_text(fixture, &stranger, text), FAULT_KEY_UNKNOWN);
    taken(fixture, fixture_sign(fixture, "AAA", "record.correct", "act: 0\nstatement: It is me.\n"));
}

static void test_other_bytes(void **state)
{
    struct fixture *const fixture = *state;
    /* Once before the door knows the key, once after. */
    for (int i = 0; i < 2; i++) {
        struct slice const act = fixture_sign(fixture, "AAA", "record.correct", "act: 0\nstatement: We agree.\n");
        struct slice const changed = fixture_print(fixture, "%.*s", SLICE_ARGS(act));
        char *const word = strstr((char *)changed.bytes, "agree");
        memcpy(word, "leave", 5);
        refused(fixture, changed, FAULT_SIGNATURE_BAD);
        taken(fixture, fixture_sign(fixture, "AAA", "record.correct",
                                    i == 0 ? "act: 0\nstatement: One.\n" : "act: 0\nstatement: Two.\n"));
    }
}

static void test_two_signatures(void **state)
{
    struct fixture *const fixture = *state;
    struct slice const act = fixture_sign(fixture, "AAA", "record.correct", "act: 0\nstatement: Both of us.\n");
    struct slice const line = slice_part(act, slice_find(act, '\xE2', 0), act.length);
    refused(fixture, fixture_print(fixture, "%.*s%.*s", SLICE_ARGS(act), SLICE_ARGS(line)), FAULT_ACT_SIGNATURES);
}

static void test_revoked_key(void **state)
{
    struct fixture *const fixture = *state;
    struct signer second;
    char memory[400];
    struct buffer text = BUFFER(memory);
    struct room_answer answer;
    struct error error;
    assert_true(signer_new(SLICE("hall.example/talks/BBB/ada"), &second, &error));
    struct key const key = signer_key(&second);
    key_write(&key, &text);
    struct slice const name = buffer_slice(&text);
    struct slice const before = fixture_print(
        fixture,
        "plenary/1 record.correct\nconference: hall.example/talks\nby: BBB\ntime: %s\nact: 0\nstatement: Ada speaks.\n",
        fixture_time(fixture, 0));
    struct slice const fields = fixture_print(fixture, "actor: BBB\nkey: %.*s\n", SLICE_ARGS(name));
    refused(fixture, fixture_sign_text(fixture, &second, before), FAULT_KEY_UNKNOWN);
    taken(fixture, fixture_sign(fixture, "secretariat", "key.add", fields.bytes));
    taken(fixture, fixture_sign_text(fixture, &second, before));
    taken(fixture, fixture_sign(fixture, "BBB", "key.revoke", fields.bytes));
    refused(
        fixture,
        fixture_sign_text(fixture, &second,
                          fixture_print(fixture,
                                        "plenary/1 record.correct\nconference: hall.example/talks\nby: BBB\ntime: %s\n"
                                        "act: 0\nstatement: Ada speaks again.\n",
                                        fixture_time(fixture, 0))),
        FAULT_KEY_UNKNOWN);
    /* What it signed while it was good has its old answer. */
    assert_true(room_submit(fixture->room, fixture_sign_text(fixture, &second, before), &answer));
    assert_int_equal(answer.verdict, ROOM_ALREADY);
}

static void test_replayed(void **state)
{
    struct fixture *const fixture = *state;
    struct room_answer first, second;
    struct slice const act = fixture_sign(fixture, "AAA", "record.correct", "act: 0\nstatement: Once is enough.\n");
    assert_true(room_submit(fixture->room, act, &first));
    taken(fixture, fixture_sign(fixture, "AAA", "record.correct", "act: 0\nstatement: In between.\n"));
    uint32_t const count = room_count(fixture->room);
    assert_true(room_submit(fixture->room, act, &second));
    assert_int_equal(second.verdict, ROOM_ALREADY);
    assert_int_equal(second.seq, first.seq);
    assert_true(hash_equal(&second.name, &first.name));
    assert_int_equal(room_count(fixture->room), count);
}

/* A second key of the same party signs the same text. */
static void test_same_text_signed_again(void **state)
{
    struct fixture *const fixture = *state;
    struct signer second;
    char memory[400];
    struct buffer key_text = BUFFER(memory);
    struct room_answer answer;
    struct error error;
    assert_true(signer_new(SLICE("hall.example/talks/AAA/eve"), &second, &error));
    struct key const key = signer_key(&second);
    key_write(&key, &key_text);
    taken(fixture,
          fixture_sign(fixture, "AAA", "key.add",
                       fixture_print(fixture, "actor: AAA\nkey: %.*s\n", SLICE_ARGS(buffer_slice(&key_text))).bytes));
    struct slice const act = fixture_sign(fixture, "AAA", "record.correct", "act: 0\nstatement: By which of us?\n");
    taken(fixture, act);
    uint32_t const seq = room_count(fixture->room) - 1;
    struct slice const text = slice_part(act, 0, slice_find(act, '\xE2', 0) - 1);
    struct slice const again = fixture_sign_text(fixture, &second, text);
    refused(fixture, again, FAULT_SAME_TEXT);
    assert_int_equal(fault_class_of(FAULT_SAME_TEXT), FAULT_CLASS_CONFLICT);
    assert_false(room_submit(fixture->room, again, &answer));
    assert_true(answer.has_in_the_way);
    assert_int_equal(answer.in_the_way, seq);
}

static void test_other_record(void **state)
{
    struct fixture *const fixture = *state;
    struct signer signer;
    struct error error;
    static const char *const others[] = { "other.example/talks", "hall.example/other" };
    for (size_t i = 0; i < 2; i++) {
        assert_true(signer_new(fixture_print(fixture, "%s/AAA", others[i]), &signer, &error));
        struct slice const text = fixture_print(
            fixture, "plenary/1 record.correct\nconference: %s\nby: AAA\ntime: %s\nact: 0\nstatement: Here?\n",
            others[i], fixture_time(fixture, 0));
        refused(fixture, fixture_sign_text(fixture, &signer, text), FAULT_OTHER_CONFERENCE);
    }
}

static void test_untrue_seen(void **state)
{
    struct fixture *const fixture = *state;
    static const char zeros[] = "0000000000000000000000000000000000000000000000000000000000000000";
    struct slice const seen = fixture_seen(fixture);
    taken(fixture,
          fixture_sign(fixture, "AAA", "record.correct",
                       fixture_print(fixture, "seen: %.*s\nact: 0\nstatement: I saw it.\n", SLICE_ARGS(seen)).bytes));
    refused(fixture,
            fixture_sign(fixture, "AAA", "record.correct",
                         fixture_print(fixture, "seen: 2 %s\nact: 0\nstatement: I saw this.\n", zeros).bytes),
            FAULT_SEEN_UNTRUE);
    refused(fixture,
            fixture_sign(fixture, "AAA", "record.correct",
                         fixture_print(fixture, "seen: 9999 %s\nact: 0\nstatement: I saw more.\n", zeros).bytes),
            FAULT_SEEN_UNTRUE);
}

static void test_not_nfc(void **state)
{
    struct fixture *const fixture = *state;
    struct room_answer answer;
    struct slice const apart =
        fixture_sign(fixture, "AAA", "record.correct", "act: 0\nstatement: fine.\n caf\x65\xCC\x81\n");
    refused(fixture, apart, FAULT_NOT_NFC);
    assert_false(room_submit(fixture->room, apart, &answer));
    assert_int_equal(answer.error.line, 7);
    taken(fixture, fixture_sign(fixture, "AAA", "record.correct", "act: 0\nstatement: fine.\n caf\xC3\xA9\n"));
}

static void test_clock(void **state)
{
    struct fixture *const fixture = *state;
    struct signer signer;
    fixture_signer(fixture, "AAA", &signer);
    static const struct {
        int seconds;
        bool good;
    } rows[] = { { -CLOCK_SKEW_SECONDS_MAX - 5, false },
                 { CLOCK_SKEW_SECONDS_MAX + 5, false },
                 { -CLOCK_SKEW_SECONDS_MAX + 30, true },
                 { CLOCK_SKEW_SECONDS_MAX - 30, true } };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct slice const act =
            fixture_sign_text(fixture, &signer,
                              fixture_print(fixture,
                                            "plenary/1 record.correct\nconference: hall.example/talks\nby: AAA\ntime: "
                                            "%s\nact: 0\nstatement: %zu.\n",
                                            fixture_time(fixture, rows[i].seconds), i));
        if (rows[i].good)
            taken(fixture, act);
        else
            refused(fixture, act, FAULT_CLOCK_SKEW);
    }
}

/* The log's own key signs what was refused, by which rule, and how long the log was. */
static void test_refusal_is_signed(void **state)
{
    struct fixture *const fixture = *state;
    struct room_answer answer;
    struct note note;
    struct key key;
    struct error error;
    assert_false(
        room_submit(fixture->room, fixture_sign(fixture, "AAA", "sponsor.confirm", "proposal: P-1\n"), &answer));
    struct slice const refusal = { answer.receipt, answer.receipt_length };
    assert_true(note_parse(refusal, &note, &error));
    assert_true(key_read(log_key_text(room_log(fixture->room)), &key));
    assert_true(note_check(&note, &key, 1, crypto_native(), &error));
    assert_true(slice_begins(note.text, SLICE("plenary/refusal/1\nrecord: hall.example/talks\nact: ")));
    assert_true(strstr(note.text.bytes, "\nrule: points-at-nothing\nsize: ") != NULL);
    /* What is no act is not signed. */
    assert_false(room_submit(fixture->room, SLICE("hello\n"), &answer));
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
    return cmocka_run_group_tests(tests, open_fixture, close_fixture);
}
