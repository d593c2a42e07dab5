// SPDX-License-Identifier: Apache-2.0
/* web/response.h - what is answered: status, type, body and how long it may be kept.
 *
 * How     response_text(&response, 200, "text/plain; charset=utf-8"); buffer_add(&response.body, SLICE("yes"));
 *         response_refuse(&response, request, accept, &error);  // a fault as text, JSON or page, with its status
 * Owns    The body's memory is a scratch of the server: it is copied when the answer is sent.
 * Not     Sending: web/server.c. */
#ifndef WEB_RESPONSE_H
#define WEB_RESPONSE_H

#include "base/error.h"
#include "web/request.h"

enum response_keep {
    KEEP_NOT,     /* no-store: errors, checkpoints, answers to acts */
    KEEP_ASK,     /* no-cache: pages, which change with every act */
    KEEP_FOREVER, /* immutable: tiles, assets with a hash in the name */
    KEEP_PRIVATE  /* blobs, which may be struck: asked for every time and kept by nobody on the way */
};

struct response {
    unsigned status;
    const char *type;
    struct buffer body;
    struct slice fixed; /* sent instead of the body; of an asset it lives as long as the program */
    bool fixed_packed;  /* gzip */
    bool fixed_passes;  /* it is in the scratch, and copied */
    enum response_keep keep;
    bool for_everybody;    /* readable by programs on other sites: the log, JSON, tables */
    bool framed;           /* other sites may show it in a frame of theirs */
    bool by_language;      /* made for what the browser would rather read */
    bool attachment;       /* saved, never shown: bytes that others wrote */
    struct slice etag;     /* in the request's arena; empty: none */
    struct slice cookie;   /* a whole Set-Cookie, in the same way; only the organisers' desk sets one */
    struct slice location; /* in the request's arena; empty: none */
    const char *allow;     /* of a 405 */
    unsigned retry_seconds;
};

/* The HTTP status of a fault: docs/format.md, "Submitting". */
unsigned response_status(const struct fault *fault);
/* Sets status, type and keeping. */
void response_text(struct response *response, unsigned status, const char *type);
/* 303: what was asked for is done, and that page shows it. */
void response_see(struct response *response, struct slice path);
/* Writes a fault: JSON or text where that was asked for, else a page. The body is emptied first. */
void response_refuse(struct response *response, const struct request *request, struct slice accept,
                     const struct error *error);
/* A fault as an object's members: fault, class, line, reason, mending, source. */
struct json;
void response_write_fault(struct json *json, const struct error *error);

#endif
