/* cmd/desk_serving.h - the organisers' desk beside the clerk: a server on a thread of its own, on an address of its own.
 *
 * How     struct desk_serving *serving = desk_serving_start(&options, &error);
 *         desk_serving_address(serving)            "localhost:8081"
 *         desk_serving_end(serving);
 * Owns    The thread, its intake and its desk, until desk_serving_end. */
#ifndef CMD_DESK_SERVING_H
#define CMD_DESK_SERVING_H

#include "web/desk/desk.h"

struct desk_serving;

/* `options->intake` is made here; `options->host` is read from DIR/site where it is empty. False, with the error, when it
 * cannot listen. */
struct desk_serving *desk_serving_start(const struct desk_options *options, struct slice address, struct error *error);
struct slice desk_serving_address(const struct desk_serving *serving);
/* A link for the first owner where nobody was invited yet and no organiser is there; else empty. */
bool desk_serving_first_link(struct desk_serving *serving, struct arena *arena, struct slice *link,
                             struct error *error);
/* NULL is let be. */
void desk_serving_end(struct desk_serving *serving);

#endif
