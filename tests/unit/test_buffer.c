// SPDX-License-Identifier: Apache-2.0
/* base/buffer.c: an addition fits whole or not at all, and `full` is sticky. */
#include "test.h"

#include "base/buffer.h"

static void grows_up_to_its_limit(void **state)
{
    (void)state;
    char memory[8];
    struct buffer out = BUFFER(memory);
    buffer_add(&out, SLICE("plenary"));
    buffer_add_byte(&out, '!');
    assert_false(out.full);
    assert_slice(buffer_slice(&out), "plenary!");
    buffer_add(&out, SLICE(""));
    assert_false(out.full);
    buffer_add_byte(&out, '?');
    assert_true(out.full);
    assert_slice(buffer_slice(&out), "plenary!");
}

static void a_word_is_never_cut_and_nothing_follows_it(void **state)
{
    (void)state;
    char memory[8];
    struct buffer out = BUFFER(memory);
    buffer_add(&out, SLICE("four"));
    buffer_add(&out, SLICE("fives"));
    assert_true(out.full);
    buffer_add(&out, SLICE("a"));
    assert_slice(buffer_slice(&out), "four");
    buffer_clear(&out);
    assert_false(out.full);
    buffer_add_text(&out, "again");
    assert_slice(buffer_slice(&out), "again");
}

static void a_buffer_of_no_bytes_is_full_at_once(void **state)
{
    (void)state;
    struct buffer out = { NULL, 0, 0, false };
    buffer_add(&out, SLICE(""));
    assert_false(out.full);
    buffer_add_byte(&out, 'a');
    assert_true(out.full);
}

static void writes_numbers(void **state)
{
    (void)state;
    static const struct {
        uint64_t number;
        unsigned width;
        const char *text;
    } cases[] = {
        { 0, 1, "0" },
        { 0, 0, "0" },
        { 7, 2, "07" },
        { 2012, 2, "2012" },
        { 12, 4, "0012" },
        { UINT64_MAX, 1, "18446744073709551615" },
        { 1, 21, "000000000000000000001" },
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        char memory[64];
        struct buffer out = BUFFER(memory);
        buffer_add_padded(&out, cases[i].number, cases[i].width);
        assert_slice(buffer_slice(&out), cases[i].text);
    }
    char three[3];
    struct buffer out = BUFFER(three);
    buffer_add_number(&out, 1000);
    assert_true(out.full);
    assert_int_equal(out.length, 0);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(grows_up_to_its_limit),
        cmocka_unit_test(a_word_is_never_cut_and_nothing_follows_it),
        cmocka_unit_test(a_buffer_of_no_bytes_is_full_at_once),
        cmocka_unit_test(writes_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
