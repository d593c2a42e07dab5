// SPDX-License-Identifier: Apache-2.0
/* A campaign's words with their holes filled: each by its own value; holes within values are not filled. */
#include "campaign/template.h"
#include "test.h"

#define VALUES                                                                   \
    &(struct template_values)                                                    \
    {                                                                            \
        SLICE("Somewhere"), SLICE("{role}"), SLICE("minister"), SLICE("A title") \
    }

static void each_hole_has_its_value(void **state)
{
    unsigned char memory[1024];
    struct arena arena = { memory, 0, sizeof memory };
    (void)state;
    assert_slice(template_fill(&arena, SLICE("{title}: {country}{constituency}, {role}."), VALUES),
                 "A title: SomewhereSomewhere, minister.");
    assert_slice(template_fill(&arena, SLICE("To {addressee}"), VALUES), "To {role}");
    assert_slice(template_fill(&arena, SLICE("{ {other} {title"), VALUES), "{ {other} {title");
    assert_slice(template_fill(&arena, SLICE(""), VALUES), "");
    arena.used = sizeof memory;
    assert_slice(template_fill(&arena, SLICE("{title}"), VALUES), "");
}

static void an_unknown_hole_is_named(void **state)
{
    struct slice hole;
    (void)state;
    assert_true(template_check(SLICE("{country} {constituency} {addressee} {role} {title}"), &hole));
    assert_false(template_check(SLICE("{country} {planet}"), &hole));
    assert_slice(hole, "{planet}");
    assert_false(template_check(SLICE("{title"), &hole));
    assert_true(template_has(SLICE("a {b {title}"), SLICE("{title}")));
    assert_false(template_has(SLICE("a title"), SLICE("{title}")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_hole_has_its_value),
        cmocka_unit_test(an_unknown_hole_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
