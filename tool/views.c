/* tool/views.c - compiles views/X.html into one C file and its header (tool/view.h says how a view is written).
 *
 *     views OUT.c OUT.h VIEW.html... */
#include "tool/view.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { VIEW_BYTES_MAX = 1 << 18, CODE_BYTES_MAX = 1 << 24, HEADER_BYTES_MAX = 1 << 18 };

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

int main(int count, char **arguments)
{
    if (count < 4) {
        (void)fputs("usage: views OUT.c OUT.h VIEW.html...\n", stderr);
        return 2;
    }
    struct buffer source = buffer_new(VIEW_BYTES_MAX), code = buffer_new(CODE_BYTES_MAX),
                  header = buffer_new(HEADER_BYTES_MAX);
    bool good = true;
    for (int i = 3; i < count; i++) {
        struct view_error error = { 0 };
        buffer_clear(&source);
        if (!read_file(arguments[i], &source)) {
            (void)fprintf(stderr, "%s: cannot be read\n", arguments[i]);
            good = false;
        } else if (!view_compile(name_of(arguments[i]), slice_of(arguments[i]), buffer_slice(&source), &header, &code,
                                 &error)) {
            (void)fprintf(stderr, "%s:%u: error: %s\n", arguments[i], error.line, error.reason);
            good = false;
        }
    }
    if (good)
        good = write_file(arguments[1],
                          "/* Made by tool/views.c from views/; change those. */\n"
                          "#include \"views.h\"\n#include \"assets.h\"\n#include \"web/page/glossary.h\"\n\n",
                          buffer_slice(&code), "") &&
               write_file(arguments[2],
                          "/* Made by tool/views.c from views/; change those. */\n"
                          "#ifndef VIEWS_H\n#define VIEWS_H\n#include \"web/html.h\"\n",
                          buffer_slice(&header), "#endif\n");
    free(source.bytes);
    free(code.bytes);
    free(header.bytes);
    return good ? 0 : 1;
}
