// SPDX-License-Identifier: Apache-2.0
#include "child.h"

#include "measure.h"
#include "peers.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static void child_pin(int core)
{
    if (core != CHILD_ANY_CORE)
        measure_pin(core);
}

pid_t child_serve(const char *program, const char *directory, int port, int core)
{
    pid_t const child = fork();
    if (child != 0)
        return child;
    char address[32];
    snprintf(address, sizeof address, "127.0.0.1:%d", port);
    child_pin(core);
    if (freopen("/dev/null", "w", stdout) == NULL)
        _exit(3);
    execl(program, program, "serve", "--data", directory, "--listen", address, (char *)NULL);
    _exit(3);
}

pid_t child_peer(int port, int core)
{
    pid_t const child = fork();
    if (child != 0)
        return child;
    child_pin(core);
    peer_serve(port);
}

double child_end(pid_t child, int signal_number)
{
    struct rusage used;
    int status;
    kill(child, signal_number);
    if (wait4(child, &status, 0, &used) != child || (signal_number == SIGTERM && status != 0)) {
        fprintf(stderr, "the server did not end well: %d\n", status);
        exit(3);
    }
    return (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
           (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}
