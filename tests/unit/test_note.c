// SPDX-License-Identifier: Apache-2.0
/* Signed notes: what Go accepts, what we refuse in addition, and an act's one signature line. */
#include "test.h"

#include "base/base64.h"
#include "record/fault.h"
#include "record/note.h"
#include "log/signer.h"
#include "vectors.h"

static struct key first_key(void *state)
{
    struct key key;
    assert_true(key_read(vectors_slice(json_array_get(vectors_get(state, "keys"), 0), "vkey"), &key));
    return key;
}

static void assert_round_trip(const struct note *note, struct slice bytes)
{
    static char memory[20000];
    struct buffer out = BUFFER(memory);
    note_write(note, &out);
    assert_slices(buffer_slice(&out), bytes);
}

static void good_notes_are_read_written_and_checked(void **state)
{
    size_t i, j;
    json_t *row, *name, *keys = vectors_get(*state, "keys");
    json_array_foreach(vectors_get(*state, "notes"), i, row)
    {
        struct note note;
        struct error error;
        struct key signers[3];
        for (j = 0; j < 3; j++)
            assert_true(key_read(vectors_slice(json_array_get(keys, j), "vkey"), &signers[j]));
        assert_true(note_parse(vectors_slice(row, "note"), &note, &error));
        assert_slices(note.text, vectors_slice(row, "text"));
        assert_int_equal(note.count, json_array_size(json_object_get(row, "signers")));
        json_array_foreach(json_object_get(row, "signers"), j, name)
            assert_slices(note.lines[j].name, slice_of(json_string_value(name)));
        assert_true(note_check(&note, signers, 3, crypto_native(), &error));
        assert_round_trip(&note, vectors_slice(row, "note"));
        struct hash leaf, expected = vectors_hash(vectors_slice(row, "leaf_hash_hex"));
        merkle_hash_leaf(vectors_slice(row, "note"), crypto_native(), &leaf);
        assert_true(hash_equal(&leaf, &expected));
    }
    assert_int_equal(i, 3);
}

static void notes_of_others_are_checked(void **state)
{
    size_t i;
    json_t *row;
    json_array_foreach(vectors_get(*state, "notes_of_others"), i, row)
    {
        struct note note;
        struct error error;
        struct key key;
        assert_true(key_read(vectors_slice(row, "vkey"), &key));
        assert_true(note_parse(vectors_slice(row, "note"), &note, &error));
        assert_true(note_check(&note, &key, 1, crypto_native(), &error));
        assert_round_trip(&note, vectors_slice(row, "note"));
    }
    assert_int_equal(i, 3);
}

/* The verdict in the words of the vectors. */
static struct slice verdict_on(struct slice bytes, const struct key *key)
{
    static struct note note;
    struct error error;
    if (!note_parse(bytes, &note, &error))
        return SLICE("malformed");
    assert_round_trip(&note, bytes);
    if (note_check(&note, key, 1, crypto_native(), &error))
        return SLICE("ok");
    return error.fault == FAULT_SIGNATURE_UNKNOWN ? SLICE("unverified") : SLICE("invalid signature");
}

static void odd_notes_get_the_stricter_verdict(void **state)
{
    size_t i, stricter = 0;
    json_t *row;
    struct key const key = first_key(*state);
    json_array_foreach(vectors_get(*state, "notes_odd_under_key_1"), i, row)
    {
        unsigned char bytes[20000];
        size_t count;
        assert_true(base64_read(vectors_slice(row, "note_base64"), bytes, sizeof bytes, &count));
        struct slice const verdict = verdict_on((struct slice){ (char *)bytes, count }, &key);
        /* Go takes the first of several lines of one key and never looks at the others; here they refuse the note. */
        bool const twice = slice_equal(vectors_slice(row, "name"), SLICE("bad one first")) ||
                           slice_equal(vectors_slice(row, "name"), SLICE("100 signatures"));
        if (json_object_get(row, "strict") != NULL || twice) {
            assert_slices(verdict, SLICE("malformed"));
            stricter++;
        } else
            assert_slices(verdict, vectors_slice(row, "go"));
    }
    assert_int_equal(i, 33);
    assert_int_equal(stricter, 8);
}

