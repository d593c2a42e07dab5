// SPDX-License-Identifier: Apache-2.0
#include "test.h"

#include "web/guard.h"

static struct guard guard;

static const unsigned char far_away[GUARD_ADDRESS_BYTES] = { 0x20, 0x01, 0x0d, 0xb8, 1 };
static const unsigned char neighbour[GUARD_ADDRESS_BYTES] = { 0x20, 0x01, 0x0d, 0xb8, 2 };
static const unsigned char here[GUARD_ADDRESS_BYTES] = { [15] = 1 };
static const unsigned char here_by_four[GUARD_ADDRESS_BYTES] = { [10] = 0xff, [11] = 0xff, 127, 0, 0, 1 };

static void note(const unsigned char *address, int count, int64_t now_ms)
{
    for (int i = 0; i < count; i++)
        guard_note(&guard, address, now_ms);
}

static void who_is_refused_too_often_waits(void **state)
{
    (void)state;
    memset(&guard, 0, sizeof guard);
    note(far_away, GUARD_REFUSED_MAX - 1, 1000);
    assert_true(guard_allows(&guard, far_away, 1000));
    note(far_away, 1, 2000);
    assert_false(guard_allows(&guard, far_away, 2000));
    assert_true(guard_allows(&guard, neighbour, 2000));
}

static void after_a_minute_it_may_try_again(void **state)
{
    (void)state;
    memset(&guard, 0, sizeof guard);
    note(far_away, GUARD_REFUSED_MAX, 1000);
    assert_false(guard_allows(&guard, far_away, 1000 + GUARD_WINDOW_MS - 1));
    assert_true(guard_allows(&guard, far_away, 1000 + GUARD_WINDOW_MS));
    note(far_away, 1, 1000 + GUARD_WINDOW_MS);
    assert_true(guard_allows(&guard, far_away, 1000 + GUARD_WINDOW_MS));
}

static void this_machine_is_everybody(void **state)
{
    (void)state;
    memset(&guard, 0, sizeof guard);
    note(here, 10 * GUARD_REFUSED_MAX, 1000);
    note(here_by_four, 10 * GUARD_REFUSED_MAX, 1000);
    assert_true(guard_allows(&guard, here, 1000));
    assert_true(guard_allows(&guard, here_by_four, 1000));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_is_refused_too_often_waits),
        cmocka_unit_test(after_a_minute_it_may_try_again),
        cmocka_unit_test(this_machine_is_everybody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
