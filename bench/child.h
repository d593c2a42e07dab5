/* child.h - the server that is measured, and its peer, as children of the bench: on one core or on all. */
#ifndef BENCH_CHILD_H
#define BENCH_CHILD_H

#include <sys/types.h>

enum { CHILD_ANY_CORE = -1 };

/* `plenary serve` of that directory at 127.0.0.1:PORT, its words to nobody. */
pid_t child_serve(const char *program, const char *directory, int port, int core);
/* libmicrohttpd's smallest handler: peers.h. */
pid_t child_peer(int port, int core);
/* Ends it and gives the seconds of processor time that it took. Ends the program when SIGTERM did not end it well. */
double child_end(pid_t child, int signal_number);

#endif
