/* load.h - many submitters over HTTP from one thread: each sends a body, waits for its answer, sends the next. */
#ifndef BENCH_LOAD_H
#define BENCH_LOAD_H

#include "base/slice.h"

enum { LOAD_SUBMITTERS = 64 };

struct load_to {
    int port;
    const char *path, *type;
    unsigned status; /* of an answer to what was taken */
};

/* Bodies are given out to the submitters in order; body i is sent by submitter i % LOAD_SUBMITTERS. Gives the seconds that all
 * took. Ends the program when an answer has another status. */
double load_run(const struct load_to *to, const struct slice *bodies, size_t count);

#endif
