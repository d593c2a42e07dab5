/* web/peers.h - the connections: taken in, dealt out to the server's threads, and cut where a request comes too slowly.
 *
 * What    A thread that waits for connections itself takes all that come at once. Here they are taken in apart and handed to the
 *         library, which gives each to a thread by the number of its socket; beyond the limit who comes waits unaccepted.
 * How     peers_begin(&peers, &limits); MHD_start_daemon(... MHD_USE_NO_LISTEN_SOCKET ...
 *         MHD_OPTION_CONNECTION_LIMIT, peers_library_limit(&peers, threads),
 *         MHD_OPTION_NOTIFY_CONNECTION, peers_notice, &peers ...);
 *         peers_take(&peers, daemon, socket, stop_fd); ... MHD_stop_daemon(daemon); peers_end(&peers)
 * Threads Any, but peers_begin and peers_end. */
#ifndef WEB_PEERS_H
#define WEB_PEERS_H

#include <pthread.h>
#include <stddef.h>
#include <stdint.h>

#include <microhttpd.h>

struct peer;

struct peers_limits {
    unsigned connections;
    int64_t
        request_ms;  /* from a connection's beginning, or from a later request's first line, until a request is whole */
    int64_t idle_ms; /* between an answer and the next request: the library's own, which each byte puts off */
};

struct peers {
    struct peers_limits limits;
    pthread_mutex_t lock;
    struct peer *first;
    size_t begun, handed; /* handed: to the library, which has not said yet that they have begun */
    int64_t handed_ms;    /* when the last one was */
};

void peers_begin(struct peers *peers, const struct peers_limits *limits);
void peers_end(struct peers *peers);
/* So high that none of the library's threads ever comes to its limit: there it closes a connection without a word instead of
 * letting it wait, and libmicrohttpd 0.9.75 leaves a lock behind at which the thread then stands for ever. */
unsigned peers_library_limit(const struct peers *peers, unsigned threads);
/* For MHD_OPTION_NOTIFY_CONNECTION: a connection has begun, or ended. */
void peers_notice(void *peers, struct MHD_Connection *connection, void **context,
                  enum MHD_ConnectionNotificationCode what);
/* A request's first line has come; all of it has; it has been answered, and the next may come. */
void peers_await(struct peers *peers, struct MHD_Connection *connection);
void peers_stop_awaiting(struct peers *peers, struct MHD_Connection *connection);
void peers_await_next(struct peers *peers, struct MHD_Connection *connection);
/* How many there are. */
size_t peers_count(struct peers *peers);
/* Takes in who comes to the listening socket until `stop_fd` can be read, and cuts who is slow meanwhile. */
void peers_take(struct peers *peers, struct MHD_Daemon *daemon, int socket, int stop_fd);

#endif
