/* web/route.h - which address is answered by what.
 *
 * What    A row says method, path, what the handler needs and the largest body; the dispatcher checks it, so no handler can
 *         forget. Pages say theirs in views/; the rest stand in route.c.
 * How     const struct route *route = route_find(SLICE("GET"), &request, &room, ..., &error);
 *         route->handle(&exchange, &error)                  fills exchange.response
 *         Of a form, NAME_take is called first: it checks exchange->form and sets change->apply and change->context (it may
 *         be left unset where nothing changes) and exchange->taken, all from exchange->arena, which lasts until the answer.
 *         NAME_answer is called when the change is durable, with `refused` NULL; or with why it was refused, by NAME_take or
 *         by the change, to show the form again with what the person wrote (status 422), or to give that error back.
 * Holds   The first row that fits wins. A path that exists with another method is 405. */
#ifndef WEB_ROUTE_H
#define WEB_ROUTE_H

#include "room/site.h"
#include "web/form.h"
#include "web/page/page.h"
#include "web/response.h"

enum route_kind {
    ROUTE_ANSWER, /* answered at once */
    ROUTE_SUBMIT, /* an act: handed to the room, answered when it is durable */
    ROUTE_FORM,   /* a form of ours: its change is handed to the write queue, answered when it is durable */
    ROUTE_CLICK,  /* the same from anywhere, its body unread */
    ROUTE_LIVE    /* a stream of events */
};

struct desk;

struct exchange {
    const struct request *request;
    struct slice accept, accept_language, if_none_match;
    bool packs;                    /* takes gzip */
    struct slice conference, code; /* the path's holes, "{conference}" and "{code}" */
    struct slice cookie;           /* as it was sent; empty: none */
    unsigned char address[16];     /* of a form's sender, IPv4 mapped into IPv6 */
    struct site *site;
    bool demo;                        /* mails can be read at /demo/mailbox */
    struct slice base;                /* how this site is reached: "https://plenary.example" */
    struct campaign_store *campaigns; /* NULL where this server takes nothing from the public */
    struct write_queue *write_queue;
    const struct seal *seal;
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

/* What the public is served. */
extern const struct route_table routes_public;

/* Static files: the name has the hash of the bytes. */
bool route_asset(struct exchange *exchange, struct error *error);

/* The row for the request; fills room, conference and code of the exchange (its site and request are set). NULL with
 * FAULT_PAGE_UNKNOWN, FAULT_CONFERENCE_UNKNOWN or FAULT_METHOD (the response's `allow` is then set). */
const struct route *route_find(const struct route_table *table, struct slice method, struct exchange *exchange,
                               struct error *error);

#endif
