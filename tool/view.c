#include "tool/view.h"

#include <stdio.h>
#include <string.h>

enum place {
    PLACE_TEXT,
    PLACE_TAG_NAME,
    PLACE_TAG, /* within a tag, between attributes */
    PLACE_ATTRIBUTE_NAME,
    PLACE_BEFORE_VALUE, /* after the equals sign */
    PLACE_VALUE,        /* in quotes */
    PLACE_BARE_VALUE,
    PLACE_COMMENT,
    PLACE_DECLARATION,
    PLACE_SCRIPT /* also style: until the end tag */
};

enum block_kind { BLOCK_IF, BLOCK_ELSE, BLOCK_EACH };

struct block {
    enum block_kind kind;
    enum place place;
    unsigned line;
    size_t tags;           /* depth of tags where it began */
    struct slice variable; /* of a loop */
    bool value_begun;
};

struct tag {
    struct slice name;
    unsigned line;
};

struct view {
    struct slice name, path, source;
    size_t at;
    unsigned line;
    enum place place;
    char quote;
    struct slice tag, attribute;
    bool is_end_tag, self_closing, value_begun;
    struct tag tags[VIEW_DEPTH_MAX];
    size_t tag_count;
    struct block blocks[VIEW_DEPTH_MAX];
    size_t block_count;
    bool has_page, has_layout, has_body, begun; /* begun: something but space stands in it */
    struct slice page_struct;
    struct buffer *header, *code;
    struct buffer raw; /* literal text that is not written yet */
    struct view_error *error;
};

static bool refuse(struct view *view, const char *reason, struct slice about)
{
    view->error->line = view->line;
    (void)snprintf(view->error->reason, sizeof view->error->reason, "%s%s%.*s", reason, about.length > 0 ? ": " : "",
                   (int)(about.length > 80 ? 80 : about.length), about.bytes);
    return false;
}

static bool is_space(char byte)
{
    return byte == ' ' || byte == '\n' || byte == '\t';
}

static bool is_letter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static bool is_name_byte(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte == '_';
}

static bool is_one_of(struct slice name, const char *names)
{
    for (struct slice rest = slice_of(names), each; slice_next(&rest, ' ', &each);)
        if (slice_equal(each, name))
            return true;
    return false;
}

/* --- code --------------------------------------------------------------------------------------------------------- */

static void add(struct view *view, const char *text)
{
    buffer_add_text(view->code, text);
}

static void add_line_directive(struct view *view)
{
    add(view, "\n#line ");
    buffer_add_number(view->code, view->line);
    add(view, " \"");
    buffer_add(view->code, view->path);
    add(view, "\"\n");
}

static void flush_raw(struct view *view)
{
    if (view->raw.length == 0)
        return;
    add(view, "html_raw(out, SLICE(\"");
    for (size_t i = 0; i < view->raw.length; i++) {
        char const byte = view->raw.bytes[i];
        if (byte == '\n') {
            add(view, "\\n");
        } else if (byte == '"' || byte == '\\') {
            buffer_add_byte(view->code, '\\');
            buffer_add_byte(view->code, byte);
        } else if (byte == '?') {
            add(view, "\\?"); /* no trigraphs */
        } else {
            buffer_add_byte(view->code, byte);
        }
    }
    add(view, "\"));\n");
    buffer_clear(&view->raw);
}

static bool is_variable(const struct view *view, struct slice name)
{
    for (size_t i = view->block_count; i-- > 0;)
        if (view->blocks[i].kind == BLOCK_EACH && slice_equal(view->blocks[i].variable, name))
            return true;
    return false;
}

static bool name_is_good(struct slice name)
{
    if (name.length == 0 || name.length > VIEW_NAME_MAX || !is_letter(name.bytes[0]))
        return false;
    for (size_t i = 0; i < name.length; i++)
        if (!is_name_byte(name.bytes[i]))
            return false;
    return true;
}

/* "row.name" as C: row->name for a loop's variable (*row by itself), page->row.name otherwise. */
static bool add_member(struct view *view, struct slice path)
{
    struct slice rest = path, part;
    for (bool first = true; slice_next(&rest, '.', &part); first = false) {
        if (!name_is_good(part))
            return refuse(view, "this is no name of a member", path);
        if (first) {
            bool const variable = is_variable(view, part);
            add(view, !variable ? "page->" : rest.length == 0 ? "*" : "");
            buffer_add(view->code, part);
            if (variable && rest.length > 0) {
                add(view, "->");
                struct slice after;
                (void)slice_next(&rest, '.', &after);
                if (!name_is_good(after))
                    return refuse(view, "this is no name of a member", path);
                buffer_add(view->code, after);
            }
        } else {
            add(view, ".");
            buffer_add(view->code, part);
        }
    }
    return true;
}

