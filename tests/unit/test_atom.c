// SPDX-License-Identifier: Apache-2.0
#include "test.h"

#include "formats/atom.h"

static char bytes[8192];

static struct slice feed_of(struct slice title, struct slice summary)
{
    static struct buffer out;
    struct buffer const fresh = BUFFER(bytes);
    out = fresh;
    struct atom_feed const feed = { .id = SLICE("https://site.example/a/feed.atom"),
                                    .title = title,
                                    .author = SLICE("A"),
                                    .self = SLICE("/a/feed.atom?topic=kind%3Adecision.&before=9"),
                                    .page = SLICE("/a"),
                                    .updated = 1355362140 };
    struct atom_entry const entry = { .id = SLICE("ni:///sha-256;x"),
                                      .title = title,
                                      .author = SLICE("B"),
                                      .page = SLICE("/a/acts/8"),
                                      .category = SLICE("report"),
                                      .summary = summary,
                                      .updated = 1355362140 };
    atom_begin(&out, &feed);
    atom_add(&out, &entry);
    atom_end(&out);
    assert_false(out.full);
    return buffer_slice(&out);
}

static bool has(struct slice text, const char *wanted)
{
    struct slice const part = slice_of(wanted);
    for (size_t at = 0; at + part.length <= text.length; at++)
        if (slice_equal(slice_part(text, at, at + part.length), part))
            return true;
    return false;
}

static void what_the_standard_requires_is_there(void **state)
{
    (void)state;
    struct slice const feed = feed_of(SLICE("D-7"), SLICE("for 77"));
    assert_true(has(feed, "<feed xmlns=\"http://www.w3.org/2005/Atom\">"));
    assert_true(has(feed, "<id>https://site.example/a/feed.atom</id>"));
    assert_true(has(feed, "<updated>2012-12-13T01:29:00Z</updated>"));
    assert_true(has(feed, "<link rel=\"alternate\" href=\"/a/acts/8\"/>"));
    assert_true(has(feed, "<author><name>B</name>"));
    assert_false(has(feed, "rel=\"next\""));
}

static void no_element_comes_out_of_text(void **state)
{
    (void)state;
    struct slice const feed = feed_of(SLICE("</title><script>\"x\" & ]]>"), SLICE("<![CDATA[ &amp; <!-- "));
    assert_true(has(feed, "<title>&lt;/title&gt;&lt;script&gt;&quot;x&quot; &amp; ]]&gt;</title>"));
    assert_true(has(feed, "<summary>&lt;![CDATA[ &amp;amp; &lt;!-- </summary>"));
    assert_true(has(feed, "topic=kind%3Adecision.&amp;before=9"));
}

static void what_xml_cannot_hold_is_replaced(void **state)
{
    (void)state;
    struct slice const feed = feed_of(SLICE("a\x01\x1B\xFF\xEF\xBF\xBE"
                                            "b"),
                                      SLICE("\xD7\xA9\xD7\x9C \xF0\x9F\x95\x8A"));
    assert_true(has(feed, "<title>a\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"
                          "b</title>"));
    assert_true(has(feed, "<summary>\xD7\xA9\xD7\x9C \xF0\x9F\x95\x8A</summary>"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_the_standard_requires_is_there),
        cmocka_unit_test(no_element_comes_out_of_text),
        cmocka_unit_test(what_xml_cannot_hold_is_replaced),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
