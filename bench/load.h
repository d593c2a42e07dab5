/* load.h - many submitters over HTTP from one thread: each sends an act, waits for its answer, sends the next. */
#ifndef BENCH_LOAD_H
#define BENCH_LOAD_H

#include "base/slice.h"

enum { LOAD_SUBMITTERS = 64 };

/* Bodies are given out to the submitters in order; body i is sent by submitter i % LOAD_SUBMITTERS. Gives the seconds that all
 * took. Ends the program when an answer is not 201. */
double load_run(int port, const char *path, const struct slice *bodies, size_t count);

#endif
