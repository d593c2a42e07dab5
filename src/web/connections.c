// SPDX-License-Identifier: Apache-2.0
#include "web/connections.h"

#include "store/os.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/socket.h>

enum {
    SWEEPS = 20,  /* within request_ms */
    FULL_MS = 10, /* before we try again: at the limit, or after accept failed */
    AT_ONCE = 64  /* accepted before the next sweep */
};

struct connection {
    int socket;
    int64_t until_ms; /* deadline of its request; 0: none is expected */
    struct connection *before, *after;
};

void connections_begin(struct connections *connections, const struct connections_limits *limits)
{
    *connections = (struct connections){ .limits = *limits };
    (void)pthread_mutex_init(&connections->lock, NULL);
}

void connections_end(struct connections *connections)
{
    pthread_mutex_destroy(&connections->lock);
}

/* The library divides its limit by its threads. One thread may hold all connections, and as many that are just ending. */
unsigned connections_library_limit(const struct connections *connections, unsigned threads)
{
    return 2 * connections->limits.sockets * threads;
}

static void connections_add(struct connections *connections, struct connection *peer)
{
    peer->after = connections->first;
    if (connections->first != NULL)
        connections->first->before = peer;
    connections->first = peer;
}

static void connections_drop(struct connections *connections, struct connection *peer)
{
    if (peer->before != NULL)
        peer->before->after = peer->after;
    else
        connections->first = peer->after;
    if (peer->after != NULL)
        peer->after->before = peer->before;
    free(peer);
}

static struct connection *connections_begin_one(struct connections *connections, struct MHD_Connection *connection)
{
    struct connection *const peer = calloc(1, sizeof *peer);
    connections->begun++;
    if (connections->handed > 0)
        connections->handed--;
    if (peer == NULL)
        return NULL; /* it is served, but never closed for being slow */
    peer->socket = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
    peer->until_ms = os_monotonic_ms() + connections->limits.request_ms;
    connections_add(connections, peer);
    return peer;
}

void connections_notice(void *context, struct MHD_Connection *connection, void **socket_context,
                        enum MHD_ConnectionNotificationCode what)
{
    struct connections *const connections = context;
    struct connection *const peer = *socket_context;
    pthread_mutex_lock(&connections->lock);
    if (what == MHD_CONNECTION_NOTIFY_STARTED) {
        *socket_context = connections_begin_one(connections, connection);
    } else {
        connections->begun--;
        if (peer != NULL)
            connections_drop(connections, peer);
        *socket_context = NULL;
    }
    pthread_mutex_unlock(&connections->lock);
}

/* These run on the connection's own thread, as connections_notice does. */
static struct connection *connections_peer_of(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info != NULL ? info->socket_context : NULL;
}

void connections_await(struct connections *connections, struct MHD_Connection *connection)
{
    struct connection *const peer = connections_peer_of(connection);
    int64_t const until = os_monotonic_ms() + connections->limits.request_ms;
    if (peer == NULL)
        return;
    pthread_mutex_lock(&connections->lock);
    if (peer->until_ms == 0 || peer->until_ms > until)
        peer->until_ms = until;
    pthread_mutex_unlock(&connections->lock);
}

static void connections_set_until(struct connections *connections, struct MHD_Connection *connection, int64_t until_ms)
{
    struct connection *const peer = connections_peer_of(connection);
    if (peer == NULL)
        return;
    pthread_mutex_lock(&connections->lock);
    peer->until_ms = until_ms;
    pthread_mutex_unlock(&connections->lock);
}

void connections_stop_awaiting(struct connections *connections, struct MHD_Connection *connection)
{
    connections_set_until(connections, connection, 0);
}

/* The library does not report the first byte, so the time for the first line includes the wait before it. */
void connections_await_next(struct connections *connections, struct MHD_Connection *connection)
{
    connections_set_until(connections, connection,
                          os_monotonic_ms() + connections->limits.idle_ms + connections->limits.request_ms);
}

/* Shuts down connections that missed their deadline; the library then closes them. One that was handed over that long ago and
 * never started was closed by the library, because it had no memory. */
static void connections_sweep(struct connections *connections, int64_t now)
{
    pthread_mutex_lock(&connections->lock);
    for (struct connection *peer = connections->first; peer != NULL; peer = peer->after)
        if (peer->until_ms > 0 && now > peer->until_ms)
            (void)shutdown(peer->socket, SHUT_RDWR);
    if (now - connections->handed_ms > connections->limits.request_ms)
        connections->handed = 0;
    pthread_mutex_unlock(&connections->lock);
}

size_t connections_count(struct connections *connections)
{
    pthread_mutex_lock(&connections->lock);
    size_t const count = connections->begun + connections->handed;
    pthread_mutex_unlock(&connections->lock);
    return count;
}

/* Count it first: its start may be reported before the call returns. If the library refuses it, the library has closed it. */
static void connections_hand_over(struct connections *connections, struct MHD_Daemon *daemon, int made,
                                  const struct sockaddr *from, socklen_t length)
{
    pthread_mutex_lock(&connections->lock);
    connections->handed++;
    connections->handed_ms = os_monotonic_ms();
    pthread_mutex_unlock(&connections->lock);
    if (MHD_add_connection(daemon, made, from, length) == MHD_YES)
        return;
    pthread_mutex_lock(&connections->lock);
    if (connections->handed > 0)
        connections->handed--;
    pthread_mutex_unlock(&connections->lock);
}

static void connections_take_some(struct connections *connections, struct MHD_Daemon *daemon, int socket)
{
    for (unsigned i = 0; i < AT_ONCE && connections_count(connections) < connections->limits.sockets; i++) {
        struct sockaddr_storage from;
        socklen_t length = sizeof from;
        int const made = accept4(socket, (struct sockaddr *)&from, &length, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (made < 0) {
            if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM)
                os_sleep_ms(FULL_MS);
            return;
        }
        connections_hand_over(connections, daemon, made, (struct sockaddr *)&from, length);
    }
}

void connections_take(struct connections *connections, struct MHD_Daemon *daemon, int socket, int stop_fd)
{
    int64_t const sweep_ms = connections->limits.request_ms / SWEEPS;
    int64_t swept = os_monotonic_ms();
    for (;;) {
        bool const accepting = connections_count(connections) < connections->limits.sockets;
        struct pollfd fds[] = { { .fd = stop_fd, .events = POLLIN },
                                { .fd = accepting ? socket : -1, .events = POLLIN } };
        int const ready = poll(fds, 2, accepting ? (int)sweep_ms : FULL_MS);
        int64_t const now = os_monotonic_ms();
        if (ready > 0 && fds[0].revents != 0)
            return;
        if (ready > 0 && fds[1].revents != 0)
            connections_take_some(connections, daemon, socket);
        if (now - swept >= sweep_ms) {
            connections_sweep(connections, now);
            swept = now;
        }
    }
}
