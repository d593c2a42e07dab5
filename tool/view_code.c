// SPDX-License-Identifier: Apache-2.0
#include "tool/view_code.h"

#include <stdio.h>

bool view_refuse(struct view *view, const char *reason, struct slice about)
{
    view->error->line = view->line;
    (void)snprintf(view->error->reason, sizeof view->error->reason, "%s%s%.*s", reason, about.length > 0 ? ": " : "",
                   (int)(about.length > 80 ? 80 : about.length), about.bytes);
    return false;
}

bool view_is_space(char byte)
{
    return byte == ' ' || byte == '\n' || byte == '\t';
}

bool view_is_letter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

bool view_is_name_byte(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte == '_';
}

bool view_is_one_of(struct slice name, const char *names)
{
    for (struct slice rest = slice_of(names), each; slice_next(&rest, ' ', &each);)
        if (slice_equal(each, name))
            return true;
    return false;
}

bool view_name_is_good(struct slice name)
{
    if (name.length == 0 || name.length > VIEW_NAME_MAX || !view_is_letter(name.bytes[0]))
        return false;
    for (size_t i = 0; i < name.length; i++)
        if (!view_is_name_byte(name.bytes[i]))
            return false;
    return true;
}

/* --- code --------------------------------------------------------------------------------------------------------- */

void view_add(struct view *view, const char *text)
{
    buffer_add_text(view->code, text);
}

void view_add_slice(struct view *view, struct slice text)
{
    buffer_add(view->code, text);
}

void view_write_line(const struct view *view, struct buffer *out)
{
    buffer_add_text(out, "\n#line ");
    buffer_add_number(out, view->line);
    buffer_add_text(out, " \"");
    buffer_add(out, view->path);
    buffer_add_text(out, "\"\n");
}

void view_add_line(struct view *view)
{
    view_write_line(view, view->code);
}

void view_add_escaped(struct buffer *out, struct slice text)
{
    for (size_t i = 0; i < text.length; i++) {
        char const byte = text.bytes[i];
        if (byte == '\n') {
            buffer_add_text(out, "\\n");
        } else if (byte == '"' || byte == '\\' || byte == '?') { /* a question mark: no trigraphs */
            buffer_add_byte(out, '\\');
            buffer_add_byte(out, byte);
        } else {
            buffer_add_byte(out, byte);
        }
    }
}

/* The loop whose variable it is; NULL: none. */
static const struct block *view_loop_of(const struct view *view, struct slice name)
{
    for (size_t i = view->block_count; i-- > 0;)
        if (view->blocks[i].kind == BLOCK_EACH && slice_equal(view->blocks[i].variable, name))
            return &view->blocks[i];
    return NULL;
}

bool view_is_variable(const struct view *view, struct slice name)
{
    return view_loop_of(view, name) != NULL;
}

bool view_add_member(struct view *view, struct slice path)
{
    struct slice rest = path, part;
    const char *before = "";
    for (bool first = true; slice_next(&rest, '.', &part); first = false) {
        if (!view_name_is_good(part))
            return view_refuse(view, "this is no name of a member", path);
        bool const variable = first && view_is_variable(view, part);
        if (first)
            before = !variable ? "page->" : rest.length == 0 ? "*" : "";
        view_add(view, before);
        view_add_slice(view, part);
        before = variable ? "->" : ".";
    }
    return true;
}

void view_add_type(const struct view *view, struct slice path, struct buffer *out)
{
    struct slice rest = path, part;
    (void)slice_next(&rest, '.', &part);
    const struct block *const loop = view_loop_of(view, part);
    if (loop != NULL) {
        view_add_type(view, loop->list, out);
        buffer_add_text(out, ".items[0]");
    } else {
        buffer_add_text(out, "((const struct ");
        buffer_add(out, view->page_struct);
        buffer_add_text(out, " *)0)->");
        buffer_add(out, part);
    }
    if (rest.length > 0)
        buffer_add_byte(out, '.');
    buffer_add(out, rest);
}

static void view_add_signature(struct view *view, struct buffer *to, const char *part, const char *out)
{
    buffer_add_text(to, "void view_");
    buffer_add(to, view->name);
    buffer_add_text(to, part);
    buffer_add_text(to, "(struct ");
    buffer_add_text(to, out);
    buffer_add_text(to, ", const struct ");
    buffer_add(to, view->page_struct);
    buffer_add_text(to, " *page)");
}

void view_add_include(struct view *view, struct slice name)
{
    buffer_add_text(view->header, "#include \"view_");
    buffer_add(view->header, name);
    buffer_add_text(view->header, ".h\"\n");
}

void view_add_signatures(struct view *view, const char *part, const char *out)
{
    view_add_signature(view, view->header, part, out);
    buffer_add_text(view->header, ";\n");
    view_add_signature(view, view->code, part, out);
    view_add(view, "\n{\n(void)page;\n(void)");
    view_add_slice(view, slice_part(slice_of(out), slice_find(slice_of(out), '*', 0) + 1, SIZE_MAX));
    view_add(view, ";\n");
}

/* --- blocks ------------------------------------------------------------------------------------------------------- */

struct block *view_open_block(struct view *view, enum block_kind kind)
{
    if (view->block_count == VIEW_DEPTH_MAX) {
        view_refuse(view, "blocks are nested too deep", SLICE(""));
        return NULL;
    }
    struct block *const block = &view->blocks[view->block_count++];
    *block = (struct block){ .kind = kind,
                             .place = view->place,
                             .line = view->line,
                             .tags = view->tag_count,
                             .value_begun = view->value_begun };
    return block;
}

struct block *view_block(struct view *view, enum block_kind kind)
{
    struct block *const block = view->block_count > 0 ? &view->blocks[view->block_count - 1] : NULL;
    return block != NULL && block->kind == kind ? block : NULL;
}

bool view_add_if(struct view *view, struct slice path)
{
    bool const negated = slice_begins(path, SLICE("!"));
    view_add_line(view);
    view_add(view, negated ? "if (!html_is(" : "if (html_is(");
    if (!view_add_member(view, negated ? slice_part(path, 1, path.length) : path))
        return false;
    view_add(view, ")) {\n");
    return true;
}

bool view_add_loop(struct view *view, struct slice path, struct slice variable)
{
    if (!view_name_is_good(variable) || view_is_one_of(variable, "page out json") || view_is_variable(view, variable))
        return view_refuse(view, "write {#each MEMBER VARIABLE} with a new variable", variable);
    const char *name = variable.bytes;
    int const length = (int)variable.length;
    char text[3 * VIEW_NAME_MAX + 80];
    view_add_line(view);
    (void)snprintf(text, sizeof text, "for (size_t %.*s_at = 0; %.*s_at < ", length, name, length, name);
    view_add(view, text);
    if (!view_add_member(view, path))
        return false;
    (void)snprintf(text, sizeof text, ".count; %.*s_at++) {\nconst __typeof__(*", length, name);
    view_add(view, text);
    view_add_member(view, path);
    (void)snprintf(text, sizeof text, ".items) *%.*s = &", length, name);
    view_add(view, text);
    view_add_member(view, path);
    (void)snprintf(text, sizeof text, ".items[%.*s_at];\n(void)%.*s;\n", length, name, length, name);
    view_add(view, text);
    return true;
}
