// SPDX-License-Identifier: Apache-2.0
/* cmd/worker.h - the worker: the process that holds the key of what is sealed, delivers mail, reads what comes back, and deletes
 * data when its time is over. `plenary mail` is one; `plenary demo` has one beside its server.
 *
 * How     struct worker_options options = { .data = SLICE("data"), .relay = ... };
 *         return worker_run(&options);  // until `stop` is readable
 * Holds   DIR/mail.lock: one worker a data directory.
 * Threads One. */
#ifndef CMD_WORKER_H
#define CMD_WORKER_H

#include "base/slice.h"
#include "mail/mailbox_reader.h"
#include "mail/relay.h"

struct worker_options {
    struct slice data;
    struct slice host, url; /* empty: the site's name, and https:// before it */
    struct relay_options relay;
    bool mailbox;                          /* the demonstration's instead of a relay */
    struct mailbox_reader_options bounces; /* address empty: none are read */
    struct slice desk;                     /* ADDR:PORT of the organisers' desk; empty: there is none */
    struct slice desk_origin;              /* "https://desk.example"; empty: http://localhost:PORT */
    bool desk_invites; /* a demonstration: where nobody organises yet, a first link is printed; any free port will do */
    unsigned connections;
    uint64_t domain_hourly_max;
    struct slice hooks_authorities; /* certificates to trust for webhooks; empty: the system's */
    bool near;                      /* webhooks on this machine are called too, without TLS */
    int64_t gather_seconds;         /* of what is told at once; 0: NOTIFY_GATHER_SECONDS */
    bool once;                      /* end when nothing is due */
    int stop;                       /* readable: end */
};

/* Gives the exit status. */
int worker_run(const struct worker_options *options);

#endif
