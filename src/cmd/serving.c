// SPDX-License-Identifier: Apache-2.0
#include "cmd/serving.h"

#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <sys/signalfd.h>

#include "cmd/fault.h"
#include "cmd/option.h"
#include "cmd/terminal.h"
#include "web/server.h"

enum { HEAP_KEPT_BYTES = 1 << 20 /* of each of the server's threads */ };

int serving_catch_signals(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    sigprocmask(SIG_BLOCK, &set, NULL);
    return signalfd(-1, &set, SFD_CLOEXEC);
}

bool serving_find(struct slice said, struct slice built, struct slice installed, struct os_path *path)
{
    if (!slice_is_empty(said))
        return os_path_join(path, said, SLICE(""), SLICE("")) && os_exists(path);
    return (os_path_join(path, built, SLICE(""), SLICE("")) && os_exists(path)) ||
           (os_path_join(path, installed, SLICE(""), SLICE("")) && os_exists(path));
}

struct participation *serving_open_participation(struct site *site, struct slice disposable, struct error *error)
{
    struct slice const installed = SLICE(PLENARY_DISPOSABLE_INSTALLED);
    struct os_path path;
    if (serving_find(disposable, SLICE(PLENARY_DISPOSABLE_SOURCE), installed, &path))
        return participation_open(site, slice_of(path.text), error);
    fail(error, FAULT_DISPOSABLE_MISSING, 0, slice_is_empty(disposable) ? installed : disposable);
    return NULL;
}

static void serving_print_address(void *context, struct slice address)
{
    const int *const tell = context;
    printf("http://%.*s/\n", SLICE_ARGS(address));
    fflush(stdout);
    if (*tell >= 0)
        dprintf(*tell, "%.*s\n", SLICE_ARGS(address));
}

int serving_run(struct site *site, struct participation *participation, struct slice address, int stop, int tell)
{
    struct error error = { 0 };
    /* Keep freed memory for the next request: otherwise each returns its pages to the system and faults them in again. */
    mallopt(M_TRIM_THRESHOLD, HEAP_KEPT_BYTES);
    mallopt(M_MMAP_THRESHOLD, HEAP_KEPT_BYTES);
    struct server_options const options = {
        .address = slice_is_empty(address) ? SLICE("127.0.0.1:8080") : address,
        .stop_fd = stop,
        .demo = tell >= 0,
        .ready = serving_print_address,
        .context = &tell,
    };
    return server_run(site, participation, &options, &error) ? STATUS_OK : terminal_error(&error);
}
