// SPDX-License-Identifier: Apache-2.0
/* base/utf8.c: RFC 3629 at its edges, and the characters that an act may hold. */
#include "test.h"

#include "base/utf8.h"

#define BYTES(literal)               \
    {                                \
        literal, sizeof(literal) - 1 \
    }

static void reads_well_formed_scalars_only(void **state)
{
    (void)state;
    static const struct {
        struct slice bytes;
        size_t taken;
        uint32_t scalar;
    } cases[] = {
        { BYTES(""), 0, 0 },
        { BYTES("a"), 1, 'a' },
        { BYTES("\0"), 1, 0 },
        { BYTES("\x7F"), 1, 0x7F },
        { BYTES("\xC2\x80"), 2, 0x80 }, /* first and last of each length */
        { BYTES("\xDF\xBF"), 2, 0x7FF },
        { BYTES("\xE0\xA0\x80"), 3, 0x800 },
        { BYTES("\xEF\xBF\xBF"), 3, 0xFFFF },
        { BYTES("\xF0\x90\x80\x80"), 4, 0x10000 },
        { BYTES("\xF4\x8F\xBF\xBF"), 4, 0x10FFFF },
        { BYTES("\xED\x9F\xBF"), 3, 0xD7FF }, /* around the surrogates */
        { BYTES("\xEE\x80\x80"), 3, 0xE000 },
        { BYTES("\xED\xA0\x80"), 0, 0 },
        { BYTES("\xED\xBF\xBF"), 0, 0 },
        { BYTES("\xC0\x80"), 0, 0 }, /* overlong */
        { BYTES("\xC1\xBF"), 0, 0 },
        { BYTES("\xE0\x9F\xBF"), 0, 0 },
        { BYTES("\xF0\x8F\xBF\xBF"), 0, 0 },
        { BYTES("\xF4\x90\x80\x80"), 0, 0 }, /* beyond Unicode */
        { BYTES("\xF5\x80\x80\x80"), 0, 0 },
        { BYTES("\xFF"), 0, 0 },
        { BYTES("\x80"), 0, 0 }, /* a tail alone, and tails that are missing */
        { BYTES("\xC2"), 0, 0 },
        { BYTES("\xE2\x82"), 0, 0 },
        { BYTES("\xF0\x9F\x98"), 0, 0 },
        { BYTES("\xC2\x41"), 0, 0 },
        { BYTES("\xE2\x82\x41"), 0, 0 },
        { BYTES("\xE2\x82\xAC!"), 3, 0x20AC },
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        uint32_t scalar = 0;
        assert_int_equal(utf8_read(cases[i].bytes, 0, &scalar), cases[i].taken);
        if (cases[i].taken > 0)
            assert_int_equal(scalar, cases[i].scalar);
        assert_int_equal(utf8_is_valid(cases[i].bytes), cases[i].taken > 0 || cases[i].bytes.length == 0);
    }
    uint32_t scalar;
    assert_int_equal(utf8_read(SLICE("ab"), 2, &scalar), 0);
    assert_int_equal(utf8_read(SLICE("ab"), 1, &scalar), 1);
}

static void knows_what_an_act_may_hold(void **state)
{
    (void)state;
    static const struct {
        uint32_t first, last;
        bool plain;
    } ranges[] = {
        { 0x00, 0x1F, false },        { 0x20, 0x7E, true },          { 0x7F, 0x9F, false },
        { 0xA0, 0x2027, true },       { 0x2028, 0x2029, false },     { 0x202A, 0x202E, false },
        { 0x202F, 0x2065, true },     { 0x2066, 0x2069, false },     { 0x206A, 0x206A, true },
        { 0xFDCF, 0xFDCF, true },     { 0xFDD0, 0xFDEF, false },     { 0xFDF0, 0xFEFE, true },
        { 0xFEFF, 0xFEFF, false },    { 0xFF00, 0xFFFD, true },      { 0xFFFE, 0xFFFF, false },
        { 0x10000, 0x1FFFD, true },   { 0x1FFFE, 0x1FFFF, false },   { 0x1F600, 0x1F64F, true },
        { 0x10FFFD, 0x10FFFD, true }, { 0x10FFFE, 0x10FFFF, false },
    };
    for (size_t i = 0; i < COUNT(ranges); i++)
        for (uint32_t scalar = ranges[i].first; scalar <= ranges[i].last; scalar++)
            assert_int_equal(utf8_is_plain(scalar), ranges[i].plain);
}

static void finds_the_first_bad_byte_wherever_it_stands(void **state)
{
    (void)state;
    static const struct slice bad[] = { BYTES("\x01"),     BYTES("\x1F"),         BYTES("\x7F"),
                                        BYTES("\t"),       BYTES("\0"),           BYTES("\x80"),
                                        BYTES("\xC2\x85"), BYTES("\xE2\x80\xAE"), BYTES("\xEF\xBB\xBF"),
                                        BYTES("\xC0\xAF") };
    for (size_t which = 0; which < COUNT(bad); which++)
        for (size_t at = 0; at < 40; at++) {
            char line[48];
            memset(line, ' ' + (int)at, sizeof line);
            memcpy(line + at, bad[which].bytes, bad[which].length);
            assert_int_equal(utf8_plain_length((struct slice){ line, sizeof line }), at);
        }
}

static void every_script_is_text(void **state)
{
    (void)state;
    static const char *const lines[] = {
        "",
        "Member States shall have equal rights.",
        "\xD8\xA7\xD9\x84\xD9\x85\xD8\xA4\xD8\xAA\xD9\x85\xD8\xB1",                                 /* Arabic */
        "\xD0\x9A\xD0\xBE\xD0\xBD\xD1\x84\xD0\xB5\xD1\x80\xD0\xB5\xD0\xBD\xD1\x86\xD0\xB8\xD1\x8F", /* Cyrillic */
        "\xE4\xBC\x9A\xE8\xAE\xAE abcdefgh \xF0\xA0\x80\x80",   /* Han, also beyond the first plane */
        "e\xCC\x81 \xE2\x80\x8D \xE2\x80\x8E \xF0\x9F\x95\x8A", /* accents, joiners, marks of direction */
    };
    for (size_t i = 0; i < COUNT(lines); i++) {
        assert_int_equal(utf8_plain_length(slice_of(lines[i])), strlen(lines[i]));
        assert_true(utf8_is_valid(slice_of(lines[i])));
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_well_formed_scalars_only),
        cmocka_unit_test(knows_what_an_act_may_hold),
        cmocka_unit_test(finds_the_first_bad_byte_wherever_it_stands),
        cmocka_unit_test(every_script_is_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