/* --- holes -------------------------------------------------------------------------------------------------------- */

static bool is_link_attribute(struct slice name)
{
    return is_one_of(name, "href src action formaction poster cite data");
}

/* The writer for a hole where we stand, or NULL with the error. */
static const char *writer_here(struct view *view)
{
    switch (view->place) {
    case PLACE_TEXT:
        return "html_text(out, ";
    case PLACE_VALUE:
        if (!is_link_attribute(view->attribute))
            return "html_attribute(out, ";
        return view->value_begun ? "html_segment(out, " : "html_link(out, ";
    case PLACE_SCRIPT:
        refuse(view, "a hole may not stand in a script or style", view->tag);
        return NULL;
    case PLACE_COMMENT:
        refuse(view, "a hole may not stand in a comment", SLICE(""));
        return NULL;
    case PLACE_BEFORE_VALUE:
    case PLACE_BARE_VALUE:
        refuse(view, "a hole in an attribute needs quotes around it", view->attribute);
        return NULL;
    default:
        refuse(view, "a hole may not stand here within a tag", view->tag);
        return NULL;
    }
}

static bool compile_hole(struct view *view, struct slice path)
{
    const char *writer = writer_here(view);
    if (writer == NULL)
        return false;
    flush_raw(view);
    add_line_directive(view);
    add(view, writer);
    if (!add_member(view, path))
        return false;
    add(view, ");\n");
    view->value_begun = true;
    return true;
}

/* {@asset plenary.css} gives ASSET_PLENARY_CSS, a literal that the asset tool defines; {@term QUORUM} gives TERM_QUORUM. */
static void add_constant(struct view *view, const char *before, struct slice name)
{
    add(view, before);
    for (size_t i = 0; i < name.length; i++) {
        char const byte = name.bytes[i];
        bool const lower = byte >= 'a' && byte <= 'z';
        buffer_add_byte(view->code, lower                                   ? (char)(byte - 'a' + 'A')
                                    : is_letter(byte) || is_name_byte(byte) ? byte
                                                                            : '_');
    }
}

static bool compile_include(struct view *view, struct slice words)
{
    struct slice name, path = words;
    (void)slice_next(&path, ' ', &name);
    if (view->place != PLACE_TEXT)
        return refuse(view, "another view may only stand in text", words);
    if (!name_is_good(name) || path.length == 0)
        return refuse(view, "write {>VIEW MEMBER}", words);
    flush_raw(view);
    add_line_directive(view);
    add(view, "view_");
    buffer_add(view->code, name);
    add(view, "(out, &");
    if (!add_member(view, path))
        return false;
    add(view, ");\n");
    return true;
}

/* --- blocks ------------------------------------------------------------------------------------------------------- */

static bool open_block(struct view *view, enum block_kind kind, struct slice variable)
{
    if (view->block_count == VIEW_DEPTH_MAX)
        return refuse(view, "blocks are nested too deep", SLICE(""));
    if (view->place != PLACE_TEXT && view->place != PLACE_TAG && view->place != PLACE_VALUE)
        return refuse(view, "a block may stand in text, between attributes or in quotes only", SLICE(""));
    view->blocks[view->block_count++] =
        (struct block){ kind, view->place, view->line, view->tag_count, variable, view->value_begun };
    return true;
}

static bool block_is_even(struct view *view, const struct block *block)
{
    if (block->place != view->place || block->tags != view->tag_count)
        return refuse(view, "a block must end in the place in the page in which it began", SLICE(""));
    return true;
}

static bool compile_if(struct view *view, struct slice path)
{
    bool const negated = slice_begins(path, SLICE("!"));
    flush_raw(view);
    add_line_directive(view);
    add(view, negated ? "if (!html_is(" : "if (html_is(");
    if (!add_member(view, negated ? slice_part(path, 1, path.length) : path))
        return false;
    add(view, ")) {\n");
    return open_block(view, BLOCK_IF, SLICE(""));
}

