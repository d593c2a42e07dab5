// SPDX-License-Identifier: Apache-2.0
/* web/exchange.h - one request and its response, as every handler (web/route.h) gets it; the handler fills exchange->response.
 *
 * Owns    Nothing. Handlers allocate from exchange->arena, which lives until the answer is sent.
 * Not     Reading and sending it: web/server.h. */
#ifndef WEB_EXCHANGE_H
#define WEB_EXCHANGE_H

#include "campaign/participation.h"
#include "campaign/screening.h"
#include "room/site.h"
#include "web/form.h"
#include "web/request.h"
#include "web/response.h"

struct desk;
struct page;

struct exchange {
    const struct request *request;
    struct slice accept, accept_language, if_none_match;
    bool packs;                    /* the client accepts gzip */
    struct slice conference, code; /* from the path: "{conference}" and "{code}" */
    struct slice cookie;           /* the Cookie header; empty: none */
    unsigned char address[16];     /* of a form's sender, IPv4 mapped into IPv6 */
    struct site *site;             /* NULL at the organisers' desk */
    bool demo;                     /* mails can be read at /demo/mailbox */
    struct slice base;             /* the address of this site: "https://plenary.example" */
    struct participation *participation;
    struct desk *desk; /* of the organisers' desk; NULL elsewhere */
    struct room *room; /* of the conference in the path; NULL where none is needed */
    struct arena *arena;
    const struct page *page;           /* of the route; NULL: not a page */
    const struct form *form;           /* of ROUTE_FORM */
    struct write_queue_change *change; /* of ROUTE_FORM and ROUTE_CLICK */
    void *taken;                       /* set by NAME_take for NAME_answer */
    struct slice wrong;                /* the field that was refused, for the page that shows the form again */
    struct response response;
};

/* What every form of the public has beside its own fields: email, token, work, website (hidden from people, to catch robots), and
 * the address of the sender. */
struct screening_form exchange_screening_form(const struct exchange *exchange);

#endif
