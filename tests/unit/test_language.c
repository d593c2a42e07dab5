// SPDX-License-Identifier: Apache-2.0
/* Language tags, and which of several an Accept-Language chooses. */
#include "test.h"

#include "formats/language.h"

static void a_tag_has_a_form(void **state)
{
    static const char *const good[] = { "en", "pt-BR", "zh-Hant-TW", "sl-rozaj-biske-1994", "ast" };
    static const char *const bad[] = { "",
                                       "e",
                                       "en_US",
                                       "en-",
                                       "-en",
                                       "en--",
                                       "1n-US",
                                       "en US",
                                       "fr\"",
                                       "abcdefghi",
                                       "\xc3\xa9n",
                                       "en-abcdefghi",
                                       "aa-bbbbbbbb-cccccccc-dddddddd-eeeeeeee" };
    (void)state;
    for (size_t i = 0; i < COUNT(good); i++)
        assert_true(language_is_tag(slice_of(good[i])));
    for (size_t i = 0; i < COUNT(bad); i++)
        assert_false(language_is_tag(slice_of(bad[i])));
    assert_true(language_equal(SLICE("pt-BR"), SLICE("PT-br")));
    assert_false(language_equal(SLICE("pt"), SLICE("pt-BR")));
}

static const char *picked(const char *accept)
{
    static const char *const names[] = { "en", "fr", "ar", "pt-BR", "zh-Hant", "pt" };
    struct slice tags[COUNT(names)];
    size_t at;
    for (size_t i = 0; i < COUNT(names); i++)
        tags[i] = slice_of(names[i]);
    return language_pick(slice_of(accept), tags, COUNT(names), &at) ? names[at] : "none";
}

static void what_a_browser_would_rather_have_is_picked(void **state)
{
    static const struct {
        const char *accept, *tag;
    } cases[] = {
        { "fr", "fr" },
        { "FR-ca", "fr" },                    /* a shorter tag of the same language */
        { "zh", "zh-Hant" },                  /* a longer one */
        { "pt-BR", "pt-BR" },                 /* itself before a shorter one */
        { "pt", "pt" },                       /* itself before a longer one */
        { "pt-PT", "pt" },                    /* no sister */
        { "de, ar;q=0.3, fr;q=0.7", "fr" },   /* the heavier */
        { "ar;q=0.5,fr;q=0.5", "ar" },        /* of one weight the first */
        { "de-CH, de;q=0.9, *;q=0.1", "en" }, /* anything: the first there is */
        { "*, en;q=0", "fr" },                /* but not what is refused */
        { "fr;q=0", "none" },
        { "de", "none" },
        { "", "none" },
        { ",,;q=1, ;;", "none" },
        { "  fr ; q=1.000 ", "fr" },
        { "fra", "none" }, /* no part of a subtag */
        { "en;q=nonsense", "en" },
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_string_equal(picked(cases[i].accept), cases[i].tag);
}

static void so_many_ranges_are_looked_at(void **state)
{
    char accept[8 * (LANGUAGE_RANGES_MAX + 1) + 1] = "";
    (void)state;
    for (size_t i = 0; i < LANGUAGE_RANGES_MAX; i++)
        strcat(accept, "de;q=1,");
    strcat(accept, "fr");
    assert_string_equal(picked(accept), "none");
    assert_string_equal(picked(accept + strlen("de;q=1,")), "fr");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_tag_has_a_form),
        cmocka_unit_test(what_a_browser_would_rather_have_is_picked),
        cmocka_unit_test(so_many_ranges_are_looked_at),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
