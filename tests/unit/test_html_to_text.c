// SPDX-License-Identifier: Apache-2.0
/* A page as lines for a terminal, and lines that fit its width. */
#include "test.h"

#include "cmd/html_to_text.h"

static void test_main_part_as_lines(void **state)
{
    char memory[512];
    struct buffer out = BUFFER(memory);
    (void)state;
    html_to_text_write(
        SLICE("<body><p>menu</p><main id=\"content\"><h1>Seven</h1><ul><li>a &amp; b</li><li>c</li></ul></main>"),
        &out);
    assert_slice(buffer_slice(&out), "# Seven\n\n- a & b\n- c\n");
}

static void test_wrap_at_words(void **state)
{
    static const struct {
        const char *text, *lines;
    } rows[] = {
        { "", "" },
        { "short\n\nlines stay\n", "short\n\nlines stay\n" },
        { "exactly12ch\n", "exactly12ch\n" },
        { "one two three four\n", "one two\n  three four\n" },
        { "\xC3\xA9\xC3\xA9\xC3\xA9 \xC3\xA9\xC3\xA9\xC3\xA9 \xC3\xA9\xC3\xA9\xC3\xA9\n",
          "\xC3\xA9\xC3\xA9\xC3\xA9 \xC3\xA9\xC3\xA9\xC3\xA9 \xC3\xA9\xC3\xA9\xC3\xA9\n" },
        { "awordthatislongerthantheline goes\n", "awordthatislongerthantheline\n  goes\n" },
        { "without an end", "without an\n  end\n" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char memory[512];
        struct buffer out = BUFFER(memory);
        html_to_text_wrap(slice_of(rows[i].text), 12, &out);
        assert_slice(buffer_slice(&out), rows[i].lines);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_main_part_as_lines),
                                        cmocka_unit_test(test_wrap_at_words) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