static bool compile_each(struct view *view, struct slice words)
{
    struct slice path, variable = words;
    (void)slice_next(&variable, ' ', &path);
    if (!name_is_good(variable) || is_one_of(variable, "page out") || is_variable(view, variable))
        return refuse(view, "write {#each MEMBER VARIABLE} with a new variable", words);
    flush_raw(view);
    add_line_directive(view);
    const char *name = variable.bytes;
    int const length = (int)variable.length;
    char text[3 * VIEW_NAME_MAX + 80];
    (void)snprintf(text, sizeof text, "for (size_t %.*s_at = 0; %.*s_at < ", length, name, length, name);
    add(view, text);
    if (!add_member(view, path))
        return false;
    (void)snprintf(text, sizeof text, ".count; %.*s_at++) {\nconst __typeof__(*", length, name);
    add(view, text);
    add_member(view, path);
    (void)snprintf(text, sizeof text, ".items) *%.*s = &", length, name);
    add(view, text);
    add_member(view, path);
    (void)snprintf(text, sizeof text, ".items[%.*s_at];\n(void)%.*s;\n", length, name, length, name);
    add(view, text);
    return open_block(view, BLOCK_EACH, variable);
}

static bool compile_else(struct view *view)
{
    struct block *block = view->block_count > 0 ? &view->blocks[view->block_count - 1] : NULL;
    if (block == NULL || block->kind != BLOCK_IF)
        return refuse(view, "{:else} without {#if}", SLICE(""));
    if (!block_is_even(view, block))
        return false;
    flush_raw(view);
    add(view, "} else {\n");
    block->kind = BLOCK_ELSE;
    view->value_begun = block->value_begun;
    return true;
}

static bool compile_end(struct view *view, struct slice word)
{
    bool const each = slice_equal(word, SLICE("each"));
    struct block *block = view->block_count > 0 ? &view->blocks[view->block_count - 1] : NULL;
    if (block == NULL || (!each && !slice_equal(word, SLICE("if"))) || each != (block->kind == BLOCK_EACH))
        return refuse(view, "this ends no block that is open", word);
    if (!block_is_even(view, block))
        return false;
    flush_raw(view);
    add(view, "}\n");
    view->block_count--;
    view->value_begun = true;
    return true;
}

/* --- directives --------------------------------------------------------------------------------------------------- */

static void add_signature(struct buffer *out, struct slice name, const char *part, struct slice page_struct)
{
    buffer_add_text(out, "void view_");
    buffer_add(out, name);
    buffer_add_text(out, part);
    buffer_add_text(out, "(struct buffer *out, const struct ");
    buffer_add(out, page_struct);
    buffer_add_text(out, " *page)");
}

static bool compile_page(struct view *view, struct slice words)
{
    struct slice name, file = words;
    (void)slice_next(&file, ' ', &name);
    if (view->has_page || !name_is_good(name) || file.length == 0)
        return refuse(view, "begin a view with {@page STRUCT HEADER}", words);
    view->has_page = true;
    view->page_struct = name;
    buffer_add_text(view->header, "#include \"");
    buffer_add(view->header, file);
    buffer_add_text(view->header, "\"\n");
    bool const layout = slice_equal(view->name, SLICE("layout"));
    add_signature(view->header, view->name, layout ? "_begin" : "", name);
    buffer_add_text(view->header, ";\n");
    add_signature(view->code, view->name, layout ? "_begin" : "", name);
    add(view, "\n{\n(void)page;\n");
    return true;
}

static bool compile_directive(struct view *view, struct slice words)
{
    struct slice what, rest = words;
    (void)slice_next(&rest, ' ', &what);
    if (slice_equal(what, SLICE("page")))
        return compile_page(view, rest);
    if (slice_equal(what, SLICE("asset")) && view->place == PLACE_VALUE) {
        flush_raw(view);
        add_line_directive(view);
        add_constant(view, "html_raw(out, SLICE(ASSET_", rest);
        add(view, "));\n");
        return true;
    }
    if (slice_equal(what, SLICE("term")) && view->place == PLACE_TEXT) {
        flush_raw(view);
        add_line_directive(view);
        add_constant(view, "glossary_write(out, TERM_", rest);
        add(view, ");\n");
        return true;
    }
    if (view->place != PLACE_TEXT || view->block_count > 0)
        return refuse(view, "this may not stand here", words);
    if (slice_equal(what, SLICE("layout"))) {
        view->has_layout = true;
        add(view, "view_layout_begin(out, &page->frame);\n");
        return true;
    }
    if (slice_equal(what, SLICE("body")) && slice_equal(view->name, SLICE("layout")) && !view->has_body) {
        view->has_body = true;
        flush_raw(view);
        add(view, "}\n\n");
        add_signature(view->header, view->name, "_end", view->page_struct);
        buffer_add_text(view->header, ";\n");
        add_signature(view->code, view->name, "_end", view->page_struct);
        add(view, "\n{\n(void)page;\n");
        return true;
    }
    return refuse(view, "no directive is called so", what);
}

