// SPDX-License-Identifier: Apache-2.0
#include "tool/view_html.h"

/* --- holes -------------------------------------------------------------------------------------------------------- */

static void view_html_flush_raw(struct view *view)
{
    if (view->raw.length == 0)
        return;
    view_add(view, "html_raw(out, SLICE(\"");
    view_add_escaped(view->code, buffer_slice(&view->raw));
    view_add(view, "\"));\n");
    buffer_clear(&view->raw);
}

static bool view_html_is_link_attribute(struct slice name)
{
    return view_is_one_of(name, "href src action formaction poster cite data");
}

/* The writer for a hole where we stand, or NULL with the error. */
static const char *view_html_writer_here(struct view *view)
{
    switch (view->place) {
    case PLACE_TEXT:
        return "html_text(out, ";
    case PLACE_VALUE:
        if (!view_html_is_link_attribute(view->attribute))
            return "html_attribute(out, ";
        return view->value_begun ? "html_segment(out, " : "html_link(out, ";
    case PLACE_SCRIPT:
        view_refuse(view, "a hole may not stand in a script or style", view->tag);
        return NULL;
    case PLACE_COMMENT:
        view_refuse(view, "a hole may not stand in a comment", SLICE(""));
        return NULL;
    case PLACE_BEFORE_VALUE:
    case PLACE_BARE_VALUE:
        view_refuse(view, "a hole in an attribute needs quotes around it", view->attribute);
        return NULL;
    default:
        view_refuse(view, "a hole may not stand here within a tag", view->tag);
        return NULL;
    }
}

static bool view_html_compile_hole(struct view *view, struct slice path)
{
    const char *writer = view_html_writer_here(view);
    if (writer == NULL)
        return false;
    view_html_flush_raw(view);
    view_add_line(view);
    view_add(view, writer);
    if (!view_add_member(view, path))
        return false;
    view_add(view, ");\n");
    view->value_begun = true;
    return true;
}

/* {@asset plenary.css} gives ASSET_PLENARY_CSS, a literal that the asset tool defines; {@term QUORUM} gives TERM_QUORUM. */
static void view_html_add_constant(struct view *view, const char *before, struct slice name)
{
    view_add(view, before);
    for (size_t i = 0; i < name.length; i++) {
        char const byte = name.bytes[i];
        bool const lower = byte >= 'a' && byte <= 'z';
        buffer_add_byte(view->code, lower                                             ? (char)(byte - 'a' + 'A')
                                    : view_is_letter(byte) || view_is_name_byte(byte) ? byte
                                                                                      : '_');
    }
}

static bool view_html_compile_include(struct view *view, struct slice words)
{
    struct slice name, path = words;
    (void)slice_next(&path, ' ', &name);
    if (view->place != PLACE_TEXT)
        return view_refuse(view, "another view may only stand in text", words);
    if (!view_name_is_good(name) || path.length == 0)
        return view_refuse(view, "write {>VIEW MEMBER}", words);
    view_add_include(view, name);
    view_html_flush_raw(view);
    view_add_line(view);
    view_add(view, "view_");
    view_add_slice(view, name);
    view_add(view, "(out, &");
    if (!view_add_member(view, path))
        return false;
    view_add(view, ");\n");
    return true;
}

/* --- blocks ------------------------------------------------------------------------------------------------------- */

static bool view_html_open_block(struct view *view, enum block_kind kind, struct slice list, struct slice variable)
{
    if (view->place != PLACE_TEXT && view->place != PLACE_TAG && view->place != PLACE_VALUE)
        return view_refuse(view, "a block may stand in text, between attributes or in quotes only", SLICE(""));
    struct block *const block = view_open_block(view, kind);
    if (block == NULL)
        return false;
    block->list = list;
    block->variable = variable;
    return true;
}

