// SPDX-License-Identifier: Apache-2.0
/* The client's address: a reverse proxy on this machine may give it, nobody else. */
#include "test.h"

#include "web/client.h"

static void the_last_of_a_list(void **state)
{
    unsigned char address[CLIENT_ADDRESS_BYTES];
    static const unsigned char v4[] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 203, 0, 113, 9 };
    static const unsigned char v6[] = { 0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1 };
    (void)state;
    assert_true(client_forwarded(SLICE("203.0.113.9"), address));
    assert_memory_equal(address, v4, sizeof v4);
    assert_true(client_forwarded(SLICE("198.51.100.1, 2001:db8::1 "), address));
    assert_memory_equal(address, v6, sizeof v6);
    static const char *const bad[] = { "",
                                       "unknown",
                                       "203.0.113.9,",
                                       "203.0.113.9:80",
                                       "[2001:db8::1]",
                                       "1.2.3",
                                       "0123456789012345678901234567890123456789012345678901234567" };
    for (size_t i = 0; i < COUNT(bad); i++)
        assert_false(client_forwarded(slice_of(bad[i]), address));
    assert_memory_equal(address, v6, sizeof v6);
}

static void this_machine(void **state)
{
    static const unsigned char v6[CLIENT_ADDRESS_BYTES] = { [15] = 1 };
    static const unsigned char v4[CLIENT_ADDRESS_BYTES] = { [10] = 0xff, 0xff, 127, 3, 2, 1 };
    static const unsigned char other[CLIENT_ADDRESS_BYTES] = { [10] = 0xff, 0xff, 192, 0, 2, 1 };
    static const unsigned char none[CLIENT_ADDRESS_BYTES] = { 0 };
    (void)state;
    assert_true(client_is_local(v6));
    assert_true(client_is_local(v4));
    assert_false(client_is_local(other));
    assert_false(client_is_local(none));
}

int main(void)
{
    struct CMUnitTest const tests[] = { cmocka_unit_test(the_last_of_a_list), cmocka_unit_test(this_machine) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
