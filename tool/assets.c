// SPDX-License-Identifier: Apache-2.0
/* tool/assets.c - compiles the files of static/ into C, each under a name that contains the hash of its bytes, plain and gzipped.
 *
 *     assets OUT.c OUT.h FILE...
 *
 * In a style sheet, url("NAME") of another file becomes its name with the hash. Defines ASSET_PLENARY_CSS as
 * "/static/plenary.0123456789abcdef.css" and so on, and the table `assets`. */
#include "base/buffer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum { ASSET_BYTES_MAX = 1 << 21 };

struct asset_file {
    const char *name;
    unsigned char *bytes, *packed;
    size_t length, packed_length;
    uint64_t hash;
};

static bool assets_read_asset(const char *path, struct asset_file *asset)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return false;
    asset->length = fread(asset->bytes, 1, ASSET_BYTES_MAX, file);
    bool const whole = feof(file) != 0;
    (void)fclose(file);
    const char *slash = strrchr(path, '/');
    asset->name = slash != NULL ? slash + 1 : path;
    return whole;
}

static void assets_hash_asset(struct asset_file *asset)
{
    asset->hash = 0xcbf29ce484222325u; /* FNV-1a: identifies a version, not a protection */
    for (size_t i = 0; i < asset->length; i++)
        asset->hash = (asset->hash ^ asset->bytes[i]) * 0x100000001b3u;
}

static void assets_add_hashed_name(struct buffer *out, const struct asset_file *asset)
{
    char digits[24];
    const char *dot = strrchr(asset->name, '.');
    (void)snprintf(digits, sizeof digits, ".%016llx", (unsigned long long)asset->hash);
    buffer_add(out, slice_part(slice_of(asset->name), 0, (size_t)(dot - asset->name)));
    buffer_add_text(out, digits);
    buffer_add_text(out, dot);
}

/* Replaces names in url("...") by the served names. False when a name is unknown or the sheet grows too long. */
static bool assets_link_sheet(struct asset_file *sheet, const struct asset_file *others, int count)
{
    struct slice const mark = SLICE("url(\"");
    struct slice const text = { (const char *)sheet->bytes, sheet->length };
    struct buffer out = { malloc(ASSET_BYTES_MAX), 0, ASSET_BYTES_MAX, false };
    bool good = out.bytes != NULL;
    for (size_t at = 0; good && at < text.length;) {
        if (!slice_begins(slice_part(text, at, text.length), mark)) {
            buffer_add_byte(&out, text.bytes[at++]);
            continue;
        }
        size_t const end = slice_find(text, '"', at + mark.length);
        struct slice const name = slice_part(text, at + mark.length, end);
        good = false;
        buffer_add(&out, mark);
        for (int i = 0; i < count; i++) {
            if (others[i].name != NULL && slice_equal(slice_of(others[i].name), name)) {
                assets_add_hashed_name(&out, &others[i]);
                good = true;
            }
        }
        at = end;
    }
    good = good && !out.full;
    if (good) {
        memcpy(sheet->bytes, out.bytes, out.length);
        sheet->length = out.length;
    }
    free(out.bytes);
    return good;
}

static bool assets_is_sheet(const char *path)
{
    return slice_ends(slice_of(path), SLICE(".css"));
}

static bool assets_prepare(const char *path, struct asset_file *asset, const struct asset_file *others, int count)
{
    asset->bytes = malloc(ASSET_BYTES_MAX);
    asset->packed = malloc((size_t)2 * ASSET_BYTES_MAX);
    if (asset->bytes == NULL || asset->packed == NULL || !assets_read_asset(path, asset))
        return false;
    if (assets_is_sheet(path) && !assets_link_sheet(asset, others, count))
        return false;
    assets_hash_asset(asset);
    return true;
}

static bool assets_pack(struct asset_file *asset)
{
    z_stream stream = { .next_in = asset->bytes,
                        .avail_in = (uInt)asset->length,
                        .next_out = asset->packed,
                        .avail_out = 2 * ASSET_BYTES_MAX };
    if (deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY) != Z_OK)
        return false;
    bool const done = deflate(&stream, Z_FINISH) == Z_STREAM_END;
    asset->packed_length = stream.total_out;
    (void)deflateEnd(&stream);
    return done;
}

