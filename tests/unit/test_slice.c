// SPDX-License-Identifier: Apache-2.0
/* base/slice.c: comparing, cutting and reading numbers, at the edges. */
#include "test.h"

#include <stdlib.h>

#include "base/slice.h"

static void compares_by_byte_and_then_by_length(void **state)
{
    (void)state;
    static const struct {
        struct slice a, b;
        int order;
    } cases[] = {
        { { "", 0 }, { "", 0 }, 0 },         { { NULL, 0 }, { "", 0 }, 0 },        { { "", 0 }, { "a", 1 }, -1 },
        { { "a", 1 }, { "a", 1 }, 0 },       { { "a", 1 }, { "ab", 2 }, -1 },      { { "b", 1 }, { "ab", 2 }, 1 },
        { { "A", 1 }, { "a", 1 }, -1 },      { { "\x7F", 1 }, { "\x80", 1 }, -1 }, { { "a\0b", 3 }, { "a\0c", 3 }, -1 },
        { { "D-10", 4 }, { "D-7", 3 }, -1 },
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        int const order = slice_compare(cases[i].a, cases[i].b);
        int const back = slice_compare(cases[i].b, cases[i].a);
        assert_int_equal((order > 0) - (order < 0), cases[i].order);
        assert_int_equal((back > 0) - (back < 0), -cases[i].order);
        assert_int_equal(slice_equal(cases[i].a, cases[i].b), cases[i].order == 0);
    }
}

/* Memory of just that many bytes: a sanitizer sees any step beyond it. */
static void every_byte_of_any_length_counts(void **state)
{
    (void)state;
    for (size_t length = 0; length <= 70; length++) {
        char *const a = malloc(length + (length == 0)), *const b = malloc(length + (length == 0));
        assert_non_null(a);
        assert_non_null(b);
        for (size_t i = 0; i < length; i++)
            a[i] = (char)(i + 1);
        memcpy(b, a, length);
        assert_true(slice_equal((struct slice){ a, length }, (struct slice){ b, length }));
        for (size_t i = 0; i < length; i++) {
            b[i] ^= 64;
            assert_false(slice_equal((struct slice){ a, length }, (struct slice){ b, length }));
            b[i] ^= 64;
        }
        free(a);
        free(b);
    }
}

static void begins_and_ends(void **state)
{
    (void)state;
    assert_true(slice_begins(SLICE("plenary/1 sign"), SLICE("plenary/1 ")));
    assert_true(slice_begins(SLICE("x"), SLICE("")));
    assert_true(slice_begins(SLICE(""), SLICE("")));
    assert_false(slice_begins(SLICE("plen"), SLICE("plenary")));
    assert_true(slice_ends(SLICE("2012~"), SLICE("~")));
    assert_true(slice_ends(SLICE("~"), SLICE("~")));
    assert_false(slice_ends(SLICE(""), SLICE("~")));
    assert_false(slice_ends(SLICE("~2012"), SLICE("~")));
}

static void a_part_is_cut_back_to_what_is_there(void **state)
{
    (void)state;
    struct slice const word = SLICE("plenary");
    assert_slice(slice_part(word, 0, 7), "plenary");
    assert_slice(slice_part(word, 2, 4), "en");
    assert_slice(slice_part(word, 4, 100), "ary");
    assert_slice(slice_part(word, 7, 7), "");
    assert_slice(slice_part(word, 9, 100), "");
    assert_slice(slice_part(word, 5, 2), "");
    assert_slice(slice_part((struct slice){ NULL, 0 }, 0, 1), "");
}

static void finds_a_byte_or_the_end(void **state)
{
    (void)state;
    assert_int_equal(slice_find(SLICE("a:b:c"), ':', 0), 1);
    assert_int_equal(slice_find(SLICE("a:b:c"), ':', 2), 3);
    assert_int_equal(slice_find(SLICE("a:b:c"), ':', 4), 5);
    assert_int_equal(slice_find(SLICE("a:b:c"), ':', 99), 5);
    assert_int_equal(slice_find(SLICE(""), ':', 0), 0);
}

static void walks_the_pieces(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *pieces[4];
    } cases[] = {
        { "", { NULL } },         { "a\n", { "a" } }, { "a", { "a" } },
        { "a\nb", { "a", "b" } }, { "\n", { "" } },   { "\n\nb\n", { "", "", "b" } },
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct slice rest = slice_of(cases[i].text), piece;
        size_t count = 0;
        for (; slice_next(&rest, '\n', &piece); count++) {
            assert_non_null(cases[i].pieces[count]);
            assert_slice(piece, cases[i].pieces[count]);
        }
        assert_null(cases[i].pieces[count]);
    }
}

static void reads_numbers_in_one_spelling(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool good;
        uint64_t number;
    } cases[] = {
        { "0", true, 0 },
        { "7", true, 7 },
        { "193", true, 193 },
        { "999999999999999999", true, 999999999999999999u },
        { "1000000000000000000", false, 0 },
        { "", false, 0 },
        { "00", false, 0 },
        { "07", false, 0 },
        { "-1", false, 0 },
        { "+1", false, 0 },
        { " 1", false, 0 },
        { "1 ", false, 0 },
        { "1e3", false, 0 },
        { "0x1", false, 0 },
        { "\xD9\xA3", false, 0 }, /* an Arabic-Indic three */
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        uint64_t number = 0;
        assert_int_equal(slice_number(slice_of(cases[i].text), &number), cases[i].good);
        assert_int_equal(number, cases[i].number);
    }
}

static void a_missing_string_is_an_empty_slice(void **state)
{
    (void)state;
    assert_true(slice_is_empty(slice_of(NULL)));
    assert_true(slice_is_empty(slice_of("")));
    assert_false(slice_is_empty(slice_of("a")));
    assert_true(slice_equal(slice_of(NULL), SLICE("")));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(compares_by_byte_and_then_by_length),
        cmocka_unit_test(every_byte_of_any_length_counts),
        cmocka_unit_test(begins_and_ends),
        cmocka_unit_test(a_part_is_cut_back_to_what_is_there),
        cmocka_unit_test(finds_a_byte_or_the_end),
        cmocka_unit_test(walks_the_pieces),
        cmocka_unit_test(reads_numbers_in_one_spelling),
        cmocka_unit_test(a_missing_string_is_an_empty_slice),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
