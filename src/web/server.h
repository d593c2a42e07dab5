// SPDX-License-Identifier: Apache-2.0
/* web/server.h - the HTTP server over a site and its public participation, from start to stop.
 *
 * How     struct server_options options = { .address = SLICE("127.0.0.1:8080"), .stop_fd = ..., .ready = ... };
 *         server_run(site, participation, &options, &error);
 * Owns    Neither: close them after server_run has returned. By then their write queue has stopped. */
#ifndef WEB_SERVER_H
#define WEB_SERVER_H

#include "base/error.h"
#include "room/site.h"
#include "web/route.h"

struct server_options {
    struct slice address; /* ADDR:PORT; [::1]:8080 for IPv6; port 0 takes a free one */
    int stop_fd;          /* an eventfd, signalfd or pipe that becomes readable when the server must stop */
    void (*ready)(void *context, struct slice address); /* called once it listens, with "localhost:PORT" */
    void *context;
    const struct route_table *routes; /* NULL: routes_public (web/routes.h) */
    bool demo;         /* a demonstration: its base is the address where it listens, and its mails are shown */
    struct desk *desk; /* of routes_desk: web/desk/desk.h */
};

/* Serves until stop_fd is readable. `site` is NULL at the organisers' desk. False with the error if it cannot listen. */
bool server_run(struct site *site, struct participation *participation, const struct server_options *options,
                struct error *error);

#endif
