// SPDX-License-Identifier: Apache-2.0
/* base/map.c: every key finds its value, for any seed and any number of keys. */
#include "test.h"

#include "base/buffer.h"
#include "base/map.h"

enum { KEYS = 5000 };

static _Alignas(16) unsigned char memory[4 << 20];

struct kept {
    struct slice key;
};

static struct slice key_of(const void *value)
{
    return ((const struct kept *)value)->key;
}

static void finds_what_was_put_and_nothing_else(void **state)
{
    (void)state;
    static const uint64_t seeds[] = { 0, 1, UINT64_MAX, 0x9E3779B97F4A7C15u };
    for (size_t s = 0; s < COUNT(seeds); s++) {
        struct arena arena = { memory, 0, sizeof memory };
        struct map map = { .key_of = key_of, .seed = seeds[s] };
        struct kept values[KEYS];
        assert_null(map_find(&map, SLICE("none")));
        for (size_t i = 0; i < KEYS; i++) {
            char text[16];
            struct buffer out = BUFFER(text);
            buffer_add_text(&out, i % 2 == 0 ? "RUS-" : "D-");
            buffer_add_number(&out, i);
            values[i].key = arena_copy(&arena, buffer_slice(&out));
            assert_true(map_put(&map, &arena, &values[i]));
            assert_true(map.count <= map.capacity / 2);
        }
        assert_int_equal(map.count, KEYS);
        for (size_t i = 0; i < KEYS; i++)
            assert_ptr_equal(map_find(&map, values[i].key), &values[i]);
        assert_null(map_find(&map, SLICE("RUS-1")));
        assert_null(map_find(&map, SLICE("")));
        assert_null(map_find(&map, SLICE("RUS-0\0")));
    }
}

static void the_last_value_under_a_key_counts(void **state)
{
    (void)state;
    struct arena arena = { memory, 0, sizeof memory };
    struct map map = { .key_of = key_of, .seed = 7 };
    struct kept first = { SLICE("D-7") }, second = { SLICE("D-7") };
    assert_true(map_put(&map, &arena, &first));
    assert_true(map_put(&map, &arena, &second));
    assert_int_equal(map.count, 1);
    assert_ptr_equal(map_find(&map, SLICE("D-7")), &second);
}

static void keys_are_bytes(void **state)
{
    (void)state;
    struct kept values[] = {
        { { "", 0 } },     { { "\0", 1 } },       { { "\0\0", 2 } },       { { "a\0b", 3 } },
        { { "a\0c", 3 } }, { { "12345678", 8 } }, { { "12345678\0", 9 } }, { { "123456789", 9 } }
    };
    struct arena arena = { memory, 0, sizeof memory };
    struct map map = { .key_of = key_of, .seed = 7 };
    for (size_t i = 0; i < COUNT(values); i++)
        assert_true(map_put(&map, &arena, &values[i]));
    for (size_t i = 0; i < COUNT(values); i++)
        assert_ptr_equal(map_find(&map, values[i].key), &values[i]);
}

static void a_full_arena_is_refused_and_loses_nothing(void **state)
{
    (void)state;
    struct arena arena = { memory, 0, 70 * sizeof(struct map_slot) };
    struct map map = { .key_of = key_of, .seed = 7 };
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    struct kept values[sizeof letters];
    size_t put = 0;
    for (; put < sizeof letters - 1; put++) {
        values[put].key = (struct slice){ letters + put, 1 };
        if (!map_put(&map, &arena, &values[put]))
            break;
    }
    assert_int_equal(put, 32);
    assert_int_equal(map.count, 32);
    for (size_t i = 0; i < sizeof letters - 1; i++)
        assert_int_equal(map_find(&map, (struct slice){ letters + i, 1 }) != NULL, i < put);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_what_was_put_and_nothing_else),
        cmocka_unit_test(the_last_value_under_a_key_counts),
        cmocka_unit_test(keys_are_bytes),
        cmocka_unit_test(a_full_arena_is_refused_and_loses_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
