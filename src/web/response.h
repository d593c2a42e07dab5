// SPDX-License-Identifier: Apache-2.0
/* web/response.h - a response: status, type, body and caching.
 *
 * How     response_text(&response, 200, "text/plain; charset=utf-8"); buffer_add(&response.body, SLICE("yes"));
 *         response_refuse(&response, request, accept, &error);  // a fault as text, JSON or page, with its status
 * Owns    The body is in a scratch of the server; it is copied when the answer is sent.
 * Not     Sending: web/server.c. */
#ifndef WEB_RESPONSE_H
#define WEB_RESPONSE_H

#include "base/error.h"
#include "web/request.h"

enum response_keep {
    KEEP_NOT,     /* no-store: errors, checkpoints, answers to acts */
    KEEP_ASK,     /* no-cache: pages, which change with every act */
    KEEP_FOREVER, /* immutable: tiles, assets with a hash in the name */
    KEEP_PRIVATE  /* private, no-cache: blobs, which may be struck: revalidated every time, not cached by proxies */
};

struct response {
    unsigned status;
    const char *type;
    struct buffer body;
    struct slice fixed; /* sent instead of the body; an asset lives as long as the program */
    bool fixed_packed;  /* compressed by gzip */
    bool fixed_passes;  /* it is in the scratch, so it must be copied */
    enum response_keep keep;
    bool for_everybody;    /* other sites may read it: the log, JSON, CSV */
    bool framed;           /* other sites may frame it */
    bool by_language;      /* depends on Accept-Language */
    bool attachment;       /* saved, not shown: bytes that others wrote */
    struct slice etag;     /* in the request's arena; empty: none */
    struct slice cookie;   /* a whole Set-Cookie, likewise; only the organisers' desk sets one */
    struct slice location; /* in the request's arena; empty: none */
    const char *allow;     /* the Allow header of a 405 */
    unsigned retry_seconds;
};

/* The HTTP status of a fault: docs/format.md, "Submitting". */
unsigned response_status(const struct fault *fault);
/* Sets status, type and keeping. */
void response_text(struct response *response, unsigned status, const char *type);
/* 303: the form is done; that page shows the result. */
void response_see(struct response *response, struct slice path);
/* Writes a fault as JSON or text if the client asked for it, else as a page. It empties the body first. */
void response_refuse(struct response *response, const struct request *request, struct slice accept,
                     const struct error *error);
/* Writes a fault as members of an object: fault, class, line, reason, mending, source. */
struct json;
void response_write_fault(struct json *json, const struct error *error);

#endif
