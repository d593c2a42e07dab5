// SPDX-License-Identifier: Apache-2.0
#include "tool/view.h"

#include "tool/view_data.h"
#include "tool/view_facts.h"
#include "tool/view_html.h"

/* --- from brace to brace ------------------------------------------------------------------------------------------ */

static bool view_end_section(struct view *view)
{
    if (view->block_count > 0) {
        view->line = view->blocks[view->block_count - 1].line;
        return view_refuse(view, "this block is never closed", SLICE(""));
    }
    return view->section == SECTION_HTML ? view_html_end(view) : view_data_end(view);
}

static bool view_begin_section(struct view *view, enum section section)
{
    if (section == SECTION_JSON ? view->has_json : view->has_csv)
        return view_refuse(view, "a view has one such section", SLICE(""));
    view->has_json |= section == SECTION_JSON;
    view->has_csv |= section == SECTION_CSV;
    return view_end_section(view) && view_data_begin(view, section);
}

static bool view_compile_directive(struct view *view, struct slice words)
{
    struct slice what, rest = words;
    bool known = true;
    (void)slice_next(&rest, ' ', &what);
    if (slice_equal(what, SLICE("json")))
        return view_begin_section(view, SECTION_JSON);
    if (slice_equal(what, SLICE("csv")))
        return view_begin_section(view, SECTION_CSV);
    if (!view->begun && view->block_count == 0 && view->section == SECTION_HTML) {
        bool const good = view_fact(view, what, rest, &known);
        if (known)
            return good;
    }
    if (view->section == SECTION_HTML)
        return view_html_brace(view, (struct slice){ words.bytes - 1, words.length + 1 });
    return view_refuse(view, "no directive is called so", what);
}

/* Where the brace at `at` is closed, on its line: "{@route /{code} acts}" has braces within. */
static size_t view_closing_brace(struct slice source, size_t at)
{
    size_t depth = 0;
    for (; at < source.length && source.bytes[at] != '\n'; at++) {
        if (source.bytes[at] == '{')
            depth++;
        if (source.bytes[at] == '}' && --depth == 0)
            return at;
    }
    return source.length;
}

static bool view_compile_brace(struct view *view)
{
    size_t const end = view_closing_brace(view->source, view->at);
    struct slice const inside = slice_part(view->source, view->at + 1, end);
    if (end == view->source.length || inside.length == 0)
        return view_refuse(view, "a brace is not closed on its line ({{ writes a brace)", SLICE(""));
    view->at = end + 1;
    if (inside.bytes[0] != '@' && !view->has_page)
        return view_refuse(view, "begin a view with {@page STRUCT HEADER}", SLICE(""));
    if (inside.bytes[0] == '@')
        return view_compile_directive(view, slice_part(inside, 1, inside.length));
    return view->section == SECTION_HTML ? view_html_brace(view, inside) : view_data_brace(view, inside);
}

static bool view_compile_all(struct view *view)
{
    while (view->at < view->source.length) {
        char const byte = view->source.bytes[view->at];
        bool const doubled = view->at + 1 < view->source.length && view->source.bytes[view->at + 1] == '{';
        if (byte == '{' && !doubled) {
            if (!view_compile_brace(view))
                return false;
            continue;
        }
        if (byte == '{')
            view->at++;
        if (!view->has_page && !view_is_space(byte))
            return view_refuse(view, "begin a view with {@page STRUCT HEADER}", SLICE(""));
        if (!(view->section == SECTION_HTML ? view_html_byte(view, byte) : view_data_byte(view, byte)))
            return false;
        view->at++;
        if (byte == '\n')
            view->line++;
    }
    if (!view->has_page)
        return view_refuse(view, "begin a view with {@page STRUCT HEADER}", SLICE(""));
    return view_end_section(view);
}

bool view_compile(struct slice name, struct slice path, struct slice source, struct buffer *header, struct buffer *code,
                  struct view_facts *facts, struct view_error *error)
{
    char raw[16384], fields[VIEW_FIELDS_BYTES_MAX], columns[1024], queries[4096];
    struct view view = { .name = name,
                         .path = path,
                         .source = source,
                         .line = 1,
                         .facts = facts,
                         .header = header,
                         .code = code,
                         .raw = BUFFER(raw),
                         .fields = BUFFER(fields),
                         .columns = BUFFER(columns),
                         .queries = BUFFER(queries),
                         .error = error };
    *facts = (struct view_facts){ 0 };
    if (!view_name_is_good(name))
        return view_refuse(&view, "a view's file is named in lower-case letters", name);
    if (!view_compile_all(&view))
        return false;
    facts->has_json = view.has_json;
    if (facts->route.length > 0)
        view_add_page(&view);
    if (header->full || code->full || view.fields.full || view.columns.full || view.queries.full)
        return view_refuse(&view, "the code does not fit", SLICE(""));
    return true;
}
