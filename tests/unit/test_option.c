// SPDX-License-Identifier: Apache-2.0
/* Options in GNU style: long, short, in any order, and the faults of wrong ones. */
#include "test.h"

#include "cmd/fault.h"
#include "cmd/option.h"

struct taste {
    struct slice data, key;
    bool json;
};

static const struct option_type options[] = {
    { "data", 'd', "DIR", offsetof(struct taste, data), "the data directory" },
    { "key", 0, "FILE", offsetof(struct taste, key), "the key" },
    { "json", 'j', NULL, offsetof(struct taste, json), "as JSON" },
    { 0 },
};

static const struct command command = { .name = "taste", .options = options, .size = sizeof(struct taste) };

static struct taste taste;
static struct slice rest[OPTION_REST_MAX];
static size_t count;
static bool help;
static struct error error;

static bool read_words(char **words, size_t word_count)
{
    taste = (struct taste){ 0 };
    return option_read(&command, words, word_count, &taste, rest, &count, &help, &error);
}

#define READ(...) read_words((char *[]){ __VA_ARGS__ }, sizeof((char *[]){ __VA_ARGS__ }) / sizeof(char *))

static void test_forms(void **state)
{
    (void)state;
    assert_true(READ("--data", "here", "--json", "--key=there"));
    assert_slices(taste.data, SLICE("here"));
    assert_slices(taste.key, SLICE("there"));
    assert_true(taste.json);
    assert_true(READ("-d", "here", "-j"));
    assert_slices(taste.data, SLICE("here"));
    assert_true(READ("-dhere"));
    assert_slices(taste.data, SLICE("here"));
    assert_true(READ("--data="));
    assert_slices(taste.data, SLICE(""));
}

static void test_words_in_between(void **state)
{
    (void)state;
    assert_true(READ("sign", "--json", "instrument=ITR", "--", "--data", "-"));
    assert_int_equal(count, 4);
    assert_slices(rest[0], SLICE("sign"));
    assert_slices(rest[1], SLICE("instrument=ITR"));
    assert_slices(rest[2], SLICE("--data"));
    assert_slices(rest[3], SLICE("-"));
    assert_true(taste.json);
    assert_true(slice_is_empty(taste.data));
}

static void test_help(void **state)
{
    (void)state;
    assert_true(READ("sign", "--help"));
    assert_true(help);
    assert_true(READ("sign"));
    assert_false(help);
}

static void test_wrong(void **state)
{
    (void)state;
    assert_false(READ("--dato", "x"));
    assert_ptr_equal(error.fault, FAULT_OPTION_UNKNOWN);
    assert_slices(error_about(&error, 0), SLICE("--dato"));
    assert_false(READ("--dat", "x"));
    assert_false(READ("-x"));
    assert_false(READ("--data"));
    assert_ptr_equal(error.fault, FAULT_OPTION_VALUE);
    assert_false(READ("--json=yes"));
    assert_ptr_equal(error.fault, FAULT_OPTION_FLAG);
    assert_int_equal(fault_class_of(error.fault), FAULT_CLASS_USAGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_forms),
        cmocka_unit_test(test_words_in_between),
        cmocka_unit_test(test_help),
        cmocka_unit_test(test_wrong),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
