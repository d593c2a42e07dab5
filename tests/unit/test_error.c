/* What base/error.c says, and that the table of faults is fit to be read. */
#include "test.h"

#include "base/error.h"

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
    assert_false(fail(NULL, FAULT_CHARACTER, 1, SLICE(""), SLICE("")));
}

static void kept_arguments_outlive_the_input(void **state)
{
    (void)state;
    struct error error;
    char name[] = "by", before[] = "time";
    char memory[512];
    struct buffer out = BUFFER(memory);
    fail(&error, FAULT_FIELD_ORDER, 1, slice_of(name), slice_of(before));
    error_keep(&error);
    memset(name, 'x', 2);
    memset(before, 'x', 4);
    error_keep(&error); /* keeping what is kept changes nothing */
    error_reason(&error, &out);
    error_mending(&error, &out);
    assert_slice(buffer_slice(&out), "by stands out of orderput it before time");
}

static void long_arguments_are_cut_to_fit(void **state)
{
    (void)state;
    struct error error;
    char text[2 * ERROR_KEPT_BYTES];
    memset(text, 'a', sizeof text);
    fail(&error, FAULT_FIELD_ORDER, 1, (struct slice){ text, sizeof text }, (struct slice){ text, sizeof text });
    error_keep(&error);
    assert_int_equal(error.about[0].length + error.about[1].length, ERROR_KEPT_BYTES);
}

/* Names are unique and of a-z, 0-9 and hyphens; sentences end without a full stop; all have a source and a mending. */
static void every_row_is_fit_to_be_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < FAULT_COUNT; i++) {
        const struct fault_row *const row = &fault_rows[i];
        size_t const length = strlen(row->name);
        assert_true(length > 0 && length == strspn(row->name, "abcdefghijklmnopqrstuvwxyz0123456789-"));
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(row->name, fault_rows[j].name);
        assert_true(row->words[0] != '\0' && row->words[strlen(row->words) - 1] != '.');
        if (i != FAULT_NONE && (row->source[0] == '\0' || row->mending[0] == '\0' || row->class == FAULT_CLASS_NONE)) {
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
        cmocka_unit_test(kept_arguments_outlive_the_input),
        cmocka_unit_test(long_arguments_are_cut_to_fit),
        cmocka_unit_test(every_row_is_fit_to_be_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
