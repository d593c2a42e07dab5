// SPDX-License-Identifier: Apache-2.0
/* The list of throw-away domains: what it covers, and how a wrong file is refused. */
#include "folder.h"

#include "campaign/disposable.h"
#include "campaign/fault.h"
#include "store/fault.h"
#include "store/os.h"

static struct error error;

static struct disposable *list_of(const char *text)
{
    struct os_path path;
    assert_true(os_path_join(&path, slice_of(folder), SLICE("list"), SLICE("")));
    assert_true(os_write_file(&path, slice_of(text), 0644, &error));
    return disposable_read(slice_of(path.text), &error);
}

static void what_is_below_a_domain_is_listed_too(void **state)
{
    (void)state;
    struct disposable *const list = list_of("# any order\nzz.example\n\naa.example\nmm.example");
    static const char *const on[] = { "aa.example", "zz.example", "MM.example", "x.y.zz.example" };
    static const char *const off[] = { "example", "a.example", "xaa.example", "aa.example.org", "" };
    assert_non_null(list);
    for (size_t i = 0; i < COUNT(on); i++)
        assert_true(disposable_has(list, slice_of(on[i])));
    for (size_t i = 0; i < COUNT(off); i++)
        assert_false(disposable_has(list, slice_of(off[i])));
    assert_false(disposable_has(NULL, SLICE("aa.example")));
    disposable_close(list);
}

static void a_line_that_is_no_domain_is_named(void **state)
{
    static const char *const bad[] = { "nodot", "Upper.example", "a b.example", ".example", "example.", "a.example\r" };
    char text[64];
    (void)state;
    for (size_t i = 0; i < COUNT(bad); i++) {
        snprintf(text, sizeof text, "good.example\n#\n%s\n", bad[i]);
        assert_null(list_of(text));
        assert_ptr_equal(error.fault, FAULT_DISPOSABLE_DOMAIN);
        assert_int_equal(error.line, 3);
        assert_true(slice_ends(error_about(&error, 0), SLICE("/list")));
        assert_slice(error_about(&error, 1), bad[i]);
    }
    assert_null(disposable_read(SLICE("/nowhere"), &error));
    assert_ptr_equal(error.fault, FAULT_FILE);
}

static void the_list_that_is_installed_is_good(void **state)
{
    (void)state;
    struct disposable *const list = disposable_read(SLICE("share/disposable-domains.txt"), &error);
    assert_non_null(list);
    assert_true(disposable_has(list, SLICE("mailinator.com")));
    disposable_close(list);
}

static void so_many_and_no_more(void **state)
{
    enum { LINE = 10 };
    char *const text = malloc((size_t)LINE * (DISPOSABLE_DOMAINS_MAX + 1) + 1);
    (void)state;
    for (size_t i = 0; i <= DISPOSABLE_DOMAINS_MAX; i++)
        snprintf(text + i * LINE, LINE + 1, "%07zx.x\n", i);
    assert_null(list_of(text));
    assert_ptr_equal(error.fault, FAULT_DISPOSABLE_MANY);
    text[LINE * (size_t)DISPOSABLE_DOMAINS_MAX] = '\0';
    struct disposable *const list = list_of(text);
    assert_non_null(list);
    assert_true(disposable_has(list, SLICE("0000000.x")));
    disposable_close(list);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_below_a_domain_is_listed_too, folder_make, folder_take),
        cmocka_unit_test_setup_teardown(a_line_that_is_no_domain_is_named, folder_make, folder_take),
        cmocka_unit_test(the_list_that_is_installed_is_good),
        cmocka_unit_test_setup_teardown(so_many_and_no_more, folder_make, folder_take),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
