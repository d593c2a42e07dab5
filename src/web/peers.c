#include "web/peers.h"

#include "store/os.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/socket.h>

enum {
    SWEEP_MS = 1000,
    FULL_MS = 10, /* between looks whether there is a place again, and after a socket could not be had */
    AT_ONCE = 64  /* taken in before the others are looked after */
};

struct peer {
    int socket;
    int64_t since_ms; /* when what it now sends began; 0: nothing is awaited */
    struct peer *before, *after;
};

void peers_begin(struct peers *peers)
{
    *peers = (struct peers){ .first = NULL };
    (void)pthread_mutex_init(&peers->lock, NULL);
}

void peers_end(struct peers *peers)
{
    pthread_mutex_destroy(&peers->lock);
}

static void add(struct peers *peers, struct peer *peer)
{
    peer->after = peers->first;
    if (peers->first != NULL)
        peers->first->before = peer;
    peers->first = peer;
}

static void drop(struct peers *peers, struct peer *peer)
{
    if (peer->before != NULL)
        peer->before->after = peer->after;
    else
        peers->first = peer->after;
    if (peer->after != NULL)
        peer->after->before = peer->before;
    free(peer);
}

void peers_notice(void *context, struct MHD_Connection *connection, void **socket_context,
                  enum MHD_ConnectionNotificationCode what)
{
    struct peers *const peers = context;
    struct peer *peer = *socket_context;
    pthread_mutex_lock(&peers->lock);
    if (what == MHD_CONNECTION_NOTIFY_STARTED) {
        peer = calloc(1, sizeof *peer);
        if (peer != NULL) {
            peer->socket = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
            peer->since_ms = os_monotonic_ms();
            add(peers, peer);
        }
        *socket_context = peer;
    } else {
        peers->count--;
        if (peer != NULL)
            drop(peers, peer);
        *socket_context = NULL;
    }
    pthread_mutex_unlock(&peers->lock);
}

static void set_since(struct peers *peers, struct MHD_Connection *connection, int64_t since_ms)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    if (info == NULL || info->socket_context == NULL)
        return;
    struct peer *const peer = info->socket_context;
    pthread_mutex_lock(&peers->lock);
    if (since_ms == 0 || peer->since_ms == 0)
        peer->since_ms = since_ms;
    pthread_mutex_unlock(&peers->lock);
}

void peers_await(struct peers *peers, struct MHD_Connection *connection)
{
    set_since(peers, connection, os_monotonic_ms());
}

void peers_stop_awaiting(struct peers *peers, struct MHD_Connection *connection)
{
    set_since(peers, connection, 0);
}

/* Cuts connections whose request is not whole in time; the library then closes them. */
static void sweep(struct peers *peers, int64_t now)
{
    pthread_mutex_lock(&peers->lock);
    for (struct peer *peer = peers->first; peer != NULL; peer = peer->after)
        if (peer->since_ms > 0 && now - peer->since_ms > PEERS_REQUEST_MS_MAX)
            (void)shutdown(peer->socket, SHUT_RDWR);
    pthread_mutex_unlock(&peers->lock);
}

/* Counts `by` more; how many there are then. */
static size_t count_by(struct peers *peers, int by)
{
    pthread_mutex_lock(&peers->lock);
    peers->count = (size_t)((int)peers->count + by);
    size_t const count = peers->count;
    pthread_mutex_unlock(&peers->lock);
    return count;
}

/* Takes in those who wait; the library deals them out by the number of their socket. */
static void take_some(struct peers *peers, struct MHD_Daemon *daemon, int socket, size_t most)
{
    for (unsigned i = 0; i < AT_ONCE && count_by(peers, 0) < most; i++) {
        struct sockaddr_storage from;
        socklen_t length = sizeof from;
        int const made = accept4(socket, (struct sockaddr *)&from, &length, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (made < 0) {
            if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM)
                os_sleep_ms(FULL_MS);
            return;
        }
        (void)count_by(peers, 1); /* before its end can be heard of */
        if (MHD_add_connection(daemon, made, (struct sockaddr *)&from, length) != MHD_YES)
            (void)count_by(peers, -1); /* the library has closed it */
    }
}

void peers_take(struct peers *peers, struct MHD_Daemon *daemon, int socket, size_t most, int stop_fd)
{
    int64_t swept = os_monotonic_ms();
    for (;;) {
        bool const room = count_by(peers, 0) < most;
        struct pollfd fds[] = { { .fd = stop_fd, .events = POLLIN }, { .fd = room ? socket : -1, .events = POLLIN } };
        int const ready = poll(fds, 2, room ? SWEEP_MS : FULL_MS);
        int64_t const now = os_monotonic_ms();
        if (ready > 0 && fds[0].revents != 0)
            return;
        if (ready > 0 && fds[1].revents != 0)
            take_some(peers, daemon, socket, most);
        if (now - swept >= SWEEP_MS) {
            sweep(peers, now);
            swept = now;
        }
    }
}
