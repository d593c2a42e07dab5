// SPDX-License-Identifier: Apache-2.0
#include "web/request.h"

#include "base/utf8.h"
#include "web/fault.h"

static int request_hex_digit(char byte)
{
    if (byte >= '0' && byte <= '9')
        return byte - '0';
    if (byte >= 'a' && byte <= 'f')
        return byte - 'a' + 10;
    if (byte >= 'A' && byte <= 'F')
        return byte - 'A' + 10;
    return -1;
}

static bool request_is_refused(char byte, enum request_text kind)
{
    bool const line = byte == '\n' || byte == '\r' || byte == '\t';
    return ((unsigned char)byte < 0x20 && !(line && kind == REQUEST_LINES)) || byte == 0x7f;
}

bool request_decode(struct slice text, enum request_text kind, struct arena *arena, struct slice *out,
                    struct error *error)
{
    char *bytes = arena_take_unset(arena, text.length + 1);
    if (bytes == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("a request"));
    size_t length = 0;
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.bytes[i];
        if (byte > ' ' && byte != '%' && byte != '+' && byte != 0x7f) { /* the usual case */
            bytes[length++] = byte;
            continue;
        }
        if (byte == '%') {
            bool const whole = i + 2 < text.length;
            int const high = whole ? request_hex_digit(text.bytes[i + 1]) : -1;
            int const low = whole ? request_hex_digit(text.bytes[i + 2]) : -1;
            if (high < 0 || low < 0)
                return fail(error, FAULT_URL_ENCODING, 0, slice_part(text, i, i + 3));
            byte = (char)(high * 16 + low);
            i += 2;
        } else if (byte == '+' && kind != REQUEST_PATH) {
            byte = ' ';
        }
        if (request_is_refused(byte, kind))
            return fail(error, FAULT_URL_ENCODING, 0, SLICE("a control character"));
        bytes[length++] = byte;
    }
    *out = (struct slice){ bytes, length };
    if (!utf8_is_valid(*out))
        return fail(error, FAULT_URL_ENCODING, 0, SLICE("bytes that are no UTF-8"));
    return true;
}

static bool request_read_segment(struct slice raw, struct arena *arena, struct request *request, struct error *error)
{
    struct slice segment;
    if (request->segment_count == REQUEST_SEGMENTS_MAX)
        return fail(error, FAULT_URL_LONG, 0, SLICE("path"));
    if (!request_decode(raw, REQUEST_PATH, arena, &segment, error))
        return false;
    bool const climbs = slice_equal(segment, SLICE(".")) || slice_equal(segment, SLICE(".."));
    if (climbs || slice_find(segment, '/', 0) < segment.length || slice_find(segment, '\\', 0) < segment.length)
        return fail(error, FAULT_URL_PATH, 0, segment);
    request->segments[request->segment_count++] = segment;
    return true;
}

static bool request_cut_ending(struct slice *segment, struct slice ending)
{
    bool const there = slice_ends(*segment, ending) && segment->length > ending.length;
    if (there)
        segment->length -= ending.length;
    return there;
}

static bool request_read_path(struct slice path, struct arena *arena, struct request *request, struct error *error)
{
    struct slice rest = slice_part(path, 1, path.length), raw;
    request->slash_last = rest.length > 0 && slice_ends(rest, SLICE("/"));
    while (slice_next(&rest, '/', &raw)) {
        if (raw.length == 0)
            return fail(error, FAULT_URL_PATH, 0, SLICE("//"));
        if (!request_read_segment(raw, arena, request, error))
            return false;
    }
    if (request->segment_count == 0)
        return true;
    struct slice *last = &request->segments[request->segment_count - 1];
    request->json = request_cut_ending(last, SLICE(".json"));
    request->csv = !request->json && request_cut_ending(last, SLICE(".csv"));
    if (request->json && request->segment_count == 1 && slice_equal(*last, SLICE("index")))
        request->segment_count = 0;
    return true;
}

static bool request_read_arguments(struct slice query, struct arena *arena, struct request *request,
                                   struct error *error)
{
    struct slice pair;
    while (slice_next(&query, '&', &pair)) {
        if (pair.length == 0)
            continue;
        if (request->argument_count == REQUEST_ARGUMENTS_MAX)
            return fail(error, FAULT_URL_LONG, 0, SLICE("list of arguments"));
        size_t const equals = slice_find(pair, '=', 0), at = request->argument_count++;
        if (!request_decode(slice_part(pair, 0, equals), REQUEST_ARGUMENT, arena, &request->names[at], error) ||
            !request_decode(slice_part(pair, equals + 1, pair.length), REQUEST_ARGUMENT, arena, &request->values[at],
                            error))
            return false;
    }
    return true;
}

bool request_read(struct slice target, struct arena *arena, struct request *request, struct error *error)
{
    *request = (struct request){ .target = target };
    if (!slice_begins(target, SLICE("/")))
        return fail(error, FAULT_URL, 0, target);
    size_t const mark = slice_find(target, '?', 0);
    return request_read_path(slice_part(target, 0, mark), arena, request, error) &&
           request_read_arguments(slice_part(target, mark + 1, target.length), arena, request, error);
}

struct slice request_argument(const struct request *request, const char *name)
{
    for (size_t i = 0; i < request->argument_count; i++)
        if (slice_equal(request->names[i], slice_of(name)))
            return request->values[i];
    return SLICE("");
}

bool request_prefers(struct slice accept, struct slice type)
{
    struct slice part;
    while (slice_next(&accept, ',', &part)) {
        while (slice_begins(part, SLICE(" ")))
            part = slice_part(part, 1, part.length);
        if (slice_begins(part, type))
            return true;
        if (slice_begins(part, SLICE("text/html")))
            return false;
    }
    return false;
}