static bool view_html_block_is_even(struct view *view, const struct block *block)
{
    if (block->place != view->place || block->tags != view->tag_count)
        return view_refuse(view, "a block must end in the place in the page in which it began", SLICE(""));
    return true;
}

static bool view_html_compile_if(struct view *view, struct slice path)
{
    view_html_flush_raw(view);
    return view_add_if(view, path) && view_html_open_block(view, BLOCK_IF, SLICE(""), SLICE(""));
}

static bool view_html_compile_each(struct view *view, struct slice words)
{
    struct slice path, variable = words;
    (void)slice_next(&variable, ' ', &path);
    view_html_flush_raw(view);
    return view_add_loop(view, path, variable) && view_html_open_block(view, BLOCK_EACH, path, variable);
}

static bool view_html_compile_else(struct view *view)
{
    struct block *const block = view_block(view, BLOCK_IF);
    if (block == NULL)
        return view_refuse(view, "{:else} without {#if}", SLICE(""));
    if (!view_html_block_is_even(view, block))
        return false;
    view_html_flush_raw(view);
    view_add(view, "} else {\n");
    block->kind = BLOCK_ELSE;
    view->value_begun = block->value_begun;
    return true;
}

static bool view_html_compile_end(struct view *view, struct slice word)
{
    bool const each = slice_equal(word, SLICE("each"));
    struct block *block = view->block_count > 0 ? &view->blocks[view->block_count - 1] : NULL;
    if (block == NULL || (!each && !slice_equal(word, SLICE("if"))) || each != (block->kind == BLOCK_EACH))
        return view_refuse(view, "this ends no block that is open", word);
    if (!view_html_block_is_even(view, block))
        return false;
    view_html_flush_raw(view);
    view_add(view, "}\n");
    view->block_count--;
    view->value_begun = true;
    return true;
}

/* --- directives --------------------------------------------------------------------------------------------------- */

static bool view_html_compile_directive(struct view *view, struct slice words)
{
    struct slice what, rest = words;
    (void)slice_next(&rest, ' ', &what);
    if (slice_equal(what, SLICE("asset")) && view->place == PLACE_VALUE) {
        view_html_flush_raw(view);
        view_add_line(view);
        view_html_add_constant(view, "html_raw(out, SLICE(ASSET_", rest);
        view_add(view, "));\n");
        return true;
    }
    if (slice_equal(what, SLICE("term")) && view->place == PLACE_TEXT) {
        view_html_flush_raw(view);
        view_add_line(view);
        view_html_add_constant(view, "glossary_write(out, TERM_", rest);
        view_add(view, ");\n");
        return true;
    }
    if (view->place != PLACE_TEXT || view->block_count > 0)
        return view_refuse(view, "this may not stand here", words);
    if (slice_equal(what, SLICE("body")) && slice_equal(view->name, SLICE("layout")) && !view->has_body) {
        view->has_body = true;
        view_html_flush_raw(view);
        view_add(view, "}\n\n");
        view_add_signatures(view, "_end", "buffer *out");
        return true;
    }
    return view_refuse(view, "no directive is called so", what);
}

static bool view_html_attribute_is_good(struct view *view)
{
    struct slice const name = view->attribute;
    if (slice_begins(name, SLICE("on")) || view_is_one_of(name, "style srcdoc srcset"))
        return view_refuse(view, "the Content-Security-Policy does not allow this attribute", name);
    return true;
}

/* A block's brace ends a tag's or an attribute's name: <body{#if x} hidden{/if}>. */
static bool view_html_end_name(struct view *view, char sign)
{
    if (sign != '#' && sign != '/' && sign != ':')
        return true;
    if (view->place == PLACE_ATTRIBUTE_NAME && !view_html_attribute_is_good(view))
        return false;
    if (view->place == PLACE_ATTRIBUTE_NAME || view->place == PLACE_TAG_NAME)
        view->place = PLACE_TAG;
    return true;
}

