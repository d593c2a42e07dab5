// SPDX-License-Identifier: Apache-2.0
/* base/error.c: sentences, and that the table of faults can be read. */
#include "test.h"

#include "base/error.h"
#include "faults.h"

static void says_line_reason_and_mending(void **state)
{
    (void)state;
    struct error error;
    char memory[512];
    struct buffer out = BUFFER(memory);
    assert_false(fail(&error, FAULT_FIELD_ORDER, 4, SLICE("by"), SLICE("time")));
    error_words(&error, &out);
    assert_slice(buffer_slice(&out), "line 4: by stands out of order; put it before time");
    buffer_clear(&out);
    fail(&error, FAULT_FIELD_UNKNOWN, 0, SLICE("colour"), SLICE("sign"));
    error_words(&error, &out);
    assert_slice(buffer_slice(&out), "sign has no field colour; plenary act sign --help lists its fields");
    buffer_clear(&out);
    error_reason(&error, &out);
    assert_slice(buffer_slice(&out), "sign has no field colour");
    buffer_clear(&out);
    error_mending(&error, &out);
    assert_slice(buffer_slice(&out), "plenary act sign --help lists its fields");
}

static void braces_of_an_argument_are_only_bytes(void **state)
{
    (void)state;
    struct error error;
    char memory[512];
    struct buffer out = BUFFER(memory);
    fail(&error, FAULT_FIELD_EMPTY, 2, SLICE("{1}{0}"), SLICE("never"));
    error_reason(&error, &out);
    assert_slice(buffer_slice(&out), "{1}{0} is empty");
}

static void nobody_need_listen(void **state)
{
    (void)state;
    assert_false(fail(NULL, FAULT_CHARACTER, 1));
}

static void an_argument_left_out_is_empty(void **state)
{
    (void)state;
    struct error error;
    assert_false(fail(&error, FAULT_FIELD_ORDER, 1, SLICE("by"), SLICE("time")));
    assert_false(fail(&error, FAULT_FIELD_EMPTY, 2, SLICE("title")));
    assert_int_equal(error.line, 2);
    assert_slice(error_about(&error, 0), "title");
    assert_slice(error_about(&error, 1), "");
    assert_false(fail(&error, FAULT_CHARACTER, 3));
    assert_slice(error_about(&error, 0), "");
    error_clear(&error);
    assert_ptr_equal(error.fault, FAULT_NONE);
}

static void arguments_outlive_the_input(void **state)
{
    (void)state;
    struct error error, other;
    char name[] = "by", before[] = "time";
    char memory[512];
    struct buffer out = BUFFER(memory);
    fail(&error, FAULT_FIELD_ORDER, 1, slice_of(name), slice_of(before));
    memset(name, 'x', 2);
    memset(before, 'x', 4);
    assert_false(fail_as(&other, &error));
    assert_false(fail_as(NULL, &error));
    memset(&error, 'x', sizeof error);
    error_reason(&other, &out);
    error_mending(&other, &out);
    assert_slice(buffer_slice(&out), "by stands out of orderput it before time");
}

static void an_argument_may_be_of_the_same_error(void **state)
{
    (void)state;
    struct error error;
    fail(&error, FAULT_FIELD_ORDER, 1, SLICE("by"), SLICE("time"));
    fail(&error, FAULT_FIELD_ORDER, 1, error_about(&error, 1), error_about(&error, 0));
    assert_slice(error_about(&error, 0), "time");
    assert_slice(error_about(&error, 1), "by");
}

static void long_arguments_are_cut_at_a_character(void **state)
{
    (void)state;
    struct error error;
    char text[2 * ERROR_ABOUT_BYTES_MAX];
    memset(text, 'a', sizeof text);
    fail(&error, FAULT_FIELD_ORDER, 1, slice_part(((struct slice){ text, sizeof text }), 0, ERROR_ABOUT_BYTES_MAX),
         ((struct slice){ text, sizeof text }));
    assert_int_equal(error_about(&error, 0).length, ERROR_ABOUT_BYTES_MAX);
    assert_false(slice_ends(error_about(&error, 0), SLICE("\xE2\x80\xA6")));
    assert_int_equal(error_about(&error, 1).length, ERROR_ABOUT_BYTES_MAX);
    assert_true(slice_ends(error_about(&error, 1), SLICE("a\xE2\x80\xA6")));
    memcpy(text + ERROR_ABOUT_BYTES_MAX - 4, "\xE2\x82\xAC", 3); /* a euro sign where it is cut */
    fail(&error, FAULT_FIELD_ORDER, 1, ((struct slice){ text, sizeof text }));
    assert_int_equal(error_about(&error, 0).length, ERROR_ABOUT_BYTES_MAX - 1);
    assert_true(slice_ends(error_about(&error, 0), SLICE("a\xE2\x80\xA6")));
}

/* Names are unique and of a-z, 0-9 and hyphens; sentences end without a full stop; all have a source and a mending. */
static void every_row_is_fit_to_be_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < FAULT_COUNT; i++) {
        const struct fault *const row = all_faults[i];
        size_t const length = strlen(row->name);
        assert_true(length > 0 && length == strspn(row->name, "abcdefghijklmnopqrstuvwxyz0123456789-"));
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(row->name, all_faults[j]->name);
        assert_true(row->words[0] != '\0' && row->words[strlen(row->words) - 1] != '.');
        if (row->source[0] == '\0' || row->mending[0] == '\0' || row->class == FAULT_CLASS_NONE) {
            print_error("%s lacks a source, a mending or a class\n", row->name);
            _fail(__FILE__, __LINE__);
        }
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(says_line_reason_and_mending),
        cmocka_unit_test(braces_of_an_argument_are_only_bytes),
        cmocka_unit_test(nobody_need_listen),
        cmocka_unit_test(an_argument_left_out_is_empty),
        cmocka_unit_test(arguments_outlive_the_input),
        cmocka_unit_test(an_argument_may_be_of_the_same_error),
        cmocka_unit_test(long_arguments_are_cut_at_a_character),
        cmocka_unit_test(every_row_is_fit_to_be_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
