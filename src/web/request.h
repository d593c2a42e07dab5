// SPDX-License-Identifier: Apache-2.0
/* web/request.h - what a browser asks for, taken apart strictly.
 *
 * What    The target of a request line (RFC 9112, 3.2.1): path segments and arguments, percent-decoded once. Nothing is
 *         mended: a bad escape, a NUL or control character, bytes that are no UTF-8, "." and ".." are refused.
 * How     struct request request;
 *         if (!request_read(SLICE("/assembly/timeline.json?member=AAA"), arena, &request, &error)) ...
 *         request_argument(&request, "member");  // request.segments[0] is the conference
 * Holds   A last segment that ends in .json or .csv loses it and sets `json` or `csv`; "/index.json" is "/" as JSON.
 * Owns    Decoded slices are in the arena or point into the target.
 * Limits  REQUEST_SEGMENTS_MAX, REQUEST_ARGUMENTS_MAX; the length is the server's business. */
#ifndef WEB_REQUEST_H
#define WEB_REQUEST_H

#include "base/arena.h"
#include "base/error.h"

enum {
    REQUEST_SEGMENTS_MAX = 12, /* a tile's path has one for each three digits of its number */
    REQUEST_ARGUMENTS_MAX = 16
};

struct request {
    struct slice target; /* as it came */
    struct slice segments[REQUEST_SEGMENTS_MAX];
    size_t segment_count;
    struct slice names[REQUEST_ARGUMENTS_MAX], values[REQUEST_ARGUMENTS_MAX];
    size_t argument_count;
    bool json, csv;  /* asked for by name */
    bool slash_last; /* a path that ends in "/" and is not "/": sent on to the one without */
};

enum request_text {
    REQUEST_PATH,     /* "+" stands for itself */
    REQUEST_ARGUMENT, /* "+" is a space */
    REQUEST_LINES     /* of a form: the same, and tabs and line ends may stand in it */
};

/* FAULT_URL, FAULT_URL_ENCODING, FAULT_URL_PATH, FAULT_URL_LONG, FAULT_MEMORY. */
bool request_read(struct slice target, struct arena *arena, struct request *request, struct error *error);
/* Decodes percent-encoding once, into the arena. FAULT_URL_ENCODING, FAULT_MEMORY. */
bool request_decode(struct slice text, enum request_text kind, struct arena *arena, struct slice *out,
                    struct error *error);
/* The first argument of that name; empty when it is absent. */
struct slice request_argument(const struct request *request, const char *name);
/* Whether an Accept header asks for that type before text/html: "application/json", "text/plain". */
bool request_prefers(struct slice accept, struct slice type);

#endif
