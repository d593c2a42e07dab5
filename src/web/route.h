/* web/route.h - which address is answered by what.
 *
 * What    A row says method, path, what the handler needs and the largest body; the dispatcher checks it, so no handler can
 *         forget. Pages stand in web/pages.def; the rest in route.c.
 * How     const struct route *route = route_find(SLICE("GET"), &request, &room, ..., &error);
 *         route->handle(&exchange, &error)                  fills exchange.response
 * Holds   The first row that fits wins. A path that exists with another method is 405. */
#ifndef WEB_ROUTE_H
#define WEB_ROUTE_H

#include "room/site.h"
#include "web/response.h"

enum needs {
    NEEDS_ACTS,       /* a conference that has at least one act (the default is the strictest) */
    NEEDS_CONFERENCE, /* one that may be empty yet */
    NEEDS_NOTHING
};

enum route_kind {
    ROUTE_ANSWER, /* answered at once */
    ROUTE_SUBMIT, /* an act: handed to the room, answered when it is durable */
    ROUTE_LIVE    /* a stream of events */
};

struct exchange {
    const struct request *request;
    struct slice accept, if_none_match;
    bool packs;        /* takes gzip */
    struct slice code; /* the path's last hole, "{code}" */
    struct site *site;
    struct room *room; /* of the path's conference; NULL where none is needed */
    struct arena *arena;
    struct response response;
};

struct route {
    const char *method; /* "GET" also answers HEAD */
    const char *path;   /* segments; {conference}, {code}; a last "**" takes all that is left */
    enum needs needs;
    enum route_kind kind;
    size_t body_max;
    bool (*handle)(struct exchange *exchange, struct error *error);
};

extern const struct route routes[];
extern const size_t route_count;

/* The row for the request; fills room and code of the exchange (its site and request are set). NULL with
 * FAULT_PAGE_UNKNOWN, FAULT_CONFERENCE_UNKNOWN or FAULT_METHOD (the response's `allow` is then set). */
const struct route *route_find(struct slice method, struct exchange *exchange, struct error *error);

#endif
