// SPDX-License-Identifier: Apache-2.0
/* The view compiler: what it accepts, what it refuses, and which writer each place gets. */
#include "test.h"

#include <stdio.h>

#include "tool/view.h"

static char code_bytes[65536], header_bytes[4096];

struct compiled {
    bool good;
    struct slice code, header;
    struct view_facts facts;
    struct view_error error;
};

static struct compiled compile_named(const char *name, const char *source)
{
    struct compiled made = { 0 };
    struct buffer code = BUFFER(code_bytes), header = BUFFER(header_bytes);
    made.good =
        view_compile(slice_of(name), SLICE("views/x.html"), slice_of(source), &header, &code, &made.facts, &made.error);
    made.code = buffer_slice(&code);
    made.header = buffer_slice(&header);
    return made;
}

static struct compiled compile(const char *body)
{
    static char source[8192];
    (void)snprintf(source, sizeof source, "{@page x_page web/page/x.h}\n%s", body);
    return compile_named("x", source);
}

static bool holds(struct slice text, const char *wanted)
{
    struct slice const part = slice_of(wanted);
    for (size_t i = 0; i + part.length <= text.length; i++)
        if (slice_equal(slice_part(text, i, i + part.length), part))
            return true;
    return false;
}

static void assert_code(const char *body, const char *wanted)
{
    struct compiled const made = compile(body);
    if (!made.good)
        print_error("%s: line %u: %s\n", body, made.error.line, made.error.reason);
    assert_true(made.good);
    if (!holds(made.code, wanted))
        print_error("%s\ngives\n%.*s\nand not %s\n", body, SLICE_ARGS(made.code), wanted);
    assert_true(holds(made.code, wanted));
}

static void assert_refused(const char *body, unsigned line, const char *reason)
{
    struct compiled const made = compile(body);
    if (made.good || !holds(slice_of(made.error.reason), reason))
        print_error("%s: %s\n", body, made.good ? "was taken" : made.error.reason);
    assert_false(made.good);
    assert_true(holds(slice_of(made.error.reason), reason));
    assert_int_equal(made.error.line, line);
}

static void each_place_has_its_writer(void **state)
{
    (void)state;
    assert_code("<p>{title}</p>", "html_text(out, page->title)");
    assert_code("<p id=\"{code}\">a</p>", "html_attribute(out, page->code)");
    assert_code("<p id='{code}'>a</p>", "html_attribute(out, page->code)");
    assert_code("<a href=\"{path}\">a</a>", "html_link(out, page->path)");
    assert_code("<a href=\"/c/{code}\">a</a>", "html_segment(out, page->code)");
    assert_code("<a href=\"{path}#{code}\">a</a>", "html_segment(out, page->code)");
    assert_code("<img src=\"{path}\" alt=\"\">", "html_link(out, page->path)");
    assert_code("<title>{title}</title>", "html_text(out, page->title)");
    assert_code("<rect x=\"{left}\"/>", "html_attribute(out, page->left)");
    assert_code("<p>{frame.title}</p>", "html_text(out, page->frame.title)");
    assert_code("<p>{{{title}}</p>", "SLICE(\"<p>{\")");
}

static void a_second_hole_in_a_link_is_a_segment(void **state)
{
    (void)state;
    assert_code("<a href=\"{home}{code}\">a</a>", "html_link(out, page->home)");
    assert_code("<a href=\"{home}{code}\">a</a>", "html_segment(out, page->code)");
    /* A branch may have written something, so what follows it is no whole link. */
    assert_code("<a href=\"{#if deep}/c/{/if}{code}\">a</a>", "html_segment(out, page->code)");
}

static void no_hole_where_no_escape_would_do(void **state)
{
    (void)state;
    assert_refused("<script>{title}</script>", 2, "script");
    assert_refused("<style>{title}</style>", 2, "script or style");
    assert_refused("<!-- {title} -->", 2, "comment");
    assert_refused("<p id={code}>a</p>", 2, "quotes");
    assert_refused("<p id=a{code}>a</p>", 2, "quotes");
    assert_refused("<p>\n\n<{title}></p>", 4, "&lt;");
    assert_refused("<p {title}>a</p>", 2, "within a tag");
    assert_refused("<h{level}>a</h1>", 2, "within a tag");
    assert_refused("<p onclick=\"{title}\">a</p>", 2, "Policy");
    assert_refused("<p style=\"color: red\">a</p>", 2, "Policy");
    assert_refused("<img srcset=\"{path}\">", 2, "Policy");
}

