// SPDX-License-Identifier: Apache-2.0
/* child.h - runs the measured server, and the handler it is compared with, as child processes: on one core or on all. */
#ifndef BENCH_CHILD_H
#define BENCH_CHILD_H

#include <sys/types.h>

enum { CHILD_ANY_CORE = -1 };

/* Runs `plenary serve` for that directory at 127.0.0.1:PORT, without output. */
pid_t child_serve(const char *program, const char *directory, int port, int core);
/* Runs peer_serve (peers.h). */
pid_t child_peer(int port, int core);
/* Ends the child and gives its processor seconds. Ends the program when SIGTERM did not end the child cleanly. */
double child_end(pid_t child, int signal_number);

#endif
