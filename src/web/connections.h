// SPDX-License-Identifier: Apache-2.0
/* web/connections.h - the connections: taken in, dealt out to the server's threads, and cut where a request comes too slowly.
 *
 * What    A thread that waits for connections itself takes all that come at once. Here they are taken in apart and handed to the
 *         library, which gives each to a thread by the number of its socket; beyond the limit who comes waits unaccepted.
 * How     connections_begin(&connections, &limits);
 *         MHD_start_daemon(...);  // MHD_OPTION_CONNECTION_LIMIT connections_library_limit, MHD_OPTION_NOTIFY_CONNECTION connections_notice
 *         connections_take(&connections, daemon, socket, stop_fd);
 *         MHD_stop_daemon(daemon); connections_end(&connections);
 * Threads Any, but connections_begin and connections_end. */
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
        request_ms;  /* from a connection's beginning, or from a later request's first line, until a request is whole */
    int64_t idle_ms; /* between an answer and the next request: the library's own, which each byte puts off */
};

struct connections {
    struct connections_limits limits;
    pthread_mutex_t lock;
    struct connection *first;
    size_t begun, handed; /* handed: to the library, which has not said yet that they have begun */
    int64_t handed_ms;    /* when the last one was */
};

void connections_begin(struct connections *connections, const struct connections_limits *limits);
void connections_end(struct connections *connections);
/* So high that none of the library's threads ever comes to its limit: there it closes a connection without a word instead of
 * letting it wait, and libmicrohttpd 0.9.75 leaves a lock behind at which the thread then stands for ever. */
unsigned connections_library_limit(const struct connections *connections, unsigned threads);
/* For MHD_OPTION_NOTIFY_CONNECTION: a connection has begun, or ended. */
void connections_notice(void *connections, struct MHD_Connection *connection, void **context,
                        enum MHD_ConnectionNotificationCode what);
/* A request's first line has come; all of it has; it has been answered, and the next may come. */
void connections_await(struct connections *connections, struct MHD_Connection *connection);
void connections_stop_awaiting(struct connections *connections, struct MHD_Connection *connection);
void connections_await_next(struct connections *connections, struct MHD_Connection *connection);
/* How many there are. */
size_t connections_count(struct connections *connections);
/* Takes in who comes to the listening socket until `stop_fd` can be read, and cuts who is slow meanwhile. */
void connections_take(struct connections *connections, struct MHD_Daemon *daemon, int socket, int stop_fd);

#endif
