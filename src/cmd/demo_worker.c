// SPDX-License-Identifier: Apache-2.0
#include "cmd/demo_worker.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cmd/worker.h"

enum { SITE_URL_BYTES_MAX = 128 };

/* Reads the line; false when the demonstration ended before it served. */
static bool demo_worker_read_address(int told, struct buffer *address)
{
    char byte;
    while (read(told, &byte, 1) == 1) {
        if (byte == '\n')
            return !address->full;
        buffer_add_byte(address, byte);
    }
    return false;
}

/* The organisers' desk listens on the port after the pages'. */
static void demo_worker_add_desk(struct slice url, struct buffer *address)
{
    size_t colon = url.length;
    uint64_t port = 0;
    while (colon > 0 && url.bytes[colon - 1] != ':')
        colon--;
    (void)slice_number(slice_part(url, colon, url.length), &port);
    buffer_add(address, SLICE("127.0.0.1:"));
    buffer_add_number(address, port > 0 && port < 65535 ? port + 1 : 0);
}

static int demo_worker_live(struct slice data, int told)
{
    char memory[SITE_URL_BYTES_MAX];
    struct buffer url = BUFFER(memory);
    buffer_add(&url, SLICE("http://"));
    if (!demo_worker_read_address(told, &url))
        return 0;
    char desk_memory[SITE_URL_BYTES_MAX];
    struct buffer desk = BUFFER(desk_memory);
    demo_worker_add_desk(buffer_slice(&url), &desk);
    struct worker_options const options = {
        .data = data,
        .desk = buffer_slice(&desk),
        .desk_invites = true,
        .host = SLICE("plenary.example"),
        .url = buffer_slice(&url),
        .mailbox = true,
        .near = true,
        .gather_seconds = 2,
        .connections = 1,
        .stop = told,
    };
    return worker_run(&options);
}

bool demo_worker_start(struct slice data, struct demo_worker *worker, struct error *error)
{
    int ends[2];
    pid_t const demo = getpid();
    *worker = (struct demo_worker){ .process = -1, .tell = -1 };
    if (pipe2(ends, O_CLOEXEC) != 0)
        return fail(error, FAULT_MEMORY, 0, SLICE("the worker"));
    worker->process = fork();
    if (worker->process == 0) {
        close(ends[1]);
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        _exit(getppid() == demo ? demo_worker_live(data, ends[0]) : 0);
    }
    close(ends[0]);
    worker->tell = ends[1];
    if (worker->process > 0)
        return true;
    demo_worker_end(worker);
    return fail(error, FAULT_MEMORY, 0, SLICE("the worker"));
}

void demo_worker_end(struct demo_worker *worker)
{
    if (worker->tell >= 0)
        close(worker->tell);
    if (worker->process > 0)
        waitpid(worker->process, NULL, 0);
    *worker = (struct demo_worker){ .process = -1, .tell = -1 };
}
