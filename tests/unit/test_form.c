// SPDX-License-Identifier: Apache-2.0
/* A form is parsed strictly; one from another site is refused. */
#include "test.h"

#include "web/fault.h"
#include "web/form.h"

static _Alignas(16) unsigned char memory[1 << 18];
static struct form form;
static struct error error;

static bool reads(const char *body)
{
    struct arena arena = { memory, 0, sizeof memory };
    return form_read(slice_of(body), &arena, &form, &error);
}

static void fields_and_lines(void **state)
{
    (void)state;
    assert_true(reads("name=A.+Person&body=one%0D%0Atwo%0Dthree%0Afour%09x&tick=on&empty=&name=again"));
    assert_int_equal(form.count, 5);
    assert_slice(form_value(&form, "name"), "A. Person");
    assert_slice(form_value(&form, "body"), "one\ntwo\nthree\nfour\tx");
    assert_slice(form_value(&form, "nothing"), "");
    assert_true(form_ticked(&form, "tick"));
    assert_false(form_ticked(&form, "empty"));
    assert_false(form_ticked(&form, "nothing"));
    assert_true(reads("a=%20%0A+x+y%0A%0A"));
    assert_slice(form_value(&form, "a"), "x y");
    assert_true(reads(""));
    assert_int_equal(form.count, 0);
    assert_true(reads("a"));
    assert_slice(form_value(&form, "a"), "");
    assert_true(reads("a=b=c"));
    assert_slice(form_value(&form, "a"), "b=c");
    assert_true(reads("a=%D9%85%D8%B1"));
    assert_slice(form_value(&form, "a"), "\xD9\x85\xD8\xB1");
}

static void what_is_refused(void **state)
{
    static const struct {
        const char *body;
        const struct fault *fault;
    } rows[] = {
        { "a=%", FAULT_FORM_ENCODING },
        { "a=%4", FAULT_FORM_ENCODING },
        { "a=%zz", FAULT_FORM_ENCODING },
        { "a=%00", FAULT_FORM_ENCODING },
        { "a=%1B", FAULT_FORM_ENCODING },
        { "a=%7F", FAULT_FORM_ENCODING },
        { "a=%FF", FAULT_FORM_ENCODING },
        { "a=%C0%80", FAULT_FORM_ENCODING },
        { "a%0Ab=x", FAULT_FORM_ENCODING },
        { "=x", FAULT_FORM_FIELDS },
        { "a=1&&b=2", FAULT_FORM_FIELDS },
        { "a+b=x", FAULT_FORM_FIELDS },
        { "%C3%A9=x", FAULT_FORM_FIELDS },
        { "a2345678901234567890123456789012345678901234567890123456789012345=", FAULT_FORM_FIELDS },
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        assert_false(reads(rows[i].body));
        assert_ptr_equal(error.fault, rows[i].fault);
    }
}

static void too_many_fields(void **state)
{
    char body[4 * (FORM_FIELDS_MAX + 1) + 1];
    (void)state;
    for (size_t i = 0; i <= FORM_FIELDS_MAX; i++)
        memcpy(body + 4 * i, "a=b&", 4);
    body[4 * FORM_FIELDS_MAX - 1] = '\0';
    assert_true(reads(body));
    assert_int_equal(form.count, FORM_FIELDS_MAX);
    body[4 * FORM_FIELDS_MAX - 1] = '&';
    body[4 * FORM_FIELDS_MAX + 3] = '\0';
    assert_false(reads(body));
    assert_ptr_equal(error.fault, FAULT_FORM_FIELDS);
}

static bool ours(const char *fetch_site, const char *origin)
{
    return form_is_ours(slice_of(fetch_site), slice_of(origin), SLICE("plenary.example:8080"));
}

static void a_form_of_another_site_is_told_apart(void **state)
{
    (void)state;
    assert_true(ours("same-origin", "null"));
    assert_true(ours("none", ""));
    assert_false(ours("cross-site", "null"));
    assert_false(ours("same-site", "https://plenary.example:8080"));
    assert_false(ours("anything", ""));
    assert_true(ours("", ""));
    assert_true(ours("", "null"));
    assert_true(ours("", "https://plenary.example:8080"));
    assert_false(ours("", "https://plenary.example"));
    assert_false(ours("", "https://plenary.example:8080.evil.example"));
    assert_false(ours("", "https://evil.example/://plenary.example:8080"));
    assert_false(ours("", "plenary.example:8080"));
}

static void types(void **state)
{
    (void)state;
    assert_true(form_type_is_good(SLICE("application/x-www-form-urlencoded")));
    assert_true(form_type_is_good(SLICE("application/x-www-form-urlencoded;charset=UTF-8")));
    assert_false(form_type_is_good(SLICE("application/x-www-form-urlencoded; charset=latin1")));
    assert_false(form_type_is_good(SLICE("multipart/form-data; boundary=x")));
    assert_false(form_type_is_good(SLICE("")));
}

int main(void)
{
    struct CMUnitTest const tests[] = {
        cmocka_unit_test(fields_and_lines),
        cmocka_unit_test(what_is_refused),
        cmocka_unit_test(too_many_fields),
        cmocka_unit_test(a_form_of_another_site_is_told_apart),
        cmocka_unit_test(types),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
