// SPDX-License-Identifier: Apache-2.0
#include "test.h"

#include "web/fault.h"
#include "web/request.h"

static _Alignas(16) unsigned char memory[65536];
static struct arena arena;
static struct request request;
static struct error error;

static bool reads(const char *target)
{
    arena = (struct arena){ memory, 0, sizeof memory };
    return request_read(slice_of(target), &arena, &request, &error);
}

static void a_path_and_its_arguments(void **state)
{
    (void)state;
    assert_true(reads("/assembly/decisions/D-7?a=1&b=x+y%26z&c&d="));
    assert_int_equal(request.segment_count, 3);
    assert_slice(request.segments[2], "D-7");
    assert_slice(request_argument(&request, "a"), "1");
    assert_slice(request_argument(&request, "b"), "x y&z");
    assert_slice(request_argument(&request, "c"), "");
    assert_slice(request_argument(&request, "nothing"), "");
    assert_true(reads("/"));
    assert_int_equal(request.segment_count, 0);
    assert_true(reads("/a%20b/%C3%A9+"));
    assert_slice(request.segments[0], "a b");
    assert_slice(request.segments[1], "\xC3\xA9+");
}

static void json_is_asked_for_by_name(void **state)
{
    (void)state;
    assert_true(reads("/assembly/decisions.json?x=1"));
    assert_true(request.json);
    assert_slice(request.segments[1], "decisions");
    assert_true(reads("/index.json"));
    assert_true(request.json);
    assert_int_equal(request.segment_count, 0);
    assert_true(reads("/.json"));
    assert_false(request.json);
    assert_true(reads("/a/"));
    assert_true(request.slash_last);
    assert_true(reads("/assembly/members.csv?group=EAST"));
    assert_true(request.csv && !request.json);
    assert_slice(request.segments[1], "members");
    assert_true(reads("/.csv"));
    assert_false(request.csv);
}

static void bad_encoding_is_refused(void **state)
{
    (void)state;
    static const char *const bad[] = { "/%",         "/%4",    "/%zz",     "/%4g",     "/a%",   "/%00",
                                       "/a%00b",     "/%0a",   "/%7f",     "/%FF",     "/%C3",  "/%C3%28",
                                       "/%ED%A0%80", "/a?b=%", "/a?%zz=b", "/a?b=%00", "/\x01", "/a?b=\xFF" };
    for (size_t i = 0; i < COUNT(bad); i++) {
        if (reads(bad[i]))
            print_error("%s was taken\n", bad[i]);
        assert_false(reads(bad[i]));
        assert_ptr_equal(error.fault, FAULT_URL_ENCODING);
        assert_int_equal(fault_class_of(error.fault), FAULT_CLASS_SYNTAX);
    }
}

static void nobody_climbs(void **state)
{
    (void)state;
    static const char *const bad[] = { "/..",         "/a/../b", "/a/./b",      "/%2e%2e/a",   "/.%2e",
                                       "/a/%2E%2E/b", "/a%2fb",  "/a%2F..%2Fb", "/a%5c..%5cb", "/a\\b",
                                       "//a",         "/a//b",   "/a/.." };
    for (size_t i = 0; i < COUNT(bad); i++) {
        if (reads(bad[i]))
            print_error("%s was taken\n", bad[i]);
        assert_false(reads(bad[i]));
        assert_ptr_equal(error.fault, FAULT_URL_PATH);
    }
    /* Decoded once only. */
    assert_true(reads("/%252e%252e"));
    assert_slice(request.segments[0], "%2e%2e");
}

static void what_is_no_path(void **state)
{
    (void)state;
    static const char *const bad[] = { "", "*", "a", "http://a.example/b", "?a=b" };
    for (size_t i = 0; i < COUNT(bad); i++) {
        assert_false(reads(bad[i]));
        assert_ptr_equal(error.fault, FAULT_URL);
    }
    assert_false(reads("/1/2/3/4/5/6/7/8/9/10/11/12/13"));
    assert_ptr_equal(error.fault, FAULT_URL_LONG);
    assert_false(reads("/a?1&2&3&4&5&6&7&8&9&10&11&12&13&14&15&16&17"));
    assert_ptr_equal(error.fault, FAULT_URL_LONG);
}

static void what_is_preferred(void **state)
{
    (void)state;
    assert_true(request_prefers(SLICE("application/json"), SLICE("application/json")));
    assert_true(request_prefers(SLICE("text/plain, application/json;q=0.9"), SLICE("application/json")));
    assert_false(request_prefers(SLICE("text/html, application/json"), SLICE("application/json")));
    assert_true(request_prefers(SLICE("text/html,*/*"), SLICE("text/html")));
    assert_false(request_prefers(SLICE("*/*"), SLICE("application/json")));
    assert_false(request_prefers(SLICE(""), SLICE("text/html")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_path_and_its_arguments), cmocka_unit_test(json_is_asked_for_by_name),
        cmocka_unit_test(bad_encoding_is_refused),  cmocka_unit_test(nobody_climbs),
        cmocka_unit_test(what_is_no_path),          cmocka_unit_test(what_is_preferred),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
