// SPDX-License-Identifier: Apache-2.0
#include "tool/view_data.h"

/* A field as it stands between braces: "code", "answer=row.word", "?effect". */
struct field {
    struct slice name, path;
    bool maybe;
};

static bool view_data_read_field(struct view *view, struct slice words, struct field *field)
{
    field->maybe = slice_begins(words, SLICE("?"));
    if (field->maybe)
        words = slice_part(words, 1, words.length);
    size_t const equals = slice_find(words, '=', 0);
    field->path = equals < words.length ? slice_part(words, equals + 1, words.length) : words;
    field->name = slice_part(words, 0, equals);
    for (size_t i = 0; equals == words.length && i < words.length; i++)
        if (words.bytes[i] == '.')
            field->name = slice_part(words, i + 1, words.length);
    return view_name_is_good(field->name) || view_refuse(view, "this is no name of a field", words);
}

/* --- rows about the JSON ------------------------------------------------------------------------------------------ */

/* Ends the row that waits for its meaning. */
static void view_data_close_row(struct view *view)
{
    if (!view->may_mean)
        return;
    while (view->fields.length > 0 && view->fields.bytes[view->fields.length - 1] == ' ')
        view->fields.length--;
    buffer_add_text(&view->fields, "\" },\n");
    view->may_mean = false;
}

static void view_data_add_literal(struct buffer *out, const char *member, struct slice text)
{
    if (text.length == 0)
        return;
    buffer_add_text(out, member);
    view_add_escaped(out, text);
    buffer_add_text(out, "\", ");
}

/* Begins a row. `kind` NULL: the type of `path` in C says it. A member that stands in a branch need not be there. */
static void view_data_add_row(struct view *view, const char *kind, struct slice name, struct slice path,
                              struct slice of, bool maybe)
{
    struct buffer *const out = &view->fields;
    maybe |= view_block(view, BLOCK_IF) != NULL || view_block(view, BLOCK_ELSE) != NULL;
    view_data_close_row(view);
    view_write_line(view, out);
    buffer_add_text(out, "{ .kind = ");
    if (kind != NULL) {
        buffer_add_text(out, kind);
    } else {
        buffer_add_text(out, "JSON_KIND(");
        view_add_type(view, path, out);
        buffer_add_text(out, ")");
    }
    buffer_add_text(out, maybe ? ", .maybe = true, " : ", ");
    view_data_add_literal(out, ".name = \"", name);
    view_data_add_literal(out, ".view = \"", of);
    buffer_add_text(out, ".meaning = \"");
    view->may_mean = true;
    view->means = false;
}

/* --- fields ------------------------------------------------------------------------------------------------------- */

/* What stands alone in a list of values has no name; nothing may stand beside it. */
static bool view_data_settle_name(struct view *view, struct field *field)
{
    struct block *const loop = view_block(view, BLOCK_EACH);
    bool const alone = view_is_variable(view, field->path) && slice_equal(field->name, field->path);
    if (loop != NULL && loop->of_values && (!alone || loop->value_begun))
        return view_refuse(view, "a list of values holds one and nothing beside it", field->path);
    if (alone && (loop == NULL || !loop->of_values))
        return view_refuse(view, "write {...VIEW VARIABLE}, or {NAME=VARIABLE}", field->path);
    if (alone)
        field->name = SLICE("");
    if (loop != NULL)
        loop->value_begun = true;
    return true;
}

static void view_data_add_begin(struct view *view, const char *function, struct slice name)
{
    view_add(view, function);
    view_add(view, name.length > 0 ? "(json, \"" : "(json, NULL");
    view_add_slice(view, name);
    view_add(view, name.length > 0 ? "\"" : "");
}

static bool view_data_add_value(struct view *view, struct slice words)
{
    struct field field;
    if (!view_data_read_field(view, words, &field) || !view_data_settle_name(view, &field))
        return false;
    if (field.maybe && !view_add_if(view, field.path))
        return false;
    if (!field.maybe)
        view_add_line(view);
    view_data_add_begin(view, "json_value", field.name);
    view_add(view, ", ");
    if (!view_add_member(view, field.path))
        return false;
    view_add(view, field.maybe ? ");\n}\n" : ");\n");
    view_data_add_row(view, NULL, field.name, field.path, SLICE(""), field.maybe);
    return true;
}

static bool view_data_add_view(struct view *view, struct slice of, struct slice path)
{
    view_add_include(view, of);
    view_add(view, "view_");
    view_add_slice(view, of);
    view_add(view, "_json(json, &");
    if (!view_add_member(view, path))
        return false;
    view_add(view, ");\n");
    return true;
}

/* {>sentence opening}: an object of its own. */
static bool view_data_add_object_of(struct view *view, struct slice words)
{
    struct slice of;
    struct field field;
    (void)slice_next(&words, ' ', &of);
    if (!view_name_is_good(of) || words.length == 0)
        return view_refuse(view, "write {>VIEW MEMBER}", words);
    if (!view_data_read_field(view, words, &field) || !view_data_settle_name(view, &field))
        return false;
    view_add_line(view);
    view_data_add_begin(view, "json_object_begin", field.name);
    view_add(view, ");\n");
    if (!view_data_add_view(view, of, field.path))
        return false;
    view_add(view, "json_object_end(json);\n");
    view_data_add_row(view, "JSON_VIEW", field.name, SLICE(""), of, false);
    return true;
}

