// SPDX-License-Identifier: Apache-2.0
/* web/route.h - which address is answered by what.
 *
 * What    A row says method, path, what the handler needs and the largest body; the dispatcher checks it, so no handler can
 *         forget. Pages say theirs in views/; the rest stand in web/routes.c.
 * How     const struct route *route = route_find(table, SLICE("GET"), exchange, &error);
 *         route->handle(exchange, &error);  // fills exchange->response
 * Forms   NAME_take is called first: it checks exchange->form and sets change->apply and change->context (it may
 *         be left unset where nothing changes) and exchange->taken, all from exchange->arena, which lasts until the answer.
 *         NAME_answer is called when the change is durable, with `refused` NULL; or with why it was refused, by NAME_take or
 *         by the change, to show the form again with what the person wrote (status 422), or to give that error back.
 * Holds   The first row that fits wins. A path that exists with another method is 405. */
#ifndef WEB_ROUTE_H
#define WEB_ROUTE_H

#include "web/exchange.h"
#include "web/page/page.h"

enum route_kind {
    ROUTE_ANSWER, /* answered at once */
    ROUTE_SUBMIT, /* an act: handed to the room, answered when it is durable */
    ROUTE_FORM,   /* a form of ours: its change is handed to the write queue, answered when it is durable */
    ROUTE_CLICK,  /* the same from anywhere, its body unread */
    ROUTE_LIVE    /* a stream of events */
};

struct route {
    const char *method; /* "GET" also answers HEAD */
    const char *path;   /* segments; {conference}, {code}; a last "**" takes all that is left */
    enum needs needs;
    enum route_kind kind;
    size_t body_max;
    bool (*handle)(struct exchange *exchange, struct error *error); /* of a form: takes it */
    bool (*answer)(struct exchange *exchange, const struct error *refused, struct error *error); /* of a form */
    const struct page *page;  /* of a page: handle is page_get */
    const char *type, *about; /* of what is no page, for the description of the API; NULL: programs need not know it */
};

struct route_table {
    const struct route *rows;
    size_t count;
};

/* Static files: the name has the hash of the bytes. */
bool route_asset(struct exchange *exchange, struct error *error);

/* The row for the request; fills room, conference and code of the exchange (its site and request are set). NULL with
 * FAULT_PAGE_UNKNOWN, FAULT_CONFERENCE_UNKNOWN or FAULT_METHOD (the response's `allow` is then set). */
const struct route *route_find(const struct route_table *table, struct slice method, struct exchange *exchange,
                               struct error *error);

#endif
