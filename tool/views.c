// SPDX-License-Identifier: Apache-2.0
/* tool/views.c - compiles views/X.html into view_X.c and view_X.h (tool/view.h says how a view is written).
 *
 *     views FOLDER VIEW.html...
 * It also writes FOLDER/views.h, which includes the headers of all. */
#include "tool/view.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    VIEW_BYTES_MAX = 1 << 18,
    CODE_BYTES_MAX = 1 << 22,
    HEADER_BYTES_MAX = 1 << 18,
    VIEWS_MAX = 512,
    FACTS_BYTES_MAX = 1 << 16,
    PATH_BYTES_MAX = 4096
};

static const char begin_header[] = "/* Made by tool/views.c from views/; change those. */\n"
                                   "#pragma once\n#include \"web/html.h\"\n#include \"web/json.h\"\n";

/* What a view said of itself: for the lists of pages and schemas. */
struct compiled {
    struct slice name, route, needs;
    bool has_json;
};

static bool views_read_file(const char *path, struct buffer *out)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return false;
    out->length = fread(out->bytes, 1, out->limit, file);
    bool const whole = feof(file) != 0 && ferror(file) == 0;
    (void)fclose(file);
    return whole;
}

static bool views_is_same(const char *path, struct slice text)
{
    char *const bytes = malloc(text.length + 1);
    FILE *const file = fopen(path, "rb");
    bool const same = bytes != NULL && file != NULL && fread(bytes, 1, text.length + 1, file) == text.length &&
                      memcmp(bytes, text.bytes, text.length) == 0;
    free(bytes);
    if (file != NULL)
        (void)fclose(file);
    return same;
}

/* A file that holds this text already keeps its time, so that ninja compiles only the view that was changed. */
static bool views_write_file(const char *folder, const char *before, struct slice name, const char *ending,
                             const struct buffer *text)
{
    char path[PATH_BYTES_MAX];
    int const length = snprintf(path, sizeof path, "%s/%s%.*s%s", folder, before, SLICE_ARGS(name), ending);
    if (text->full || length < 0 || (size_t)length >= sizeof path)
        return false;
    if (views_is_same(path, buffer_slice(text)))
        return true;
    FILE *const file = fopen(path, "wb");
    if (file == NULL)
        return false;
    bool const put = fwrite(text->bytes, 1, text->length, file) == text->length;
    return fclose(file) == 0 && put;
}

static struct slice views_name_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    struct slice const name = slice_of(slash != NULL ? slash + 1 : path);
    return slice_ends(name, SLICE(".html")) ? slice_part(name, 0, name.length - 5) : name;
}

static struct buffer views_buffer_new(size_t limit)
{
    struct buffer buffer = { malloc(limit), 0, limit, false };
    if (buffer.bytes == NULL)
        exit(3);
    return buffer;
}

static struct slice views_keep(struct buffer *memory, struct slice text)
{
    size_t const at = memory->length;
    buffer_add(memory, text);
    return slice_part(buffer_slice(memory), at, memory->length);
}

static void views_add_include(struct buffer *out, struct slice name)
{
    buffer_add_text(out, "#include \"view_");
    buffer_add(out, name);
    buffer_add_text(out, ".h\"\n");
}

/* Compiles VIEW.html to FOLDER/view_VIEW.c and FOLDER/view_VIEW.h. */
static bool views_compile(const char *folder, const char *path, struct buffer *source, struct buffer *header,
                          struct buffer *code, struct buffer *memory, struct compiled *made)
{
    struct slice const name = views_name_of(path);
    struct view_error error = { 0 };
    struct view_facts facts;
    buffer_clear(source);
    buffer_clear(header);
    buffer_clear(code);
    if (!views_read_file(path, source)) {
        (void)fprintf(stderr, "%s: cannot be read\n", path);
        return false;
    }
    buffer_add_text(header, begin_header);
    views_add_include(code, name);
    buffer_add_text(code, "#include \"assets.h\"\n#include \"web/page/glossary.h\"\n#include \"web/table.h\"\n\n");
    if (!view_compile(name, slice_of(path), buffer_slice(source), header, code, &facts, &error)) {
        (void)fprintf(stderr, "%s:%u: error: %s\n", path, error.line, error.reason);
        return false;
    }
    *made = (struct compiled){ name, views_keep(memory, facts.route), views_keep(memory, facts.needs), facts.has_json };
    return !memory->full && views_write_file(folder, "view_", name, ".h", header) &&
           views_write_file(folder, "view_", name, ".c", code);
}

/* A path that names more comes first: a brace stands behind all letters. */
static int views_compare_routes(const void *a, const void *b)
{
    return slice_compare(((const struct compiled *)a)->route, ((const struct compiled *)b)->route);
}

/* VIEW_PAGES(PAGE): PAGE(path, needs, name) of every page. VIEW_SCHEMAS(SCHEMA): SCHEMA(name) of every view with JSON. */
static void views_add_lists(struct compiled *views, size_t count, struct buffer *header)
{
    qsort(views, count, sizeof *views, views_compare_routes);
    buffer_add_text(header, "#define VIEW_PAGES(PAGE)");
    for (size_t i = 0; i < count; i++) {
        if (views[i].route.length == 0)
            continue;
        buffer_add_text(header, " \\\n    PAGE(\"");
        buffer_add(header, views[i].route);
        buffer_add_text(header, slice_equal(views[i].needs, SLICE("acts"))         ? "\", NEEDS_ACTS, "
                                : slice_equal(views[i].needs, SLICE("conference")) ? "\", NEEDS_CONFERENCE, "
                                                                                   : "\", NEEDS_NOTHING, ");
        buffer_add(header, views[i].name);
        buffer_add_text(header, ")");
    }
    buffer_add_text(header, "\n#define VIEW_SCHEMAS(SCHEMA)");
    for (size_t i = 0; i < count; i++) {
        if (!views[i].has_json)
            continue;
        buffer_add_text(header, " \\\n    SCHEMA(");
        buffer_add(header, views[i].name);
        buffer_add_text(header, ")");
    }
    buffer_add_text(header, "\n");
}

int main(int count, char **arguments)
{
    static struct compiled views[VIEWS_MAX];
    if (count < 3 || count - 2 > VIEWS_MAX) {
        (void)fputs("usage: views FOLDER VIEW.html...\n", stderr);
        return 2;
    }
    struct buffer source = views_buffer_new(VIEW_BYTES_MAX), code = views_buffer_new(CODE_BYTES_MAX),
                  header = views_buffer_new(HEADER_BYTES_MAX), all = views_buffer_new(HEADER_BYTES_MAX),
                  memory = views_buffer_new(FACTS_BYTES_MAX);
    bool good = true;
    buffer_add_text(&all, begin_header);
    for (int i = 2; i < count; i++) {
        good &= views_compile(arguments[1], arguments[i], &source, &header, &code, &memory, &views[i - 2]);
        views_add_include(&all, views_name_of(arguments[i]));
    }
    views_add_lists(views, (size_t)count - 2, &all);
    good = good && views_write_file(arguments[1], "", SLICE("views"), ".h", &all);
    free(source.bytes);
    free(code.bytes);
    free(header.bytes);
    free(all.bytes);
    free(memory.bytes);
    return good ? 0 : 1;
}