static void blocks(void **state)
{
    (void)state;
    assert_code("{#each rows row}<p>{row.name}</p>{/each}", "row_at < page->rows.count");
    assert_code("{#each rows row}<p>{row.name}</p>{/each}", "html_text(out, row->name)");
    assert_code("{#each rows row}<p>{row.of.name}</p>{/each}", "html_text(out, row->of.name)");
    assert_code("{#each rows row}<p>{row}</p>{/each}", "html_text(out, *row)");
    assert_code("{#each rows row}{#each row.parts part}<p>{part.name}</p>{/each}{/each}", "part_at < row->parts.count");
    assert_code("{#if open}<p>a</p>{:else}<p>b</p>{/if}", "if (html_is(page->open)) {");
    assert_code("{#if !open}<p>a</p>{/if}", "if (!html_is(page->open)) {");
    assert_code("<option{#if chosen} selected{/if}>a</option>", "SLICE(\" selected\")");
    assert_code("<p class=\"a{#if open} b{/if}\">a</p>", "SLICE(\" b\")");
    assert_code("{#each rows row}{>brief row}{/each}", "view_brief(out, &*row)");
    assert_code("{>brief one}", "view_brief(out, &page->one)");
    assert_code("<p>{@term QUORUM}</p>", "glossary_write(out, TERM_QUORUM)");
    assert_code("<link href=\"{@asset plenary.css}\">", "html_raw(out, SLICE(ASSET_PLENARY_CSS))");
}

static void blocks_end_where_they_began(void **state)
{
    (void)state;
    assert_refused("{#if open}<p>{/if}</p>", 2, "must end in the place");
    assert_refused("<p>{#if open}</p>{/if}", 2, "outside the block");
    assert_refused("{#if open}<p id=\"{/if}\">a</p>", 2, "must end in the place");
    assert_refused("{#if open}\n<p>a</p>", 2, "never closed");
    assert_refused("{#each rows row}<p>a</p>{/if}", 2, "ends no block");
    assert_refused("{/each}", 2, "ends no block");
    assert_refused("{:else}", 2, "without {#if}");
    assert_refused("{#if open}a{:else}b{:else}c{/if}", 2, "without {#if}");
    assert_refused("{#each rows page}a{/each}", 2, "new variable");
    assert_refused("{#each rows}a{/each}", 2, "new variable");
    assert_refused("{#while open}a{/while}", 2, "a block is");
    assert_refused("<script>{#if open}a{/if}</script>", 2, "a block may stand");
}

static void tags_nest(void **state)
{
    (void)state;
    assert_refused("<p><b>a</p></b>", 2, "closes nothing");
    assert_refused("<section>\n<p>a</p>", 2, "never closed");
    assert_refused("<p>a</p></p>", 2, "closes nothing");
    assert_refused("<p", 2, "within a tag");
    assert_true(compile("<p>a<br>b<img src=\"/a\" alt=\"\"></p><svg><rect/></svg>").good);
}

static void what_a_view_must_have(void **state)
{
    (void)state;
    assert_false(compile_named("x", "<p>{title}</p>").good);
    assert_false(compile_named("x", "").good);
    assert_false(compile_named("X-y", "{@page x_page x.h}").good);
    assert_refused("<p>{title</p>", 2, "not closed");
    assert_refused("<p>{}</p>", 2, "not closed");
    assert_refused("<p>{a b}</p>", 2, "no name of a member");
    assert_refused("<p>{row->name}</p>", 2, "no name of a member");
    assert_refused("<p>{system(1)}</p>", 2, "no name of a member");
    assert_refused("{@nothing}", 2, "no directive");
    assert_refused("<p>{>brief}</p>", 2, "write {>VIEW MEMBER}");
    assert_refused("<p id=\"{>brief one}\">a</p>", 2, "only stand in text");
}

static void errors_are_found_at_their_line(void **state)
{
    (void)state;
    assert_code("<p>a</p>\n<p>{title}</p>", "#line 3 \"views/x.html\"");
    assert_true(holds(compile("<p>a</p>").header, "void view_x(struct buffer *out, const struct x_page *page);"));
    assert_true(holds(compile("<p>a</p>").header, "#include \"web/page/x.h\""));
}

