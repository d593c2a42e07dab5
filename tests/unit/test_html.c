// SPDX-License-Identifier: Apache-2.0
#include "test.h"

#include "web/html.h"

static char bytes[1024];
static struct buffer out;

static struct slice written(void)
{
    return buffer_slice(&out);
}

static void begin(void)
{
    struct buffer const fresh = BUFFER(bytes);
    out = fresh;
}

static void text_is_escaped(void **state)
{
    (void)state;
    begin();
    html_text(&out, SLICE("<b>\"Tom\" & 'Ann'</b>"));
    assert_slice(written(), "&lt;b&gt;\"Tom\" &amp; 'Ann'&lt;/b&gt;");
    begin();
    html_text(&out, 12u);
    html_text(&out, (const char *)"<");
    assert_slice(written(), "12&lt;");
}

static void an_attribute_cannot_be_left(void **state)
{
    (void)state;
    begin();
    html_attribute(&out, SLICE("\" onclick=\"x' <>&"));
    assert_slice(written(), "&quot; onclick=&quot;x&#39; &lt;&gt;&amp;");
}

static void only_markup_stands_unescaped(void **state)
{
    (void)state;
    struct markup const drawing = { SLICE("<svg/>") };
    begin();
    html_text(&out, drawing);
    assert_slice(written(), "<svg/>");
}

static void a_link_leads_here_or_to_the_web(void **state)
{
    (void)state;
    static const char *const good[] = { "/a/b", "#x", "?a=b", "https://a.example/", "http://a.example/" };
    static const char *const bad[] = { "javascript:alert(1)",
                                       "JavaScript:x",
                                       "data:text/html,x",
                                       "//evil.example/",
                                       "/\\evil.example",
                                       " javascript:x",
                                       "a/b",
                                       "",
                                       "\tjavascript:x",
                                       "vbscript:x" };
    for (size_t i = 0; i < COUNT(good); i++) {
        begin();
        html_link(&out, slice_of(good[i]));
        assert_slice(written(), good[i]);
    }
    for (size_t i = 0; i < COUNT(bad); i++) {
        begin();
        html_link(&out, slice_of(bad[i]));
        assert_slice(written(), "#");
    }
    begin();
    html_link(&out, SLICE("/a\"b&c"));
    assert_slice(written(), "/a&quot;b&amp;c");
}

static void a_segment_stays_one(void **state)
{
    (void)state;
    begin();
    html_segment(&out, SLICE("P-27:7"));
    assert_slice(written(), "P-27:7");
    begin();
    html_segment(&out, SLICE("a/../b?c#d%e é\""));
    assert_slice(written(), "a%2F..%2Fb%3Fc%23d%25e%20%C3%A9%22");
}

static void what_holds_something(void **state)
{
    (void)state;
    struct markup const nothing = { SLICE("") };
    assert_true(html_is((bool)true));
    assert_false(html_is((bool)false));
    assert_true(html_is(SLICE("a")));
    assert_false(html_is(SLICE("")));
    assert_false(html_is(0u));
    assert_true(html_is((size_t)3));
    assert_false(html_is(nothing));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_escaped),
        cmocka_unit_test(an_attribute_cannot_be_left),
        cmocka_unit_test(only_markup_stands_unescaped),
        cmocka_unit_test(a_link_leads_here_or_to_the_web),
        cmocka_unit_test(a_segment_stays_one),
        cmocka_unit_test(what_holds_something),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
