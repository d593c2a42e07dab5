// SPDX-License-Identifier: Apache-2.0
/* cmd/desk_server.h - the organisers' desk beside the worker: a server on a thread of its own, on an address of its own.
 *
 * How     struct desk_server *server = desk_server_start(&options, address, &error);
 *         desk_server_address(server);  // "localhost:8081"
 *         desk_server_end(server);
 * Owns    The thread, its write queue and its desk, until desk_server_end. */
#ifndef CMD_DESK_SERVER_H
#define CMD_DESK_SERVER_H

#include "web/desk/desk.h"

struct desk_server;

/* `options->write queue` is made here; `options->host` is read from DIR/site where it is empty. False, with the error, when it
 * cannot listen. */
struct desk_server *desk_server_start(const struct desk_options *options, struct slice address, struct error *error);
struct slice desk_server_address(const struct desk_server *serving);
/* A link for the first owner where nobody was invited yet and no organiser is there; else empty. */
bool desk_server_first_link(struct desk_server *serving, struct arena *arena, struct slice *link, struct error *error);
/* NULL is let be. */
void desk_server_end(struct desk_server *serving);

#endif