static void the_layout_stands_around(void **state)
{
    (void)state;
    struct compiled made = compile_named("layout", "{@page frame f.h}<main>\n</main>{@body}<p>{title}</p>");
    assert_true(made.good);
    assert_true(holds(made.header, "void view_layout_begin("));
    assert_true(holds(made.header, "void view_layout_end("));
    made = compile("{@layout}\n<p>a</p>");
    assert_true(holds(made.code, "view_layout_begin(out, &page->frame);"));
    assert_true(holds(made.code, "view_layout_end(out, &page->frame);"));
}

/* Indentation is not sent, but in pre it is content. */
static void space(void **state)
{
    (void)state;
    assert_code("<div>\n    <p>a</p>\n\n</div>", "SLICE(\"<div>\\n<p>a</p>\\n</div>\")");
    assert_code("<pre>\n  a</pre>", "SLICE(\"<pre>\\n  a</pre>\")");
    assert_code("<p>\"a\\b\"?\?/</p>", "SLICE(\"<p>\\\"a\\\\b\\\"\\?\\?/</p>\")");
}

/* --- facts, JSON, CSV --------------------------------------------------------------------------------------------- */

static void assert_data(const char *body, const char *wanted)
{
    static char source[8192];
    (void)snprintf(source, sizeof source, "<p>a</p>\n{@json}\n%s", body);
    assert_code(source, wanted);
}

static void assert_data_refused(const char *body, const char *reason)
{
    static char source[8192];
    (void)snprintf(source, sizeof source, "{@json}%s", body);
    assert_refused(source, 2, reason);
}

static void the_first_lines_say_what_the_page_is(void **state)
{
    (void)state;
    struct compiled const made = compile("{@route /{conference}/x/{code} acts}\n{@about What x is.}\n"
                                         "{@query side which \"side\"}\n<p>a</p>\n{@json}\n{code}");
    assert_true(made.good);
    assert_true(slice_equal(made.facts.route, SLICE("/{conference}/x/{code}")));
    assert_true(slice_equal(made.facts.needs, SLICE("acts")));
    assert_true(made.facts.has_json);
    assert_true(holds(made.header, "extern const struct page page_x;"));
    assert_true(holds(made.code, ".path = \"/{conference}/x/{code}\""));
    assert_true(holds(made.code, ".about = \"What x is.\""));
    assert_true(holds(made.code, ".needs = NEEDS_ACTS"));
    assert_true(holds(made.code, "{ \"side\", \"which \\\"side\\\"\" }"));
    assert_true(holds(made.code, "return x_page_gather(from, page, error);"));
    assert_true(holds(made.code, ".size = sizeof(struct x_page)"));
    assert_code("{@route /x nothing framed}\n{@type image/svg+xml}\n<svg/>", ".framed = true");
    assert_code("{@route /x nothing}\n{@type image/svg+xml}\n<svg/>", ".type = \"image/svg+xml\"");
    assert_false(holds(compile("<p>a</p>").code, "struct page page_x"));
    assert_refused("{@route x acts}", 2, "write {@route /PATH acts}");
    assert_refused("{@route /x everything}", 2, "write {@route /PATH acts}");
    assert_refused("{@route /x acts hung}", 2, "framed");
    assert_refused("{@query side}", 2, "write {@query NAME MEANING}");
    assert_refused("<p>a</p>{@route /x acts}", 2, "no directive");
}

static void a_field_has_its_name_its_value_and_its_meaning(void **state)
{
    (void)state;
    assert_data("{code}", "json_value(json, \"code\", page->code);");
    assert_data("{frame.title}", "json_value(json, \"title\", page->frame.title);");
    assert_data("{heading=frame.title}", "json_value(json, \"heading\", page->frame.title);");
    assert_data("{?effect}", "if (html_is(page->effect)) {\njson_value(json, \"effect\", page->effect);");
    assert_data("{code}  its \"code\" ", "{ .kind = JSON_KIND(((const struct x_page *)0)->code), .name = \"code\", "
                                         ".meaning = \"its \\\"code\\\"\" },");
    assert_data("{?effect}", ".maybe = true, .name = \"effect\"");
    assert_data("{#if open}{code}{/if}", ".maybe = true, .name = \"code\"");
    assert_data("{#if open}{code}{:else}{name}{/if}", "} else {\n");
    assert_data("{code}", "const struct json_schema schema_x = { \"x\", fields_x };");
    assert_data_refused("words", "text here is the meaning");
    assert_data_refused("{a b}", "no name of a field");
    assert_data_refused("{#if open}{code}", "never closed");
    assert_data_refused("{code}{/each}", "ends no block");
    assert_data_refused("{:else}", "without {#if}");
    assert_data_refused("{@json}", "one such section");
    assert_data_refused("{@layout}", "no directive");
}