static void a_hundred_different_lines_are_taken_and_one_more_is_not(void **state)
{
    (void)state;
    static char memory[20000];
    static struct note note;
    struct buffer out = BUFFER(memory);
    struct error error;
    buffer_add(&out, SLICE("text\n\n"));
    for (unsigned i = 0; i < NOTE_SIGNATURES_MAX; i++) {
        unsigned char const bytes[5] = { 0, 0, 0, (unsigned char)i, 1 };
        buffer_add(&out, SLICE("\xE2\x80\x94 x "));
        base64_write(&out, bytes, sizeof bytes);
        buffer_add_byte(&out, '\n');
    }
    assert_true(note_parse(buffer_slice(&out), &note, &error));
    assert_round_trip(&note, buffer_slice(&out));
    buffer_add(&out, SLICE("\xE2\x80\x94 y AAAAAAA=\n"));
    assert_false(note_parse(buffer_slice(&out), &note, &error));
    assert_ptr_equal(error.fault, FAULT_NOTE_SIGNATURES);
    assert_int_equal(error.line, 2 + NOTE_SIGNATURES_MAX + 1);
}

static void weak_keys_and_signatures_are_refused_whatever_the_library_says(void **state)
{
    /* The identity as key and as R, S = 0: a library without the check takes it for any text. */
    struct key key = { .name = SLICE("x"), .id = 0x01020304, .bytes = { 1 } };
    unsigned char bytes[68] = { 1, 2, 3, 4, 1 };
    char memory[300];
    struct buffer out = BUFFER(memory);
    struct note note;
    struct error error;
    buffer_add(&out, SLICE("text\n\n\xE2\x80\x94 x "));
    base64_write(&out, bytes, sizeof bytes);
    buffer_add_byte(&out, '\n');
    assert_true(note_parse(buffer_slice(&out), &note, &error));
    assert_false(note_check(&note, &key, 1, crypto_native(), &error));
    assert_ptr_equal(error.fault, FAULT_SIGNATURE_WEAK);
    memcpy(key.bytes, first_key(*state).bytes, ED25519_KEY_BYTES);
    assert_false(note_check(&note, &key, 1, crypto_native(), &error));
    assert_ptr_equal(error.fault, FAULT_SIGNATURE_WEAK);
}

static struct slice sign_act(const struct signer *signer, struct slice text, char *memory, size_t limit)
{
    struct buffer out = { memory, 0, limit, false };
    signer_sign(signer, text, &out);
    return buffer_slice(&out);
}

static void an_act_is_checked_against_its_key(void **state)
{
    (void)state;
    static unsigned char room[1 << 20];
    struct arena arena = { room, 0, sizeof room };
    struct signer signer, other;
    struct error error;
    struct act act;
    char memory[1000];
    struct slice const text =
        SLICE("plenary/1 sponsor.disown\nconference: localhost/x\nby: EGY\ntime: 2012-12-10T10:00:00Z\n"
              "proposal: RUCASS\n");
    assert_true(signer_new(SLICE("localhost/x/EGY"), &signer, &error));
    assert_true(signer_new(SLICE("localhost/x/EGY"), &other, &error));
    struct slice const bytes = sign_act(&signer, text, memory, sizeof memory);
    assert_true(act_parse(bytes, &arena, &act, &error));
    struct key const key = signer_key(&signer), wrong = signer_key(&other);
    assert_true(note_check_act(&act, &key, crypto_native(), &error));
    assert_false(note_check_act(&act, &wrong, crypto_native(), &error));
    assert_ptr_equal(error.fault, FAULT_SIGNATURE_UNKNOWN);
    /* The other key under the first one's ID. */
    struct key forged = wrong;
    forged.id = key.id;
    assert_false(note_check_act(&act, &forged, crypto_native(), &error));
    assert_ptr_equal(error.fault, FAULT_SIGNATURE_BAD);
    memory[text.length - 2] = 'T'; /* RUCASS becomes RUCAST */
    assert_true(act_parse(bytes, &arena, &act, &error));
    assert_false(note_check_act(&act, &key, crypto_native(), &error));
    assert_ptr_equal(error.fault, FAULT_SIGNATURE_BAD);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(good_notes_are_read_written_and_checked),
        cmocka_unit_test(notes_of_others_are_checked),
        cmocka_unit_test(odd_notes_get_the_stricter_verdict),
        cmocka_unit_test(a_hundred_different_lines_are_taken_and_one_more_is_not),
        cmocka_unit_test(weak_keys_and_signatures_are_refused_whatever_the_library_says),
        cmocka_unit_test(an_act_is_checked_against_its_key),
    };
    return cmocka_run_group_tests(tests, vectors_open, vectors_close);
}
