#include "cmd/serving.h"

#include <signal.h>
#include <stdio.h>
#include <sys/signalfd.h>

#include "cmd/option.h"
#include "cmd/terminal.h"
#include "web/server.h"

int serving_catch_signals(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    sigprocmask(SIG_BLOCK, &set, NULL);
    return signalfd(-1, &set, SFD_CLOEXEC);
}

static void print_address(void *context, struct slice address)
{
    (void)context;
    printf("http://%.*s/\n", SLICE_ARGS(address));
    fflush(stdout);
}

int serving_run(struct site *site, struct slice address, int stop)
{
    struct error error = { 0 };
    struct server_options const options = {
        .address = slice_is_empty(address) ? SLICE("127.0.0.1:8080") : address,
        .stop_fd = stop,
        .ready = print_address,
    };
    return server_run(site, &options, &error) ? STATUS_OK : terminal_error(&error);
}
