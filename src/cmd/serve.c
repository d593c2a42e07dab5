// SPDX-License-Identifier: Apache-2.0
/* cmd/serve.c - the server. */
#include "cmd/commands.h"
#include "cmd/fault.h"
#include "cmd/serving.h"
#include "cmd/terminal.h"

struct serve {
    struct slice data, name, listen, disposable;
};

static int serve_run(const void *options, const struct slice *rest, size_t count)
{
    const struct serve *const given = options;
    struct error error;
    (void)rest;
    if (slice_is_empty(given->data) || count > 0) {
        fail(&error, FAULT_OPTION_MISSING, 0, SLICE("--data"), SLICE("serve"));
        return terminal_error(&error);
    }
    int const stop = serving_catch_signals();
    struct site *const site = site_open(given->data, given->name, &error);
    struct participation *const participation =
        site != NULL ? serving_open_participation(site, given->disposable, &error) : NULL;
    int const status =
        participation != NULL ? serving_run(site, participation, given->listen, stop, -1) : terminal_error(&error);
    participation_close(participation);
    site_close(site);
    return status;
}

static const struct option_type serve_options[] = {
    { "data", 'd', "DIR", offsetof(struct serve, data), "the data directory; made when it is not there" },
    { "listen", 'l', "ADDR:PORT", offsetof(struct serve, listen), "where to listen (127.0.0.1:8080)" },
    { "name", 'n', "HOST", offsetof(struct serve, name), "the site's name, the first time" },
    { "disposable", 0, "FILE", offsetof(struct serve, disposable),
      "domains that give out addresses to throw away, one a line (the installed list)" },
    { 0 },
};

const struct command command_serve = {
    .name = "serve",
    .arguments = "--data DIR [--listen ADDR:PORT]",
    .meaning = "the server",
    .more = "It prints its address when it is ready and ends on SIGINT or SIGTERM, with everything durable that it "
            "answered.\n",
    .options = serve_options,
    .size = sizeof(struct serve),
    .run = serve_run,
};
