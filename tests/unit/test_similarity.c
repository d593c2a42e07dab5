// SPDX-License-Identifier: Apache-2.0
/* The memory of similarities gives the same answer as comparing with each of the last ones. */
#include "test.h"

#include <stdlib.h>

#include "campaign/similarity.h"

enum { STEPS = 3 * SIMILARITY_KEPT, GROUPS = 2, BASES = 900, ASKED_EACH = 5, BLOCKS = 7, BLOCK_BITS = 9 };

static int64_t groups[STEPS];
static uint64_t all[STEPS];

static bool has_many_by_comparing(size_t count, int64_t group, uint64_t of)
{
    size_t alike = 0;
    for (size_t i = count > SIMILARITY_KEPT ? count - SIMILARITY_KEPT : 0; i < count; i++)
        alike += groups[i] == group && similarity_is_alike(all[i], of);
    return alike >= SIMILARITY_MANY;
}

/* splitmix64: the same on every run. */
static uint64_t draw(uint64_t *seed)
{
    uint64_t mixed = *seed += UINT64_C(0x9e3779b97f4a7c15);
    mixed = (mixed ^ mixed >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    mixed = (mixed ^ mixed >> 27) * UINT64_C(0x94d049bb133111eb);
    return mixed ^ mixed >> 31;
}

/* One of some values with a few bits changed, so that about as many others are alike as make many; or any at all. */
static uint64_t draw_near(uint64_t *seed)
{
    uint64_t base = draw(seed) % BASES;
    uint64_t value = draw(&base);
    if (draw(seed) % 8 == 0)
        return draw(seed);
    for (uint64_t flips = draw(seed) % 5; flips > 0; flips--)
        value ^= UINT64_C(1) << draw(seed) % 64;
    return value;
}

static void it_answers_as_comparing_with_each_does(void **state)
{
    struct error error;
    uint64_t seed = 2012;
    size_t many = 0, asked = 0;
    struct similarity *const similarity = similarity_open(&error);
    (void)state;
    for (size_t i = 0; i < STEPS; i++) {
        groups[i] = 1 + (int64_t)(draw(&seed) % GROUPS);
        all[i] = draw_near(&seed);
        if (i % ASKED_EACH == 0) {
            bool const has = similarity_has_many(similarity, groups[i], all[i]);
            assert_int_equal(has, has_many_by_comparing(i, groups[i], all[i]));
            many += has;
            asked++;
        }
        similarity_remember(similarity, groups[i], all[i]);
    }
    assert_in_range(many, asked / 10, asked * 9 / 10); /* else it showed nothing */
    similarity_close(similarity);
}

/* Where every block but one differs it is found by that one; what differs in one bit more is not alike. */
static void the_most_that_may_differ_is_found(void **state)
{
    struct error error;
    struct similarity *const similarity = similarity_open(&error);
    uint64_t seed = 1, value = draw(&seed);
    (void)state;
    for (size_t i = 0; i < SIMILARITY_MANY; i++) {
        assert_false(similarity_has_many(similarity, 1, value));
        similarity_remember(similarity, 1, value);
    }
    for (unsigned left = 0; left < BLOCKS; left++) {
        uint64_t near = value;
        for (unsigned block = 0; block < BLOCKS; block++)
            near ^= block == left ? 0 : UINT64_C(1) << (BLOCK_BITS * block + (left + block) % BLOCK_BITS);
        assert_true(similarity_has_many(similarity, 1, near));
        assert_false(similarity_has_many(similarity, 2, near));
        assert_false(similarity_has_many(similarity, 1, near ^ UINT64_C(1) << (BLOCK_BITS * left)));
        assert_false(similarity_has_many(similarity, 1, near ^ UINT64_C(1) << 63));
    }
    similarity_close(similarity);
}

static void what_is_older_than_the_last_ones_is_forgotten(void **state)
{
    struct error error;
    struct similarity *const similarity = similarity_open(&error);
    uint64_t seed = 7, value = draw(&seed);
    (void)state;
    for (size_t i = 0; i < SIMILARITY_MANY; i++)
        similarity_remember(similarity, 1, value);
    for (size_t i = 0; i < SIMILARITY_KEPT - SIMILARITY_MANY; i++)
        similarity_remember(similarity, 1, ~value);
    assert_true(similarity_has_many(similarity, 1, value));
    similarity_remember(similarity, 1, ~value);
    assert_false(similarity_has_many(similarity, 1, value));
    assert_true(similarity_has_many(similarity, 1, ~value));
    similarity_close(similarity);
}

/* Where another stands by now in the place of what was forgotten, it is not taken for it and counted twice. */
static void what_took_its_place_is_counted_once(void **state)
{
    struct error error;
    struct similarity *const similarity = similarity_open(&error);
    uint64_t seed = 9, value = draw(&seed);
    (void)state;
    similarity_remember(similarity, 1, value);
    for (size_t i = 0; i < SIMILARITY_KEPT - SIMILARITY_MANY + 1; i++)
        similarity_remember(similarity, 1, ~value);
    for (size_t i = 0; i < SIMILARITY_MANY - 1; i++)
        similarity_remember(similarity, 1, value ^ 1);
    assert_false(similarity_has_many(similarity, 1, value));
    similarity_close(similarity);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_answers_as_comparing_with_each_does),
        cmocka_unit_test(the_most_that_may_differ_is_found),
        cmocka_unit_test(what_is_older_than_the_last_ones_is_forgotten),
        cmocka_unit_test(what_took_its_place_is_counted_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
