/* web/peers.h - the connections: taken in, dealt out to the server's threads, and cut where a request comes too slowly.
 *
 * How     peers_begin(&peers); MHD_start_daemon(... MHD_USE_NO_LISTEN_SOCKET ... MHD_OPTION_NOTIFY_CONNECTION, peers_notice,
 *         &peers ...); peers_take(&peers, daemon, socket, most, stop_fd); ... peers_end(&peers)
 * Limits  Beyond `most` connections who comes waits unaccepted. PEERS_REQUEST_MS_MAX for a request to be whole.
 * Threads Any, but peers_begin and peers_end. */
#ifndef WEB_PEERS_H
#define WEB_PEERS_H

#include <pthread.h>
#include <stddef.h>

#include <microhttpd.h>

enum { PEERS_REQUEST_MS_MAX = 20000 /* from the first byte of a request to its last */ };

struct peer;

struct peers {
    pthread_mutex_t lock;
    struct peer *first;
    size_t count;
};

void peers_begin(struct peers *peers);
void peers_end(struct peers *peers);
/* For MHD_OPTION_NOTIFY_CONNECTION: a connection has begun, or ended. */
void peers_notice(void *peers, struct MHD_Connection *connection, void **context,
                  enum MHD_ConnectionNotificationCode what);
/* A request begins to come; it is whole, or has ended. */
void peers_await(struct peers *peers, struct MHD_Connection *connection);
void peers_stop_awaiting(struct peers *peers, struct MHD_Connection *connection);
/* Takes in who comes to the listening socket until `stop_fd` can be read, and cuts who is slow meanwhile. */
void peers_take(struct peers *peers, struct MHD_Daemon *daemon, int socket, size_t most, int stop_fd);

#endif
