// SPDX-License-Identifier: Apache-2.0
/* Only globally routable addresses are called. */
#include "test.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "mail/public_address.h"

static bool is_public(const char *text)
{
    struct sockaddr_storage at = { 0 };
    struct sockaddr_in *const four = (void *)&at;
    struct sockaddr_in6 *const six = (void *)&at;
    if (inet_pton(AF_INET, text, &four->sin_addr) == 1) {
        at.ss_family = AF_INET;
    } else {
        assert_int_equal(inet_pton(AF_INET6, text, &six->sin6_addr), 1);
        at.ss_family = AF_INET6;
    }
    return public_address_is((const void *)&at);
}

static void public_ones_are_public(void **state)
{
    (void)state;
    static const char *const good[] = { "1.1.1.1",      "9.255.255.255", "11.0.0.0",     "100.63.255.255",
                                        "100.128.0.0",  "126.0.0.1",     "128.0.0.1",    "172.15.0.1",
                                        "172.32.0.0",   "192.167.1.1",   "192.169.0.0",  "223.255.255.1",
                                        "2606:4700::1", "2a00:1450::1",  "2001:4860::8", "3ffe:ffff::1" };
    unsigned wrong = 0;
    for (size_t i = 0; i < COUNT(good); i++)
        if (!is_public(good[i]))
            print_error("%s is public\n", good[i]), wrong++;
    assert_int_equal(wrong, 0);
}

static void all_others_are_not(void **state)
{
    (void)state;
    static const char *const bad[] = { "0.0.0.0",
                                       "10.0.0.1",
                                       "10.255.255.255",
                                       "100.64.0.1",
                                       "100.127.255.255",
                                       "127.0.0.1",
                                       "127.255.255.254",
                                       "169.254.0.1",
                                       "169.254.169.254",
                                       "172.16.0.1",
                                       "172.31.255.255",
                                       "192.0.0.1",
                                       "192.0.2.1",
                                       "192.168.0.1",
                                       "192.168.255.255",
                                       "198.18.0.1",
                                       "198.19.255.255",
                                       "198.51.100.7",
                                       "203.0.113.9",
                                       "224.0.0.1",
                                       "239.255.255.255",
                                       "240.0.0.1",
                                       "255.255.255.255",
                                       "168.63.129.16",
                                       "::",
                                       "::1",
                                       "::ffff:127.0.0.1",
                                       "::ffff:10.0.0.1",
                                       "::ffff:1.1.1.1",
                                       "64:ff9b::a00:1",
                                       "fe80::1",
                                       "febf::1",
                                       "fc00::1",
                                       "fd00:ec2::254",
                                       "ff02::1",
                                       "2001::1",
                                       "2001:db8::1",
                                       "2002:7f00:1::",
                                       "2001:1ff:ffff::",
                                       "3fff::1",
                                       "4000::1",
                                       "1fff::1" };
    unsigned wrong = 0;
    for (size_t i = 0; i < COUNT(bad); i++)
        if (is_public(bad[i]))
            print_error("%s is not public\n", bad[i]), wrong++;
    assert_int_equal(wrong, 0);
}

static void other_families_are_not(void **state)
{
    (void)state;
    struct sockaddr_storage at = { .ss_family = AF_UNIX };
    assert_false(public_address_is((const void *)&at));
    assert_false(public_address_is_loopback((const void *)&at));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(public_ones_are_public),
        cmocka_unit_test(all_others_are_not),
        cmocka_unit_test(other_families_are_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
