// SPDX-License-Identifier: Apache-2.0
#include "tool/view_facts.h"

static bool view_facts_take_page(struct view *view, struct slice words)
{
    struct slice name, file = words;
    (void)slice_next(&file, ' ', &name);
    if (view->has_page || !view_name_is_good(name) || file.length == 0)
        return view_refuse(view, "begin a view with {@page STRUCT HEADER}", words);
    view->has_page = true;
    view->page_struct = name;
    buffer_add_text(view->header, "#include \"");
    buffer_add(view->header, file);
    buffer_add_text(view->header, "\"\n");
    view_add_signatures(view, slice_equal(view->name, SLICE("layout")) ? "_begin" : "", "buffer *out");
    return true;
}

static bool view_facts_take_route(struct view *view, struct slice words)
{
    struct slice word;
    (void)slice_next(&words, ' ', &view->facts->route);
    (void)slice_next(&words, ' ', &view->facts->needs);
    if (!slice_begins(view->facts->route, SLICE("/")) || !view_is_one_of(view->facts->needs, "acts conference nothing"))
        return view_refuse(view, "write {@route /PATH acts}: or conference, or nothing", view->facts->route);
    while (slice_next(&words, ' ', &word)) {
        if (!slice_equal(word, SLICE("framed")))
            return view_refuse(view, "a route can be framed, and nothing else", word);
        view->facts->framed = true;
    }
    return true;
}

static bool view_facts_take_query(struct view *view, struct slice words)
{
    struct slice name;
    (void)slice_next(&words, ' ', &name);
    if (!view_name_is_good(name) || words.length == 0)
        return view_refuse(view, "write {@query NAME MEANING}", name);
    buffer_add_text(&view->queries, "{ \"");
    buffer_add(&view->queries, name);
    buffer_add_text(&view->queries, "\", \"");
    view_add_escaped(&view->queries, words);
    buffer_add_text(&view->queries, "\" }, ");
    return true;
}

static bool view_facts_take_layout(struct view *view)
{
    view->has_layout = true;
    view_add_include(view, SLICE("layout"));
    view_add(view, "view_layout_begin(out, &page->frame);\n");
    return true;
}

bool view_fact(struct view *view, struct slice what, struct slice rest, bool *known)
{
    *known = true;
    if (slice_equal(what, SLICE("page")))
        return view_facts_take_page(view, rest);
    if (!view->has_page)
        return view_refuse(view, "begin a view with {@page STRUCT HEADER}", SLICE(""));
    if (slice_equal(what, SLICE("route")))
        return view_facts_take_route(view, rest);
    if (slice_equal(what, SLICE("layout")))
        return view_facts_take_layout(view);
    if (slice_equal(what, SLICE("query")))
        return view_facts_take_query(view, rest);
    *known = view_is_one_of(what, "about type");
    if (*known)
        *(slice_equal(what, SLICE("about")) ? &view->facts->about : &view->facts->type) = rest;
    return true;
}

/* --- the row of the page ------------------------------------------------------------------------------------------ */

/* A function of the one type that struct page has, around one of the page's own. */
static void view_facts_add_call(struct view *view, const char *kind, const char *part, const char *out)
{
    view_add(view, "static void ");
    view_add(view, kind);
    view_add_slice(view, view->name);
    view_add(view, "(struct ");
    view_add(view, out);
    view_add(view, " *out, const void *page)\n{\nview_");
    view_add_slice(view, view->name);
    view_add(view, part);
    view_add(view, "(out, page);\n}\n");
}

static void view_facts_add_gather(struct view *view)
{
    view_add(view, "static bool gather_");
    view_add_slice(view, view->name);
    view_add(view, "(const struct gather *from, void *page, struct error *error)\n{\nreturn ");
    view_add_slice(view, view->page_struct);
    view_add(view, "_gather(from, page, error);\n}\n");
}

static void view_facts_add_literal(struct view *view, const char *member, struct slice text)
{
    view_add(view, member);
    view_add(view, " = \"");
    view_add_escaped(view->code, text);
    view_add(view, "\", ");
}

static void view_facts_add_function(struct view *view, const char *member, const char *function, bool there)
{
    if (!there)
        return;
    view_add(view, member);
    view_add(view, " = ");
    view_add(view, function);
    view_add_slice(view, view->name);
    view_add(view, ", ");
}

void view_add_page(struct view *view)
{
    const struct view_facts *const facts = view->facts;
    view_facts_add_gather(view);
    view_facts_add_call(view, "as_html_", "", "buffer");
    if (view->has_json)
        view_facts_add_call(view, "as_json_", "_json", "json");
    if (view->has_csv)
        view_facts_add_call(view, "as_csv_", "_csv", "buffer");
    view_add(view, "const struct page page_");
    view_add_slice(view, view->name);
    view_add(view, " = { ");
    view_facts_add_literal(view, ".name", view->name);
    view_facts_add_literal(view, ".path", facts->route);
    view_facts_add_literal(view, ".about", facts->about);
    view_facts_add_literal(view, ".type", facts->type.length > 0 ? facts->type : SLICE("text/html; charset=utf-8"));
    if (view->has_csv)
        view_facts_add_literal(view, ".columns", buffer_slice(&view->columns));
    if (view->queries.length > 0) {
        view_add(view, ".queries = (const struct page_query[]){ ");
        view_add_slice(view, buffer_slice(&view->queries));
        view_add(view, "{ 0 } }, ");
    }
    view_add(view, slice_equal(facts->needs, SLICE("acts"))         ? ".needs = NEEDS_ACTS, "
                   : slice_equal(facts->needs, SLICE("conference")) ? ".needs = NEEDS_CONFERENCE, "
                                                                    : ".needs = NEEDS_NOTHING, ");
    view_add(view, facts->framed ? ".framed = true, " : "");
    view_add(view, ".size = sizeof(struct ");
    view_add_slice(view, view->page_struct);
    view_add(view, "), ");
    view_facts_add_function(view, ".gather", "gather_", true);
    view_facts_add_function(view, ".html", "as_html_", true);
    view_facts_add_function(view, ".json", "as_json_", view->has_json);
    view_facts_add_function(view, ".csv", "as_csv_", view->has_csv);
    view_add(view, "};\n\n");
    buffer_add_text(view->header, "extern const struct page page_");
    buffer_add(view->header, view->name);
    buffer_add_text(view->header, ";\n");
}
