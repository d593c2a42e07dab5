// SPDX-License-Identifier: Apache-2.0
/* Acts from a file that a person writes: what is filled in, and the lines of errors. */
#include "../unit/test.h"

#include "fixture.h"
#include "record/fault.h"
#include "room/fault.h"

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

static struct act_file_act act;
static struct error error;

/* The first act of the text: read, and not sent. */
static bool first(struct fixture *fixture, const char *text)
{
    struct act_file *const act_file = act_file_open(fixture->site, SLICE("talks"), false, &error);
    assert_non_null(act_file);
    act_file_load(act_file, slice_of(text));
    bool const read = act_file_next(act_file, &fixture->arena, &act, &error);
    act_file_close(act_file);
    return read;
}

static void holds(struct slice text, struct slice part)
{
    for (size_t i = 0; i + part.length <= text.length; i++)
        if (slice_begins(slice_part(text, i, text.length), part))
            return;
    print_error("\"%.*s\" is not in\n%.*s", SLICE_ARGS(part), SLICE_ARGS(text));
    _fail(__FILE__, __LINE__);
}

static void test_filled_in(void **state)
{
    struct fixture *const fixture = *state;
    struct slice const seen = fixture_seen(fixture);
    assert_true(first(fixture, "# For the reader.\n\nplenary/1 record.correct\nby: AAA\ntime: 2026-01-01T00:00:00Z\n"
                               "seen: @\nact: @last\nstatement: One.\n  Two.\n"));
    assert_int_equal(act.line, 3);
    assert_int_equal(act.seq, 3);
    holds(act.bytes, SLICE("conference: hall.example/talks\nby: AAA\n"));
    holds(act.bytes, fixture_print(fixture, "seen: %.*s\nact: 2\nstatement: One.\n  Two.\n\n", SLICE_ARGS(seen)));
    holds(act.bytes, SLICE("\xE2\x80\x94 hall.example/talks/AAA "));
}

static void test_index_of_what_made_it(void **state)
{
    struct fixture *const fixture = *state;
    assert_true(
        first(fixture, "plenary/1 record.correct\nby: AAA\ntime: 2026-01-01T00:00:00Z\nact: @BBB\nstatement: One.\n"));
    holds(act.bytes, SLICE("\nact: 2\n"));
    assert_false(
        first(fixture, "plenary/1 record.correct\nby: AAA\ntime: 2026-01-01T00:00:00Z\nact: @CCC\nstatement: One.\n"));
    assert_ptr_equal(error.fault, FAULT_SCRIPT_ID);
    assert_int_equal(error.line, 4);
}

/* The party itself where there is no basis, else the registrar, else whom @signer names. */
static void test_signer(void **state)
{
    struct fixture *const fixture = *state;
    assert_true(first(fixture, "plenary/1 record.correct\nby: AAA\ntime: 2026-01-01\nbasis: minuted\n"
                               "entered: 2026-01-01T00:00:00Z\nact: 0\nstatement: One.\n"));
    holds(act.bytes, SLICE("\xE2\x80\x94 hall.example/talks/secretariat "));
    assert_true(first(fixture, "@signer BBB\nplenary/1 record.correct\nby: AAA\ntime: 2026-01-01\nbasis: minuted\n"
                               "entered: 2026-01-01T00:00:00Z\nact: 0\nstatement: One.\n"));
    holds(act.bytes, SLICE("\xE2\x80\x94 hall.example/talks/BBB "));
    assert_true(first(fixture,
                      "@signer AAA/eve\nplenary/1 record.correct\nby: AAA\ntime: 2026-01-01T00:00:00Z\nact: 0\n"
                      "statement: One.\n"));
    holds(act.bytes, SLICE("\xE2\x80\x94 hall.example/talks/AAA/eve "));
}

/* The same text is the same blob, its bytes are kept, and its hash tells nothing about them. */
static void test_blob(void **state)
{
    struct fixture *const fixture = *state;
    static const char text[] = "plenary/1 statement\nby: AAA\ntime: 2026-01-01T00:00:00Z\nid: S-1\nblob: \"A letter,\n"
                               " in two \"lines\".\"\nstatement: One.\n";
    char memory[200];
    struct buffer blob = BUFFER(memory);
    assert_true(first(fixture, text));
    struct slice const once = act.bytes;
    assert_true(first(fixture, text));
    assert_slices(act.bytes, once);
    const char *const hash = strstr(once.bytes, "blob: ") + 6;
    assert_true(log_write_blob(room_log(fixture->room), (struct slice){ hash, 64 }, &blob, &error));
    assert_slices(slice_part(buffer_slice(&blob), BLOB_SALT_BYTES, blob.length), SLICE("A letter,\nin two \"lines\"."));
    assert_false(first(fixture, "plenary/1 statement\nby: AAA\ntime: 2026-01-01T00:00:00Z\nid: S-1\nblob: \"A letter\n"
                                "statement: One.\n"));
    assert_ptr_equal(error.fault, FAULT_SCRIPT_QUOTE);
    assert_int_equal(error.line, 5);
}

/* The line is the file's, whatever was filled in above it. */
static void test_error_line(void **state)
{
    struct fixture *const fixture = *state;
    assert_false(
        first(fixture, "# 1\n# 2\n\nplenary/1 record.correct\nby: AAA\ntime: yesterday\nact: 0\nstatement: One.\n"));
    assert_ptr_equal(error.fault, FAULT_VALUE_TIME);
    assert_int_equal(error.line, 6);
    assert_false(first(fixture, "\nplenary/1 record.corect\nby: AAA\n"));
    assert_ptr_equal(error.fault, FAULT_ACT_TYPE);
    assert_int_equal(error.line, 2);
    assert_false(first(fixture, "# nothing\n\n"));
    assert_ptr_equal(error.fault, FAULT_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_filled_in),  cmocka_unit_test(test_index_of_what_made_it),
        cmocka_unit_test(test_signer),     cmocka_unit_test(test_blob),
        cmocka_unit_test(test_error_line),
    };
    return cmocka_run_group_tests(tests, open_fixture, close_fixture);
}
