// SPDX-License-Identifier: Apache-2.0
/* base/hex.c: lower case, two digits a byte, exactly as many as asked. */
#include "test.h"

#include "base/hex.h"

static void every_byte_comes_back(void **state)
{
    (void)state;
    unsigned char bytes[256], back[256];
    char memory[512];
    struct buffer out = BUFFER(memory);
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (unsigned char)i;
    hex_write(&out, bytes, sizeof bytes);
    assert_false(out.full);
    assert_slice(slice_part(buffer_slice(&out), 0, 6), "000102");
    assert_slice(slice_part(buffer_slice(&out), 508, 512), "feff");
    assert_true(hex_read(buffer_slice(&out), back, sizeof back));
    assert_memory_equal(bytes, back, sizeof bytes);
}

static void refuses_other_lengths_and_letters(void **state)
{
    (void)state;
    static const char *const cases[] = { "",     "a",    "abc",  "abcde", "ab cd", "ABCD",
                                         "abCd", "0x12", "abcg", "ab/0",  "ab:0",  "ab`0" };
    for (size_t i = 0; i < COUNT(cases); i++) {
        unsigned char bytes[2];
        assert_false(hex_read(slice_of(cases[i]), bytes, sizeof bytes));
    }
    unsigned char none[1];
    assert_true(hex_read(SLICE(""), none, 0));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_byte_comes_back),
        cmocka_unit_test(refuses_other_lengths_and_letters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
