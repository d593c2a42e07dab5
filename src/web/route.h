// SPDX-License-Identifier: Apache-2.0
/* web/route.h - a route: an address and its handler.
 *
 * What    A row has method, path, what the handler needs and the largest body. The dispatcher checks them, so no handler can
 *         forget to. web/routes.h has the rows for the public, web/desk/routes.h those of the organisers' desk.
 * How     const struct route *route = route_find(table, SLICE("GET"), exchange, &error);
 *         route->handle(exchange, &error);  // fills exchange->response
 * Forms   NAME_take is called first. It checks exchange->form and sets change->apply, change->context and exchange->taken, all in
 *         exchange->arena, which lives until the answer. It leaves change->apply unset if there is nothing to change.
 *         NAME_answer is called when the change is durable, with `refused` NULL. If NAME_take or the change refused the form,
 *         `refused` says why; the handler shows the form again with what the person wrote (status 422), or returns that error.
 * Holds   The first row that matches wins. A path that exists with another method gives 405. */
#ifndef WEB_ROUTE_H
#define WEB_ROUTE_H

#include "web/exchange.h"
#include "web/page/page.h"

enum route_kind {
    ROUTE_ANSWER, /* answered at once */
    ROUTE_SUBMIT, /* an act: passed to the room, answered when it is durable */
    ROUTE_FORM,   /* a form of our pages: its change goes to the write queue, answered when it is durable */
    ROUTE_CLICK,  /* the same from any site, without reading the body */
    ROUTE_LIVE    /* a stream of events */
};

struct route {
    const char *method; /* "GET" also answers HEAD */
    const char *path;   /* segments; {conference}, {code}; a last "**" matches the rest */
    enum needs needs;
    enum route_kind kind;
    size_t body_max;
    bool (*handle)(struct exchange *exchange, struct error *error); /* of a form: NAME_take */
    bool (*answer)(struct exchange *exchange, const struct error *refused,
                   struct error *error); /* of a form: NAME_answer */
    const struct page *page;             /* of a page: handle is page_get */
    const char *type, *about;            /* for the API, of what is not a page; NULL: not described */
};

struct route_table {
    const struct route *rows;
    size_t count;
};

/* Serves static files, whose names have the hash of the bytes. */
bool route_asset(struct exchange *exchange, struct error *error);

/* Finds the row for exchange->request, and sets room, conference and code of the exchange. NULL with FAULT_PAGE_UNKNOWN,
 * FAULT_CONFERENCE_UNKNOWN, or FAULT_METHOD with response.allow. */
const struct route *route_find(const struct route_table *table, struct slice method, struct exchange *exchange,
                               struct error *error);

#endif
