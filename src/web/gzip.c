// SPDX-License-Identifier: Apache-2.0
#include "web/gzip.h"

#include <zlib.h>

enum { GZIP_LEVEL = 4, GZIP_WINDOW_BITS = 15 + 16 };

bool gzip_is_wanted(struct slice accept_encoding)
{
    struct slice part;
    while (slice_next(&accept_encoding, ',', &part)) {
        while (slice_begins(part, SLICE(" ")))
            part = slice_part(part, 1, part.length);
        if (slice_begins(part, SLICE("gzip")))
            return !slice_ends(part, SLICE(";q=0"));
    }
    return false;
}

bool gzip_write(struct slice bytes, struct buffer *out)
{
    size_t const left = out->limit - out->length;
    z_stream stream = { .next_in = (Bytef *)(uintptr_t)bytes.bytes,
                        .avail_in = (uInt)bytes.length,
                        .next_out = (Bytef *)out->bytes + out->length,
                        .avail_out = (uInt)(left < bytes.length ? left : bytes.length) };
    if (bytes.length > UINT32_MAX / 2 ||
        deflateInit2(&stream, GZIP_LEVEL, Z_DEFLATED, GZIP_WINDOW_BITS, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        return false;
    bool const done = deflate(&stream, Z_FINISH) == Z_STREAM_END;
    if (done)
        out->length += stream.total_out;
    (void)deflateEnd(&stream);
    return done;
}