bool view_html_brace(struct view *view, struct slice inside)
{
    struct slice const rest = slice_part(inside, 1, inside.length);
    if (!view_html_end_name(view, inside.bytes[0]))
        return false;
    switch (inside.bytes[0]) {
    case '@':
        return view_html_compile_directive(view, rest);
    case '#':
        if (slice_begins(rest, SLICE("if ")))
            return view_html_compile_if(view, slice_part(rest, 3, rest.length));
        if (slice_begins(rest, SLICE("each ")))
            return view_html_compile_each(view, slice_part(rest, 5, rest.length));
        return view_refuse(view, "a block is {#if MEMBER} or {#each MEMBER VARIABLE}", inside);
    case ':':
        return slice_equal(rest, SLICE("else")) ? view_html_compile_else(view)
                                                : view_refuse(view, "only {:else} is known", inside);
    case '/':
        return view_html_compile_end(view, rest);
    case '>':
        return view_html_compile_include(view, rest);
    default:
        return view_html_compile_hole(view, inside);
    }
}

/* --- HTML --------------------------------------------------------------------------------------------------------- */

static bool view_html_is_void(struct slice name)
{
    return view_is_one_of(name, "area base br col embed hr img input link meta source track wbr");
}

static bool view_html_end_tag(struct view *view)
{
    if (view->tag_count == 0 || !slice_equal(view->tags[view->tag_count - 1].name, view->tag))
        return view_refuse(view, "this end tag closes nothing that is open", view->tag);
    view->tag_count--;
    if (view->block_count > 0 && view->tag_count < view->blocks[view->block_count - 1].tags)
        return view_refuse(view, "this end tag closes what was opened outside the block", view->tag);
    return true;
}

/* At the '>' of a tag. */
static bool view_html_finish_tag(struct view *view)
{
    view->place = PLACE_TEXT;
    if (view->is_end_tag)
        return view_html_end_tag(view);
    if (view_html_is_void(view->tag) || view->self_closing)
        return true;
    if (view->tag_count == VIEW_DEPTH_MAX)
        return view_refuse(view, "tags are nested too deep", view->tag);
    view->tags[view->tag_count++] = (struct tag){ view->tag, view->line };
    if (view_is_one_of(view->tag, "script style"))
        view->place = PLACE_SCRIPT;
    return true;
}

static bool view_html_in_text(struct view *view, char byte)
{
    struct slice const rest = slice_part(view->source, view->at, view->source.length);
    if (byte != '<')
        return true;
    if (slice_begins(rest, SLICE("<!--"))) {
        view->place = PLACE_COMMENT;
        return true;
    }
    if (slice_begins(rest, SLICE("<!"))) {
        view->place = PLACE_DECLARATION;
        return true;
    }
    view->is_end_tag = slice_begins(rest, SLICE("</"));
    size_t const from = view->is_end_tag ? 2 : 1;
    size_t to = from;
    while (to < rest.length &&
           (view_is_letter(rest.bytes[to]) || view_is_name_byte(rest.bytes[to]) || rest.bytes[to] == '-'))
        to++;
    if (to == from)
        return view_refuse(view, "write &lt; for a < that begins no tag", SLICE(""));
    view->tag = slice_part(rest, from, to);
    view->self_closing = false;
    view->place = PLACE_TAG_NAME;
    return true;
}

static bool view_html_in_tag(struct view *view, char byte)
{
    if (byte == '>')
        return view_html_finish_tag(view);
    view->self_closing = byte == '/';
    if (view->place == PLACE_TAG_NAME) {
        if (view_is_space(byte))
            view->place = PLACE_TAG;
        return true;
    }
    if (!view_is_space(byte) && byte != '/') {
        view->place = PLACE_ATTRIBUTE_NAME;
        view->attribute = (struct slice){ view->source.bytes + view->at, 1 };
    }
    return true;
}