static void assets_write_bytes(FILE *out, unsigned index, const char *kind, const unsigned char *bytes, size_t length)
{
    (void)fprintf(out, "static const unsigned char %s_%u[] = {", kind, index);
    for (size_t i = 0; i < length; i++)
        (void)fprintf(out, "%s%u,", i % 24 == 0 ? "\n" : "", bytes[i]);
    (void)fputs("\n};\n", out);
}

static const char *assets_content_type(const char *name)
{
    const char *dot = strrchr(name, '.');
    static const char *const types[][2] = { { ".css", "text/css; charset=utf-8" },
                                            { ".js", "text/javascript; charset=utf-8" },
                                            { ".woff2", "font/woff2" },
                                            { ".svg", "image/svg+xml" },
                                            { ".txt", "text/plain; charset=utf-8" } };
    for (size_t i = 0; dot != NULL && i < sizeof types / sizeof types[0]; i++)
        if (strcmp(dot, types[i][0]) == 0)
            return types[i][1];
    return "application/octet-stream";
}

/* plenary.css becomes PLENARY_CSS and plenary.HASH.css. */
static void assets_write_names(FILE *header, const struct asset_file *asset)
{
    (void)fputs("#define ASSET_", header);
    for (const char *at = asset->name; *at != 0; at++) {
        char const byte = *at;
        bool const lower = byte >= 'a' && byte <= 'z';
        bool const kept = lower || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9');
        (void)fputc(lower ? byte - 'a' + 'A' : kept ? byte : '_', header);
    }
    const char *dot = strrchr(asset->name, '.');
    int const stem = (int)(dot != NULL ? dot - asset->name : (long)strlen(asset->name));
    (void)fprintf(header, " \"/static/%.*s.%016llx%s\"\n", stem, asset->name, (unsigned long long)asset->hash,
                  dot != NULL ? dot : "");
}

static bool assets_compile(const char *path, unsigned index, struct asset_file *files, int count, FILE *code,
                           FILE *header)
{
    struct asset_file *asset = &files[index];
    if (!assets_prepare(path, asset, files, count) || !assets_pack(asset))
        return false;
    assets_write_bytes(code, index, "plain", asset->bytes, asset->length);
    if (asset->packed_length < asset->length)
        assets_write_bytes(code, index, "packed", asset->packed, asset->packed_length);
    assets_write_names(header, asset);
    free(asset->bytes);
    free(asset->packed);
    return true;
}

static void assets_write_row(FILE *code, const struct asset_file *asset, unsigned index)
{
    const char *dot = strrchr(asset->name, '.');
    int const stem = (int)(dot != NULL ? dot - asset->name : (long)strlen(asset->name));
    (void)fprintf(code, "    { \"%.*s.%016llx%s\", \"%s\", { (const char *)plain_%u, sizeof plain_%u }, ", stem,
                  asset->name, (unsigned long long)asset->hash, dot != NULL ? dot : "",
                  assets_content_type(asset->name), index, index);
    if (asset->packed_length < asset->length)
        (void)fprintf(code, "{ (const char *)packed_%u, sizeof packed_%u } },\n", index, index);
    else
        (void)fputs("{ 0, 0 } },\n", code);
}

int main(int count, char **arguments)
{
    if (count < 4)
        return 2;
    struct asset_file *files = calloc((size_t)count, sizeof *files);
    FILE *code = fopen(arguments[1], "wb"), *header = fopen(arguments[2], "wb");
    if (files == NULL || code == NULL || header == NULL)
        return 3;
    (void)fputs("/* Made by tool/assets.c from static/. */\n#include \"assets.h\"\n\n", code);
    (void)fputs(
        "/* Made by tool/assets.c from static/. */\n#ifndef ASSETS_H\n#define ASSETS_H\n#include \"web/assets.h\"\n",
        header);
    for (int pass = 0; pass < 2; pass++) /* sheets last: they name the others */
        for (int i = 3; i < count; i++)
            if (assets_is_sheet(arguments[i]) == (pass == 1) &&
                !assets_compile(arguments[i], (unsigned)i, files, count, code, header)) {
                (void)fprintf(stderr, "%s: cannot be read, is too long, or names a file that is not there\n",
                              arguments[i]);
                return 1;
            }
    (void)fputs("\nconst struct asset assets[] = {\n", code);
    for (int i = 3; i < count; i++)
        assets_write_row(code, &files[i], (unsigned)i);
    (void)fprintf(code, "};\nconst size_t asset_count = %d;\n", count - 3);
    (void)fputs("#endif\n", header);
    free(files);
    return fclose(code) == 0 && fclose(header) == 0 ? 0 : 3;
}
