// SPDX-License-Identifier: Apache-2.0
/* An endpoint is an https address of a public host, and nothing else. */
#include "test.h"

#include "formats/endpoint.h"

static bool is_good(const char *text, bool near)
{
    struct error error;
    return endpoint_check(slice_of(text), near, &error);
}

static void usual_addresses_are_good(void **state)
{
    (void)state;
    static const char *const good[] = { "https://program.example/hook", "https://a.program.example:8443/x?y=1&z=%20",
                                        "https://program.example:443", "https://xn--bcher-kva.example/?q" };
    for (size_t i = 0; i < COUNT(good); i++)
        assert_true(is_good(good[i], false));
}

static void odd_ones_are_refused(void **state)
{
    (void)state;
    static const char *const bad[] = { "",
                                       "http://program.example/",
                                       "ftp://program.example/",
                                       "https://",
                                       "https:///x",
                                       "https://localhost/x",
                                       "https://user@program.example/",
                                       "https://user:pass@program.example/",
                                       "https://program.example:25/",
                                       "https://program.example:70000/",
                                       "https://program.example:/",
                                       "https://program.example:1024x/",
                                       "https://program.example/#f",
                                       "https://[::1]/",
                                       "https://program.example/a b",
                                       "https://program.example/\r\nHost: x",
                                       "https://program.example\\@other.example/",
                                       "https://.example/",
                                       "https://\303\274.example/" };
    for (size_t i = 0; i < COUNT(bad); i++)
        assert_false(is_good(bad[i], false));
}

static void this_machine_is_near(void **state)
{
    (void)state;
    assert_true(is_good("http://localhost:80/x", true));
    assert_true(is_good("http://127.0.0.1:8080/x", true));
    assert_false(is_good("http://127.0.0.1:8080/x", false));
    assert_false(is_good("gopher://localhost/x", true));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(usual_addresses_are_good),
        cmocka_unit_test(odd_ones_are_refused),
        cmocka_unit_test(this_machine_is_near),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
