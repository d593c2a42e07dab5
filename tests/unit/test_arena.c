// SPDX-License-Identifier: Apache-2.0
/* base/arena.c: memory is zeroed and aligned, and never exceeds the limit. */
#include "test.h"

#include "base/arena.h"

static void gives_zeroed_aligned_memory_until_it_is_full(void **state)
{
    (void)state;
    _Alignas(16) unsigned char memory[64];
    memset(memory, 0xAA, sizeof memory);
    struct arena arena = { memory, 0, sizeof memory };
    unsigned char *const first = arena_take(&arena, 1);
    unsigned char *const second = arena_take(&arena, 17);
    assert_ptr_equal(first, memory);
    assert_ptr_equal(second, memory + 16);
    for (size_t i = 0; i < 17; i++)
        assert_int_equal(second[i], 0);
    assert_int_equal(arena_left(&arena), 64 - 33);
    assert_non_null(arena_take(&arena, 16)); /* from 48 on */
    assert_int_equal(arena_left(&arena), 0);
    assert_null(arena_take(&arena, 1));
    assert_non_null(arena_take(&arena, 0));
}

static void what_does_not_fit_takes_nothing(void **state)
{
    (void)state;
    static const struct {
        size_t count, bytes;
    } cases[] = {
        { 1, 65 }, { 65, 1 }, { SIZE_MAX, 1 }, { SIZE_MAX, 2 }, { SIZE_MAX / 2 + 2, 2 }, { 3, SIZE_MAX / 2 }
    };
    _Alignas(16) unsigned char memory[64];
    struct arena arena = { memory, 0, sizeof memory };
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_null(arena_take_many(&arena, cases[i].count, cases[i].bytes));
        assert_int_equal(arena.used, 0);
    }
    assert_null(arena_take(&arena, SIZE_MAX));
    assert_non_null(arena_take_many(&arena, 8, 8));
    assert_non_null(arena_take_many(&arena, 8, 0));
}

static void used_set_back_gives_all_back_since(void **state)
{
    (void)state;
    _Alignas(16) unsigned char memory[32];
    struct arena arena = { memory, 0, sizeof memory };
    size_t const mark = arena.used;
    unsigned char *const once = arena_take(&arena, 32);
    memset(once, 0xFF, 32);
    arena.used = mark;
    unsigned char *const again = arena_take(&arena, 32);
    assert_ptr_equal(once, again);
    assert_int_equal(again[31], 0);
}

static void what_lies_behind_an_end_is_given_back(void **state)
{
    (void)state;
    _Alignas(16) unsigned char memory[64];
    struct arena arena = { memory, 0, sizeof memory };
    arena_take(&arena, 3);
    unsigned char *const list = arena_take_unset(&arena, 40);
    arena_end_at(&arena, list + 2);
    assert_int_equal(arena_left(&arena), 64 - 18);
    assert_ptr_equal(arena_take(&arena, 1), memory + 32);
}

static void copies_live_in_the_arena(void **state)
{
    (void)state;
    _Alignas(16) unsigned char memory[16];
    struct arena arena = { memory, 0, sizeof memory };
    char word[] = "chair";
    struct slice const copy = arena_copy(&arena, slice_of(word));
    word[0] = 'C';
    assert_slice(copy, "chair");
    assert_slice(arena_copy(&arena, SLICE("secretariat")), "");
    assert_slice(arena_copy(&arena, SLICE("")), "");
}

static void a_part_is_an_arena_of_its_own(void **state)
{
    (void)state;
    _Alignas(16) unsigned char memory[64];
    struct arena arena = { memory, 0, sizeof memory };
    struct arena part = arena_part(&arena, 32);
    assert_int_equal(part.limit, 32);
    assert_non_null(arena_take(&part, 32));
    assert_null(arena_take(&part, 1));
    assert_int_equal(arena_left(&arena), 32);
    struct arena const none = arena_part(&arena, 33);
    assert_int_equal(none.limit, 0);
    assert_int_equal(arena_left(&arena), 32);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_zeroed_aligned_memory_until_it_is_full),
        cmocka_unit_test(what_does_not_fit_takes_nothing),
        cmocka_unit_test(used_set_back_gives_all_back_since),
        cmocka_unit_test(what_lies_behind_an_end_is_given_back),
        cmocka_unit_test(copies_live_in_the_arena),
        cmocka_unit_test(a_part_is_an_arena_of_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