/* {...brief brief}: its members among these. */
static bool view_data_add_members_of(struct view *view, struct slice words)
{
    struct slice of;
    (void)slice_next(&words, ' ', &of);
    if (!view_name_is_good(of) || words.length == 0)
        return view_refuse(view, "write {...VIEW MEMBER}", words);
    view_add_line(view);
    if (!view_data_add_view(view, of, words))
        return false;
    view_data_add_row(view, "JSON_MEMBERS", SLICE(""), SLICE(""), of, false);
    return true;
}

/* --- blocks ------------------------------------------------------------------------------------------------------- */

/* Whether what follows is {row} or {>sentence row}: the list is one of values. */
static bool view_data_holds_values(const struct view *view, struct slice variable)
{
    size_t const at = slice_find(view->source, '{', view->at);
    struct slice inside = slice_part(view->source, at + 1, slice_find(view->source, '}', at));
    struct slice of;
    if (slice_begins(inside, SLICE(">")))
        (void)slice_next(&inside, ' ', &of);
    return slice_equal(inside, variable);
}

static bool view_data_open_each(struct view *view, struct slice words)
{
    struct slice path, variable = words;
    struct field field;
    (void)slice_next(&variable, ' ', &path);
    if (!view_data_read_field(view, path, &field))
        return false;
    bool const json = view->section == SECTION_JSON;
    if (json) {
        view_data_add_row(view, "JSON_LIST", field.name, SLICE(""), SLICE(""), false);
        view_data_add_begin(view, "json_array_begin", field.name);
        view_add(view, ");\n");
    }
    if (!view_add_loop(view, field.path, variable))
        return false;
    struct block *const block = view_open_block(view, BLOCK_EACH);
    if (block == NULL)
        return false;
    block->list = field.path;
    block->variable = variable;
    block->value_begun = false;
    block->of_values = json && view_data_holds_values(view, variable);
    if (json && !block->of_values)
        view_add(view, "json_object_begin(json, NULL);\n");
    return true;
}

static bool view_data_open_object(struct view *view, struct slice name)
{
    if (!view_name_is_good(name))
        return view_refuse(view, "write {#object NAME}", name);
    view_data_add_row(view, "JSON_GROUP", name, SLICE(""), SLICE(""), false);
    view_data_add_begin(view, "json_object_begin", name);
    view_add(view, ");\n");
    return view_open_block(view, BLOCK_OBJECT) != NULL;
}

static bool view_data_open_if(struct view *view, struct slice path)
{
    return view_add_if(view, path) && view_open_block(view, BLOCK_IF) != NULL;
}

static bool view_data_turn_else(struct view *view)
{
    struct block *const block = view_block(view, BLOCK_IF);
    if (block == NULL)
        return view_refuse(view, "{:else} without {#if}", SLICE(""));
    view_add(view, "} else {\n");
    block->kind = BLOCK_ELSE;
    return true;
}

/* The columns of a second loop must be those of the first. */
static bool view_data_end_columns(struct view *view, struct block *loop)
{
    struct slice const columns = buffer_slice(&view->columns);
    size_t const mark = slice_find(columns, '\n', 0);
    view_add(view, loop->columns ? "csv_end_row(out);\n" : "");
    if (!loop->columns)
        return true;
    if (mark == columns.length) {
        buffer_add_byte(&view->columns, '\n');
        return true;
    }
    if (!slice_equal(slice_part(columns, 0, mark), slice_part(columns, mark + 1, columns.length)))
        return view_refuse(view, "a table has one set of columns", loop->variable);
    view->columns.length = mark + 1;
    return true;
}

static bool view_data_end_block(struct view *view, struct slice word)
{
    struct block *const block = view->block_count > 0 ? &view->blocks[view->block_count - 1] : NULL;
    static const char *const words[] = {
        [BLOCK_IF] = "if", [BLOCK_ELSE] = "if", [BLOCK_EACH] = "each", [BLOCK_OBJECT] = "object"
    };
    if (block == NULL || !slice_equal(word, slice_of(words[block->kind])))
        return view_refuse(view, "this ends no block that is open", word);
    view_data_close_row(view);
    bool const json = view->section == SECTION_JSON;
    if (json && (block->kind == BLOCK_OBJECT || (block->kind == BLOCK_EACH && !block->of_values)))
        view_add(view, "json_object_end(json);\n");
    if (!json && !view_data_end_columns(view, block))
        return false;
    if (block->kind != BLOCK_OBJECT)
        view_add(view, "}\n");
    if (json && block->kind == BLOCK_EACH)
        view_add(view, "json_array_end(json);\n");
    if (block->kind == BLOCK_EACH || block->kind == BLOCK_OBJECT)
        buffer_add_text(&view->fields, json ? "{ .kind = JSON_END },\n" : "");
    view->block_count--;
    return true;
}