static bool attribute_is_good(struct view *view)
{
    struct slice const name = view->attribute;
    if (slice_begins(name, SLICE("on")) || is_one_of(name, "style srcdoc srcset"))
        return refuse(view, "the Content-Security-Policy does not allow this attribute", name);
    return true;
}

/* A block's brace ends a tag's or an attribute's name: <body{#if x} hidden{/if}>. */
static bool end_name(struct view *view, char sign)
{
    if (sign != '#' && sign != '/' && sign != ':')
        return true;
    if (view->place == PLACE_ATTRIBUTE_NAME && !attribute_is_good(view))
        return false;
    if (view->place == PLACE_ATTRIBUTE_NAME || view->place == PLACE_TAG_NAME)
        view->place = PLACE_TAG;
    return true;
}

static bool compile_brace(struct view *view)
{
    size_t const end = slice_find(view->source, '}', view->at);
    struct slice const inside = slice_part(view->source, view->at + 1, end);
    if (end == view->source.length || slice_find(inside, '\n', 0) < inside.length || inside.length == 0)
        return refuse(view, "a brace is not closed on its line ({{ writes a brace)", SLICE(""));
    view->at = end + 1;
    struct slice const rest = slice_part(inside, 1, inside.length);
    if (!end_name(view, inside.bytes[0]))
        return false;
    if (inside.bytes[0] != '@' && !view->has_page)
        return refuse(view, "begin a view with {@page STRUCT HEADER}", SLICE(""));
    switch (inside.bytes[0]) {
    case '@':
        return compile_directive(view, rest);
    case '#':
        if (slice_begins(rest, SLICE("if ")))
            return compile_if(view, slice_part(rest, 3, rest.length));
        if (slice_begins(rest, SLICE("each ")))
            return compile_each(view, slice_part(rest, 5, rest.length));
        return refuse(view, "a block is {#if MEMBER} or {#each MEMBER VARIABLE}", inside);
    case ':':
        return slice_equal(rest, SLICE("else")) ? compile_else(view) : refuse(view, "only {:else} is known", inside);
    case '/':
        return compile_end(view, rest);
    case '>':
        return compile_include(view, rest);
    default:
        return compile_hole(view, inside);
    }
}

/* --- HTML --------------------------------------------------------------------------------------------------------- */

static bool is_void(struct slice name)
{
    return is_one_of(name, "area base br col embed hr img input link meta source track wbr");
}

static bool end_tag(struct view *view)
{
    if (view->tag_count == 0 || !slice_equal(view->tags[view->tag_count - 1].name, view->tag))
        return refuse(view, "this end tag closes nothing that is open", view->tag);
    view->tag_count--;
    if (view->block_count > 0 && view->tag_count < view->blocks[view->block_count - 1].tags)
        return refuse(view, "this end tag closes what was opened outside the block", view->tag);
    return true;
}

/* At the '>' of a tag. */
static bool finish_tag(struct view *view)
{
    view->place = PLACE_TEXT;
    if (view->is_end_tag)
        return end_tag(view);
    if (is_void(view->tag) || view->self_closing)
        return true;
    if (view->tag_count == VIEW_DEPTH_MAX)
        return refuse(view, "tags are nested too deep", view->tag);
    view->tags[view->tag_count++] = (struct tag){ view->tag, view->line };
    if (is_one_of(view->tag, "script style"))
        view->place = PLACE_SCRIPT;
    return true;
}

static bool in_text(struct view *view, char byte)
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
    while (to < rest.length && (is_letter(rest.bytes[to]) || is_name_byte(rest.bytes[to]) || rest.bytes[to] == '-'))
        to++;
    if (to == from)
        return refuse(view, "write &lt; for a < that begins no tag", SLICE(""));
    view->tag = slice_part(rest, from, to);
    view->self_closing = false;
    view->place = PLACE_TAG_NAME;
    return true;
}

static bool in_tag(struct view *view, char byte)
{
    if (byte == '>')
        return finish_tag(view);
    view->self_closing = byte == '/';
    if (view->place == PLACE_TAG_NAME) {
        if (is_space(byte))
            view->place = PLACE_TAG;
        return true;
    }
    if (!is_space(byte) && byte != '/') {
        view->place = PLACE_ATTRIBUTE_NAME;
        view->attribute = (struct slice){ view->source.bytes + view->at, 1 };
    }
    return true;
}

