// SPDX-License-Identifier: Apache-2.0
/* base/base64.c: RFC 4648, section 10, and one spelling for each value. */
#include "test.h"

#include "base/base64.h"

static void agrees_with_the_vectors_of_the_rfc(void **state)
{
    (void)state;
    static const struct {
        const char *bytes, *text, *url;
    } cases[] = {
        { "", "", "" },
        { "f", "Zg==", "Zg" },
        { "fo", "Zm8=", "Zm8" },
        { "foo", "Zm9v", "Zm9v" },
        { "foob", "Zm9vYg==", "Zm9vYg" },
        { "fooba", "Zm9vYmE=", "Zm9vYmE" },
        { "foobar", "Zm9vYmFy", "Zm9vYmFy" },
        { "\xFB\xFF\xBF", "+/+/", "-_-_" },
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        char memory[16];
        unsigned char bytes[8];
        size_t count = 99;
        struct buffer out = BUFFER(memory);
        base64_write(&out, (const unsigned char *)cases[i].bytes, strlen(cases[i].bytes));
        assert_slice(buffer_slice(&out), cases[i].text);
        buffer_clear(&out);
        base64_write_url(&out, (const unsigned char *)cases[i].bytes, strlen(cases[i].bytes));
        assert_slice(buffer_slice(&out), cases[i].url);
        assert_true(base64_read(slice_of(cases[i].text), bytes, sizeof bytes, &count));
        assert_int_equal(count, strlen(cases[i].bytes));
        assert_memory_equal(bytes, cases[i].bytes, count);
    }
}

static void refuses_all_but_the_canonical_spelling(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "Z",    "Zg",     "Zg=",   "Zh==",  "Zm9=",   "Zm8",  "====",   "=g==",     "Z===",       "Zg==Zg==",
        "Zm=v", "Zg==\n", " Zg==", "Zg= =", "Zm9v\n", "Z-_v", "Zm9vYg", "Zm9v====", "\xC3\xA9Zg",
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        unsigned char bytes[16];
        size_t count;
        if (base64_read(slice_of(cases[i]), bytes, sizeof bytes, &count)) {
            print_error("taken: \"%s\"\n", cases[i]);
            _fail(__FILE__, __LINE__);
        }
    }
}

static void never_writes_beyond_the_limit(void **state)
{
    (void)state;
    unsigned char bytes[4] = { 0, 0, 0, 0xAA };
    size_t count;
    assert_true(base64_read(SLICE("Zm9v"), bytes, 3, &count));
    assert_false(base64_read(SLICE("Zm9vYg=="), bytes, 3, &count));
    assert_int_equal(bytes[3], 0xAA);
    assert_true(base64_read(SLICE(""), bytes, 0, &count));
    assert_int_equal(count, 0);
    /* All of it or nothing, as everything that is added to a buffer. */
    char memory[9] = "????????";
    struct buffer out = { memory, 0, 7, false };
    base64_write(&out, bytes, 4);
    assert_true(out.full);
    assert_int_equal(out.length, 0);
    assert_string_equal(memory, "????????");
    out = (struct buffer){ memory, 0, 8, false };
    base64_write(&out, bytes, 4);
    assert_false(out.full);
    assert_int_equal(out.length, 8);
}

/* Every text of four that is read is what its bytes are written as. */
static void what_is_read_is_what_would_be_written(void **state)
{
    (void)state;
    static const char letters[] = "AQgwBZz09+/=-";
    size_t const n = sizeof letters - 1;
    size_t taken = 0;
    for (size_t i = 0; i < n * n * n * n; i++) {
        char const text[4] = { letters[i % n], letters[i / n % n], letters[i / n / n % n], letters[i / n / n / n] };
        unsigned char bytes[3];
        size_t count;
        char memory[4];
        struct buffer out = BUFFER(memory);
        if (!base64_read((struct slice){ text, 4 }, bytes, sizeof bytes, &count))
            continue;
        base64_write(&out, bytes, count);
        assert_slices(buffer_slice(&out), ((struct slice){ text, 4 }));
        taken++;
    }
    assert_true(taken > 11 * 11 * 11 * 11);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_the_vectors_of_the_rfc),
        cmocka_unit_test(refuses_all_but_the_canonical_spelling),
        cmocka_unit_test(never_writes_beyond_the_limit),
        cmocka_unit_test(what_is_read_is_what_would_be_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
