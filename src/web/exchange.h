// SPDX-License-Identifier: Apache-2.0
/* web/exchange.h - one request and its response, as every handler (web/route.h) gets it; the handler fills exchange->response.
 *
 * Owns    Nothing: what a handler makes is in exchange->arena, which lasts until the answer.
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
    bool packs;                    /* takes gzip */
    struct slice conference, code; /* the path's holes, "{conference}" and "{code}" */
    struct slice cookie;           /* as it was sent; empty: none */
    unsigned char address[16];     /* of a form's sender, IPv4 mapped into IPv6 */
    struct site *site;             /* NULL at the organisers' desk */
    bool demo;                     /* mails can be read at /demo/mailbox */
    struct slice base;             /* how this site is reached: "https://plenary.example" */
    struct participation *participation;
    struct desk *desk; /* of the organisers' desk; NULL elsewhere */
    struct room *room; /* of the path's conference; NULL where none is needed */
    struct arena *arena;
    const struct page *page;           /* of the row; NULL: it is no page */
    const struct form *form;           /* of ROUTE_FORM */
    struct write_queue_change *change; /* of ROUTE_FORM and ROUTE_CLICK */
    void *taken;                       /* what take leaves for answer */
    struct slice wrong;                /* the field that a refusal speaks of, for the page that shows the form again */
    struct response response;
};

/* What each form of the public has beside its own fields: email, website (which people do not see), token, work; and whence it comes. */
struct screening_form exchange_screening_form(const struct exchange *exchange);

#endif