/* --- columns ------------------------------------------------------------------------------------------------------ */

static bool view_data_add_column(struct view *view, struct slice words)
{
    struct block *const loop = view_block(view, BLOCK_EACH);
    struct field field;
    if (loop == NULL)
        return view_refuse(view, "a column stands in the innermost loop", words);
    if (!view_data_read_field(view, words, &field))
        return false;
    view_add_line(view);
    view_add(view, "table_value(out, ");
    if (!view_add_member(view, field.path))
        return false;
    view_add(view, loop->columns ? ", false);\n" : ", true);\n");
    if (loop->columns)
        buffer_add_byte(&view->columns, ',');
    buffer_add(&view->columns, field.name);
    loop->columns = true;
    return true;
}

/* --- the sections ------------------------------------------------------------------------------------------------- */

static bool view_data_json_brace(struct view *view, struct slice inside)
{
    struct slice const rest = slice_part(inside, 1, inside.length);
    if (slice_begins(inside, SLICE("#object ")))
        return view_data_open_object(view, slice_part(inside, 8, inside.length));
    if (slice_begins(inside, SLICE("#if ")))
        return view_data_open_if(view, slice_part(inside, 4, inside.length));
    if (slice_equal(inside, SLICE(":else")))
        return view_data_turn_else(view);
    if (inside.bytes[0] == '>')
        return view_data_add_object_of(view, rest);
    if (slice_begins(inside, SLICE("...")))
        return view_data_add_members_of(view, slice_part(inside, 3, inside.length));
    return inside.bytes[0] == '#' ? view_refuse(view, "a block is {#if}, {#each} or {#object}", inside)
                                  : view_data_add_value(view, inside);
}

bool view_data_brace(struct view *view, struct slice inside)
{
    struct block *const loop = view_block(view, BLOCK_EACH);
    bool const csv = view->section == SECTION_CSV;
    if (inside.bytes[0] == '/')
        return view_data_end_block(view, slice_part(inside, 1, inside.length));
    if (slice_begins(inside, SLICE("#each "))) {
        if (loop != NULL && (loop->of_values || loop->columns))
            return view_refuse(view, "no loop may stand here", inside);
        return view_data_open_each(view, slice_part(inside, 6, inside.length));
    }
    return csv ? view_data_add_column(view, inside) : view_data_json_brace(view, inside);
}

bool view_data_byte(struct view *view, char byte)
{
    view->means |= !view_is_space(byte);
    if (byte == '\n')
        view_data_close_row(view);
    else if (view->may_mean && view->means)
        view_add_escaped(&view->fields, (struct slice){ &byte, 1 });
    else if (!view_is_space(byte))
        return view_refuse(view, "text here is the meaning of a field before it on its line", SLICE(""));
    return true;
}

bool view_data_begin(struct view *view, enum section section)
{
    view->section = section;
    view->place = PLACE_TEXT;
    if (section == SECTION_CSV) {
        view_add(view, "static void rows_of_");
        view_add_slice(view, view->name);
        view_add(view, "(struct buffer *out, const struct ");
        view_add_slice(view, view->page_struct);
        view_add(view, " *page)\n{\n(void)page;\n");
        return true;
    }
    view_add_signatures(view, "_json", "json *json");
    if (view->has_layout) {
        view_add(view, "view_layout_json(json, &page->frame);\n");
        view_data_add_row(view, "JSON_MEMBERS", SLICE(""), SLICE(""), SLICE("layout"), false);
    }
    return true;
}

static bool view_data_end_csv(struct view *view)
{
    if (view->columns.length == 0)
        return view_refuse(view, "a table needs columns", SLICE(""));
    view->columns.length--; /* the mark behind the first set */
    view_add(view, "}\n\n");
    view_add_signatures(view, "_csv", "buffer *out");
    view_add(view, "buffer_add(out, SLICE(\"");
    view_add_slice(view, buffer_slice(&view->columns));
    view_add(view, "\\r\\n\"));\nrows_of_");
    view_add_slice(view, view->name);
    view_add(view, "(out, page);\n}\n\n");
    return true;
}

bool view_data_end(struct view *view)
{
    if (view->section == SECTION_CSV)
        return view_data_end_csv(view);
    view_data_close_row(view);
    view_add(view, "}\n\nstatic const struct json_field fields_");
    view_add_slice(view, view->name);
    view_add(view, "[] = {\n");
    view_add_slice(view, buffer_slice(&view->fields));
    view_add(view, "{ .kind = JSON_END },\n};\nconst struct json_schema schema_");
    view_add_slice(view, view->name);
    view_add(view, " = { \"");
    view_add_slice(view, view->name);
    view_add(view, "\", fields_");
    view_add_slice(view, view->name);
    view_add(view, " };\n\n");
    buffer_add_text(view->header, "extern const struct json_schema schema_");
    buffer_add(view->header, view->name);
    buffer_add_text(view->header, ";\n");
    return true;
}
