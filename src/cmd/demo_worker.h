// SPDX-License-Identifier: Apache-2.0
/* cmd/demo_worker.h - the demonstration's worker: a process beside the server, which delivers into the mailbox that can be read at
 * /demo/mailbox.
 *
 * How     struct demo_worker worker;
 *         demo_worker_start(data, &worker, &error);  // before any thread is made
 *         serving_run(site, participation, address, stop, worker.tell);  // tells it where the pages are: then it begins
 *         demo_worker_end(&worker);
 * Holds   It ends when the demonstration ends, for any reason. It sends only to addresses that end in .example, and has no relay.
 * Owns    The process, until demo_worker_end. */
#ifndef CMD_DEMO_WORKER_H
#define CMD_DEMO_WORKER_H

#include <sys/types.h>

#include "base/error.h"

struct demo_worker {
    pid_t process;
    int tell; /* takes the server's ADDR:PORT and a line feed */
};

bool demo_worker_start(struct slice data, struct demo_worker *worker, struct error *error);
void demo_worker_end(struct demo_worker *worker);

#endif