static void lists_and_objects_in_json(void **state)
{
    (void)state;
    assert_data("{#each rows row} all\n{row.code}\n{/each}", "json_array_begin(json, \"rows\");");
    assert_data("{#each rows row}\n{row.code}\n{/each}", "json_object_begin(json, NULL);");
    assert_data("{#each rows row}\n{row.code}\n{/each}",
                "JSON_KIND(((const struct x_page *)0)->rows.items[0].code), .name = \"code\"");
    assert_data("{#each rows row}{#each parts=row.list part}{part.name}{/each}{/each}",
                "JSON_KIND(((const struct x_page *)0)->rows.items[0].list.items[0].name)");
    assert_data("{#each codes code}{code}{/each}", "json_value(json, NULL, *code);");
    assert_data("{#each acts one}{>sentence one}{/each}",
                "json_object_begin(json, NULL);\nview_sentence_json(json, &*one);");
    assert_data("{>sentence opening}",
                "json_object_begin(json, \"opening\");\nview_sentence_json(json, &page->opening);");
    assert_data("{>sentence first=opening}", "{ .kind = JSON_VIEW, .name = \"first\", .view = \"sentence\"");
    assert_data("{...brief brief}", "view_brief_json(json, &page->brief);");
    assert_data("{...brief brief}", "{ .kind = JSON_MEMBERS, .view = \"brief\"");
    assert_data("{#object proof}{root}{/object}", "json_object_begin(json, \"proof\");");
    assert_code("{@layout}<p>a</p>{@json}{code}", "view_layout_json(json, &page->frame);");
    assert_data_refused("{#each codes code}{code}{other}{/each}", "one and nothing beside it");
    assert_data_refused("{#each rows row}{other}{row}{/each}", "write {...VIEW VARIABLE}");
    assert_data_refused("{#each rows json}{code}{/each}", "new variable");
    assert_data_refused("{#while open}", "a block is {#if}");
    assert_data_refused("{>sentence}", "write {>VIEW MEMBER}");
}

static void tables(void **state)
{
    (void)state;
    const char *const two =
        "<p>a</p>{@csv}\n{#each groups group}{#each group.rows row}{code=group.code}{row.name}{/each}{/each}";
    assert_code(two, "table_value(out, group->code, true);");
    assert_code(two, "table_value(out, row->name, false);\ncsv_end_row(out);");
    assert_code(two, "buffer_add(out, SLICE(\"code,name\\r\\n\"));");
    assert_code("{@csv}{#each a row}{row.name}{/each}{#each b row}{row.name}{/each}", "SLICE(\"name\\r\\n\")");
    assert_refused("{@csv}{#each a row}{row.name}{/each}{#each b row}{row.code}{/each}", 2, "one set of columns");
    assert_refused("{@csv}{code}", 2, "innermost loop");
    assert_refused("{@csv}{#each a row}{row.code}{#each row.b one}{one.c}{/each}{/each}", 2, "no loop may stand here");
    assert_refused("{@csv}{#each a row}{/each}", 2, "needs columns");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_place_has_its_writer),
        cmocka_unit_test(a_second_hole_in_a_link_is_a_segment),
        cmocka_unit_test(no_hole_where_no_escape_would_do),
        cmocka_unit_test(blocks),
        cmocka_unit_test(blocks_end_where_they_began),
        cmocka_unit_test(tags_nest),
        cmocka_unit_test(what_a_view_must_have),
        cmocka_unit_test(errors_are_found_at_their_line),
        cmocka_unit_test(the_layout_stands_around),
        cmocka_unit_test(space),
        cmocka_unit_test(the_first_lines_say_what_the_page_is),
        cmocka_unit_test(a_field_has_its_name_its_value_and_its_meaning),
        cmocka_unit_test(lists_and_objects_in_json),
        cmocka_unit_test(tables),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
