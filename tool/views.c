/* tool/views.c - compiles views/X.html into one C file and its header (tool/view.h says how a view is written).
 *
 *     views OUT.c OUT.h VIEW.html... */
#include "tool/view.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    VIEW_BYTES_MAX = 1 << 18,
    CODE_BYTES_MAX = 1 << 24,
    HEADER_BYTES_MAX = 1 << 18,
    VIEWS_MAX = 512,
    FACTS_BYTES_MAX = 1 << 16
};

/* What a view said of itself: for the lists of pages and schemas. */
struct compiled {
    struct slice name, route, needs;
    bool has_json;
};

static bool read_file(const char *path, struct buffer *out)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return false;
    out->length = fread(out->bytes, 1, out->limit, file);
    bool const whole = feof(file) != 0 && ferror(file) == 0;
    (void)fclose(file);
    return whole;
}

static bool write_file(const char *path, const char *before, struct slice bytes, const char *after)
{
    FILE *file = fopen(path, "wb");
    if (file == NULL)
        return false;
    bool const put = fputs(before, file) >= 0 && fwrite(bytes.bytes, 1, bytes.length, file) == bytes.length &&
                     fputs(after, file) >= 0;
    return fclose(file) == 0 && put;
}

static struct slice name_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    struct slice const name = slice_of(slash != NULL ? slash + 1 : path);
    return slice_ends(name, SLICE(".html")) ? slice_part(name, 0, name.length - 5) : name;
}

static struct buffer buffer_new(size_t limit)
{
    struct buffer buffer = { malloc(limit), 0, limit, false };
    if (buffer.bytes == NULL)
        exit(3);
    return buffer;
}

static struct slice keep(struct buffer *memory, struct slice text)
{
    size_t const at = memory->length;
    buffer_add(memory, text);
    return slice_part(buffer_slice(memory), at, memory->length);
}

static bool compile(const char *path, struct buffer *source, struct buffer *header, struct buffer *code,
                    struct buffer *memory, struct compiled *made)
{
    struct view_error error = { 0 };
    struct view_facts facts;
    buffer_clear(source);
    if (!read_file(path, source)) {
        (void)fprintf(stderr, "%s: cannot be read\n", path);
        return false;
    }
    if (!view_compile(name_of(path), slice_of(path), buffer_slice(source), header, code, &facts, &error)) {
        (void)fprintf(stderr, "%s:%u: error: %s\n", path, error.line, error.reason);
        return false;
    }
    *made = (struct compiled){ name_of(path), keep(memory, facts.route), keep(memory, facts.needs), facts.has_json };
    return !memory->full;
}

/* A path that names more comes first: a brace stands behind all letters. */
static int compare_routes(const void *a, const void *b)
{
    return slice_compare(((const struct compiled *)a)->route, ((const struct compiled *)b)->route);
}

/* VIEW_PAGES(PAGE): PAGE(path, needs, name) of every page. VIEW_SCHEMAS(SCHEMA): SCHEMA(name) of every view with JSON. */
static void add_lists(struct compiled *views, size_t count, struct buffer *header)
{
    qsort(views, count, sizeof *views, compare_routes);
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
    if (count < 4 || count - 3 > VIEWS_MAX) {
        (void)fputs("usage: views OUT.c OUT.h VIEW.html...\n", stderr);
        return 2;
    }
    struct buffer source = buffer_new(VIEW_BYTES_MAX), code = buffer_new(CODE_BYTES_MAX),
                  header = buffer_new(HEADER_BYTES_MAX), memory = buffer_new(FACTS_BYTES_MAX);
    bool good = true;
    for (int i = 3; i < count; i++)
        good &= compile(arguments[i], &source, &header, &code, &memory, &views[i - 3]);
    add_lists(views, (size_t)count - 3, &header);
    good = good && !header.full &&
           write_file(arguments[1],
                      "/* Made by tool/views.c from views/; change those. */\n"
                      "#include \"views.h\"\n#include \"assets.h\"\n#include \"web/page/glossary.h\"\n"
                      "#include \"web/table.h\"\n\n",
                      buffer_slice(&code), "") &&
           write_file(arguments[2],
                      "/* Made by tool/views.c from views/; change those. */\n"
                      "#ifndef VIEWS_H\n#define VIEWS_H\n#include \"web/html.h\"\n#include \"web/json.h\"\n",
                      buffer_slice(&header), "#endif\n");
    free(source.bytes);
    free(code.bytes);
    free(header.bytes);
    free(memory.bytes);
    return good ? 0 : 1;
}
