// SPDX-License-Identifier: Apache-2.0
/* load.h - many submitters over HTTP in one thread: each sends a body, waits for its answer, and sends the next. */
#ifndef BENCH_LOAD_H
#define BENCH_LOAD_H

#include "base/slice.h"

enum { LOAD_SUBMITTERS = 64 };

struct load_to {
    int port;
    const char *path, *type;
    unsigned status; /* the expected status */
};

/* Submitter i % LOAD_SUBMITTERS sends body i. Gives the seconds for all. Ends the program when an answer has another status. */
double load_run(const struct load_to *to, const struct slice *bodies, size_t count);

#endif