static bool view_html_in_attribute_name(struct view *view, char byte)
{
    if (byte != '=' && byte != '>' && !view_is_space(byte)) {
        view->attribute.length++;
        return true;
    }
    if (!view_html_attribute_is_good(view))
        return false;
    view->place = byte == '=' ? PLACE_BEFORE_VALUE : PLACE_TAG;
    return byte == '>' ? view_html_finish_tag(view) : true;
}

static bool view_html_in_value(struct view *view, char byte)
{
    if (view->place == PLACE_BEFORE_VALUE) {
        bool const quoted = byte == '"' || byte == '\'';
        view->place = quoted ? PLACE_VALUE : PLACE_BARE_VALUE;
        view->quote = byte;
        view->value_begun = false;
        return true;
    }
    if (view->place == PLACE_VALUE) {
        if (byte == view->quote)
            view->place = PLACE_TAG;
        view->value_begun = true;
        return true;
    }
    if (view_is_space(byte))
        view->place = PLACE_TAG;
    return byte == '>' ? view_html_finish_tag(view) : true;
}

/* In a comment, a declaration or a script: until its end. */
static void view_html_in_opaque(struct view *view, char byte)
{
    struct slice const before = slice_part(view->source, 0, view->at + 1);
    struct slice const rest = slice_part(view->source, view->at, view->source.length);
    if (view->place == PLACE_COMMENT && slice_ends(before, SLICE("-->")))
        view->place = PLACE_TEXT;
    if (view->place == PLACE_DECLARATION && byte == '>')
        view->place = PLACE_TEXT;
    if (view->place == PLACE_SCRIPT && slice_begins(rest, SLICE("</"))) {
        view->place = PLACE_TEXT;
        (void)view_html_in_text(view, byte);
    }
}

static bool view_html_walk_byte(struct view *view, char byte)
{
    switch (view->place) {
    case PLACE_TEXT:
        return view_html_in_text(view, byte);
    case PLACE_TAG_NAME:
    case PLACE_TAG:
        return view_html_in_tag(view, byte);
    case PLACE_ATTRIBUTE_NAME:
        return view_html_in_attribute_name(view, byte);
    case PLACE_BEFORE_VALUE:
    case PLACE_VALUE:
    case PLACE_BARE_VALUE:
        return view_html_in_value(view, byte);
    default:
        view_html_in_opaque(view, byte);
        return true;
    }
}

static bool view_html_is_preformatted(const struct view *view)
{
    for (size_t i = 0; i < view->tag_count; i++)
        if (view_is_one_of(view->tags[i].name, "pre textarea"))
            return true;
    return false;
}

/* Indentation is for the author of the view: a run of spaces with a line feed is sent as one line feed. */
static void view_html_keep_byte(struct view *view, char byte)
{
    bool const after_break = view->raw.length > 0 && view->raw.bytes[view->raw.length - 1] == '\n';
    if (view->place == PLACE_TEXT && view_is_space(byte) && after_break && !view_html_is_preformatted(view))
        return;
    if (view->raw.length > 12000)
        view_html_flush_raw(view); /* a compiler promises only so long a literal */
    buffer_add_byte(&view->raw, byte);
}

bool view_html_byte(struct view *view, char byte)
{
    if (!view_html_walk_byte(view, byte))
        return false;
    view->begun |= !view_is_space(byte);
    if (view->begun)
        view_html_keep_byte(view, byte);
    return true;
}

bool view_html_end(struct view *view)
{
    if (view->tag_count > 0) {
        view->line = view->tags[view->tag_count - 1].line;
        return view_refuse(view, "this tag is never closed", view->tags[view->tag_count - 1].name);
    }
    if (view->place != PLACE_TEXT)
        return view_refuse(view, "the view ends within a tag", view->tag);
    view_html_flush_raw(view);
    if (view->has_layout)
        view_add(view, "view_layout_end(out, &page->frame);\n");
    view_add(view, "}\n\n");
    return true;
}
