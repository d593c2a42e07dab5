/* web/server.h - the HTTP server over a site, from start to stop.
 *
 * How     struct server_options options = { .address = SLICE("127.0.0.1:8080"), .stop_fd = fd, .ready = print_address };
 *         server_run(site, &options, &error);
 * Owns    Nothing of the site: close it after server_run has returned. */
#ifndef WEB_SERVER_H
#define WEB_SERVER_H

#include "base/error.h"
#include "room/site.h"
#include "web/route.h"

struct server_options {
    struct slice address; /* ADDR:PORT; [::1]:8080 for IPv6; port 0 takes a free one */
    int stop_fd;          /* readable (an eventfd, signalfd or pipe) when the server is to stop */
    void (*ready)(void *context, struct slice address); /* called once it listens, with "localhost:PORT" */
    void *context;
    const struct route_table *routes; /* NULL: routes_public, with the site's campaign store */
    bool demo;                        /* a demonstration: reached at what it listens on, its mails shown */
    struct campaign_store *campaigns; /* of other routes */
    struct write_queue *write_queue;
    const struct seal *seal;
    struct desk *desk; /* of routes_desk: web/desk/desk.h */
};

/* Serves until stop_fd is readable. False with the error when it cannot listen. */
bool server_run(struct site *site, const struct server_options *options, struct error *error);

#endif
