// SPDX-License-Identifier: Apache-2.0
/* E-mail addresses: what is accepted, and that nothing else is. */
#include "test.h"

#include "formats/address.h"
#include "formats/fault.h"

static void addresses_are_read(void **state)
{
    static const char *const good[] = { "a@b.example",
                                        "first.last+tag@mail.gov.example",
                                        "o'brien@x.example",
                                        "\"odd @ \\\" one\"@x.example",
                                        "\xe6\x84\x9b@\xe4\xbe\x8b.example",
                                        "a@\xe4\xbe\x8b.example",
                                        ("a@xn--fiqs8s"
                                         ".example") };
    (void)state;
    for (size_t i = 0; i < COUNT(good); i++) {
        struct address address;
        struct error error = { 0 };
        if (!address_read(slice_of(good[i]), &address, &error))
            print_error("%s is refused\n", good[i]);
        assert_ptr_equal(error.fault, FAULT_NONE);
        assert_int_equal(address.international, (unsigned char)good[i][0] >= 0x80);
    }
}

static void what_is_more_or_less_is_refused(void **state)
{
    static const char *const bad[] = { "",
                                       "a",
                                       "@b.example",
                                       "a@",
                                       "a@b",
                                       "a@.example",
                                       "a@b..example",
                                       "a@b.example.",
                                       "a@-b.example",
                                       "a b@c.example",
                                       ".a@b.example",
                                       "a.@b.example",
                                       "a..b@c.example",
                                       "a@b.example\nBcc: c@d.example",
                                       "a@b.example\r\n",
                                       "<a@b.example>",
                                       "A <a@b.example>",
                                       "a@b.example,c@d.example",
                                       "a(comment)@b.example",
                                       "a@[127.0.0.1]",
                                       "a@127.0.0.1",
                                       "\"a@b.example",
                                       "\"a\"b@c.example",
                                       "\"\"@b.example",
                                       "\"a\\\"@b.example",
                                       "a@b\xe2\x80\xae.example",
                                       "a@b.ex ample",
                                       "a@b_c.example",
                                       " a@b.example",
                                       "a\x7f@b.example",
                                       "a\xff@b.example" };
    (void)state;
    for (size_t i = 0; i < COUNT(bad); i++) {
        struct address address;
        struct error error = { 0 };
        if (address_read(slice_of(bad[i]), &address, &error))
            print_error("\"%s\" is taken\n", bad[i]);
        assert_ptr_equal(error.fault, FAULT_ADDRESS);
    }
}

static void lengths_are_bounded(void **state)
{
    char memory[400];
    struct address address;
    struct error error;
    (void)state;
    memset(memory, 'a', sizeof memory);
    memcpy(memory + 64, "@b.example", 10);
    assert_true(address_read((struct slice){ memory, 74 }, &address, &error));
    memcpy(memory + 64, "a@b.example", 11);
    assert_false(address_read((struct slice){ memory, 75 }, &address, &error));
}

static void case_of_letters_makes_no_other_mailbox(void **state)
{
    (void)state;
    assert_true(address_equal(SLICE("A@B.example"), SLICE("a@b.EXAMPLE")));
    assert_false(address_equal(SLICE("a@b.example"), SLICE("a@c.example")));
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(addresses_are_read),
                                        cmocka_unit_test(what_is_more_or_less_is_refused),
                                        cmocka_unit_test(lengths_are_bounded),
                                        cmocka_unit_test(case_of_letters_makes_no_other_mailbox) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
