// SPDX-License-Identifier: Apache-2.0
/* web/request.h - a strict parser of request targets.
 *
 * What    The target of a request line (RFC 9112, 3.2.1): path segments and arguments, percent-decoded once. It
 *         repairs nothing: it refuses a bad escape, a NUL or control character, invalid UTF-8, "." and "..".
 * How     struct request request;
 *         if (!request_read(SLICE("/assembly/timeline.json?member=AAA"), arena, &request, &error)) ...
 *         request_argument(&request, "member");  // request.segments[0] is the conference
 * Holds   The extension .json or .csv is cut from the last segment and sets `json` or `csv`; "/index.json" is "/" as JSON.
 * Owns    Decoded slices are in the arena or point into the target.
 * Limits  REQUEST_SEGMENTS_MAX, REQUEST_ARGUMENTS_MAX. The server limits the length. */
#ifndef WEB_REQUEST_H
#define WEB_REQUEST_H

#include "base/arena.h"
#include "base/error.h"

enum {
    REQUEST_SEGMENTS_MAX = 12, /* the path of a tile has one for every three digits of its number */
    REQUEST_ARGUMENTS_MAX = 16
};

struct request {
    struct slice target; /* as it was sent */
    struct slice segments[REQUEST_SEGMENTS_MAX];
    size_t segment_count;
    struct slice names[REQUEST_ARGUMENTS_MAX], values[REQUEST_ARGUMENTS_MAX];
    size_t argument_count;
    bool json, csv;  /* by the extension */
    bool slash_last; /* the path ends in "/" and is not "/": redirected to the one without */
};

enum request_text {
    REQUEST_PATH,     /* "+" is a plus */
    REQUEST_ARGUMENT, /* "+" is a space */
    REQUEST_LINES     /* of a form: as REQUEST_ARGUMENT, but may contain tabs and line ends */
};

/* FAULT_URL, FAULT_URL_ENCODING, FAULT_URL_PATH, FAULT_URL_LONG, FAULT_MEMORY. */
bool request_read(struct slice target, struct arena *arena, struct request *request, struct error *error);
/* Decodes percent-encoding once, into the arena. FAULT_URL_ENCODING, FAULT_MEMORY. */
bool request_decode(struct slice text, enum request_text kind, struct arena *arena, struct slice *out,
                    struct error *error);
/* The first argument of that name; empty if absent. */
struct slice request_argument(const struct request *request, const char *name);
/* Whether an Accept header prefers that type to text/html: "application/json", "text/plain". */
bool request_prefers(struct slice accept, struct slice type);

#endif