static bool in_attribute_name(struct view *view, char byte)
{
    if (byte != '=' && byte != '>' && !is_space(byte)) {
        view->attribute.length++;
        return true;
    }
    if (!attribute_is_good(view))
        return false;
    view->place = byte == '=' ? PLACE_BEFORE_VALUE : PLACE_TAG;
    return byte == '>' ? finish_tag(view) : true;
}

static bool in_value(struct view *view, char byte)
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
    if (is_space(byte))
        view->place = PLACE_TAG;
    return byte == '>' ? finish_tag(view) : true;
}

/* In a comment, a declaration or a script: until its end. */
static void in_opaque(struct view *view, char byte)
{
    struct slice const before = slice_part(view->source, 0, view->at + 1);
    struct slice const rest = slice_part(view->source, view->at, view->source.length);
    if (view->place == PLACE_COMMENT && slice_ends(before, SLICE("-->")))
        view->place = PLACE_TEXT;
    if (view->place == PLACE_DECLARATION && byte == '>')
        view->place = PLACE_TEXT;
    if (view->place == PLACE_SCRIPT && slice_begins(rest, SLICE("</"))) {
        view->place = PLACE_TEXT;
        (void)in_text(view, byte);
    }
}

static bool walk_byte(struct view *view, char byte)
{
    switch (view->place) {
    case PLACE_TEXT:
        return in_text(view, byte);
    case PLACE_TAG_NAME:
    case PLACE_TAG:
        return in_tag(view, byte);
    case PLACE_ATTRIBUTE_NAME:
        return in_attribute_name(view, byte);
    case PLACE_BEFORE_VALUE:
    case PLACE_VALUE:
    case PLACE_BARE_VALUE:
        return in_value(view, byte);
    default:
        in_opaque(view, byte);
        return true;
    }
}

static bool is_preformatted(const struct view *view)
{
    for (size_t i = 0; i < view->tag_count; i++)
        if (is_one_of(view->tags[i].name, "pre textarea"))
            return true;
    return false;
}

/* Indentation is for whoever writes the view: a run of spaces with a line feed is sent as one line feed. */
static void keep_byte(struct view *view, char byte)
{
    bool const after_break = view->raw.length > 0 && view->raw.bytes[view->raw.length - 1] == '\n';
    if (view->place == PLACE_TEXT && is_space(byte) && after_break && !is_preformatted(view))
        return;
    if (view->raw.length > 12000)
        flush_raw(view); /* a compiler promises only so long a literal */
    buffer_add_byte(&view->raw, byte);
}

static bool compile_all(struct view *view)
{
    while (view->at < view->source.length) {
        char const byte = view->source.bytes[view->at];
        bool const doubled = view->at + 1 < view->source.length && view->source.bytes[view->at + 1] == '{';
        if (byte == '{' && !doubled) {
            if (!compile_brace(view))
                return false;
            continue;
        }
        if (byte == '{')
            view->at++;
        if (!view->has_page && !is_space(byte))
            return refuse(view, "begin a view with {@page STRUCT HEADER}", SLICE(""));
        if (!walk_byte(view, byte))
            return false;
        view->begun |= !is_space(byte);
        if (view->begun)
            keep_byte(view, byte);
        view->at++;
        if (byte == '\n')
            view->line++;
    }
    return true;
}

static bool check_end(struct view *view)
{
    if (!view->has_page)
        return refuse(view, "begin a view with {@page STRUCT HEADER}", SLICE(""));
    if (view->block_count > 0) {
        view->line = view->blocks[view->block_count - 1].line;
        return refuse(view, "this block is never closed", SLICE(""));
    }
    if (view->tag_count > 0) {
        view->line = view->tags[view->tag_count - 1].line;
        return refuse(view, "this tag is never closed", view->tags[view->tag_count - 1].name);
    }
    if (view->place != PLACE_TEXT)
        return refuse(view, "the view ends within a tag", view->tag);
    return true;
}

bool view_compile(struct slice name, struct slice path, struct slice source, struct buffer *header, struct buffer *code,
                  struct view_error *error)
{
    char raw[16384];
    struct view view = { .name = name,
                         .path = path,
                         .source = source,
                         .line = 1,
                         .header = header,
                         .code = code,
                         .raw = BUFFER(raw),
                         .error = error };
    if (!name_is_good(name))
        return refuse(&view, "a view's file is named in lower-case letters", name);
    if (!compile_all(&view) || !check_end(&view))
        return false;
    flush_raw(&view);
    if (view.has_layout)
        add(&view, "view_layout_end(out, &page->frame);\n");
    add(&view, "}\n\n");
    if (header->full || code->full)
        return refuse(&view, "the code does not fit", SLICE(""));
    return true;
}
