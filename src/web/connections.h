// SPDX-License-Identifier: Apache-2.0
/* web/connections.h - accepts connections, spreads them over the server's threads, and closes slow ones.
 *
 * What    If each of the library's threads accepted for itself, one thread would take a whole burst. We accept here and pass
 *         each socket to the library, which picks the thread by its number. At the limit, new clients wait in the backlog.
 * How     connections_begin(&connections, &limits);
 *         MHD_start_daemon(...);  // MHD_OPTION_CONNECTION_LIMIT connections_library_limit, MHD_OPTION_NOTIFY_CONNECTION connections_notice
 *         connections_take(&connections, daemon, socket, stop_fd);
 *         MHD_stop_daemon(daemon); connections_end(&connections);
 * Threads Any, except for connections_begin and connections_end. */
#ifndef WEB_CONNECTIONS_H
#define WEB_CONNECTIONS_H

#include <pthread.h>
#include <stddef.h>
#include <stdint.h>

#include <microhttpd.h>

struct connection;

struct connections_limits {
    unsigned sockets;
    int64_t
        request_ms; /* for a whole request: from the start of the connection, or from the first line of a later request */
    int64_t idle_ms; /* between an answer and the next request; the library's timer, which each byte resets */
};

struct connections {
    struct connections_limits limits;
    pthread_mutex_t lock;
    struct connection *first;
    size_t begun, handed; /* handed: passed to the library, which has not reported their start yet */
    int64_t handed_ms;    /* when the last one was handed over */
};

void connections_begin(struct connections *connections, const struct connections_limits *limits);
void connections_end(struct connections *connections);
/* High enough that no thread of the library reaches its limit. At its limit the library closes connections instead of letting
 * them wait, and libmicrohttpd 0.9.75 does not release a lock, so that the thread hangs. */
unsigned connections_library_limit(const struct connections *connections, unsigned threads);
/* For MHD_OPTION_NOTIFY_CONNECTION: a connection has started or ended. */
void connections_notice(void *connections, struct MHD_Connection *connection, void **context,
                        enum MHD_ConnectionNotificationCode what);
/* The first line of a request has arrived; all of it has arrived; it is answered, and the next one may come. */
void connections_await(struct connections *connections, struct MHD_Connection *connection);
void connections_stop_awaiting(struct connections *connections, struct MHD_Connection *connection);
void connections_await_next(struct connections *connections, struct MHD_Connection *connection);
/* The number of open connections. */
size_t connections_count(struct connections *connections);
/* Accepts connections and closes slow ones, until `stop_fd` is readable. */
void connections_take(struct connections *connections, struct MHD_Daemon *daemon, int socket, int stop_fd);

#endif
