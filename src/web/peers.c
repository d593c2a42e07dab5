#include "web/peers.h"

#include "store/os.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/socket.h>

enum {
    SWEEPS = 20,  /* in the time that a request may take */
    FULL_MS = 10, /* between looks whether there is a place again, and after a socket could not be had */
    AT_ONCE = 64  /* taken in before the others are looked after */
};

struct peer {
    int socket;
    int64_t until_ms; /* by when its request must be whole; 0: nothing is awaited */
    struct peer *before, *after;
};

void peers_begin(struct peers *peers, const struct peers_limits *limits)
{
    *peers = (struct peers){ .limits = *limits };
    (void)pthread_mutex_init(&peers->lock, NULL);
}

void peers_end(struct peers *peers)
{
    pthread_mutex_destroy(&peers->lock);
}

/* It shares its limit out to its threads; one may have them all, and those that are just ending. */
unsigned peers_library_limit(const struct peers *peers, unsigned threads)
{
    return 2 * peers->limits.connections * threads;
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

static struct peer *begin(struct peers *peers, struct MHD_Connection *connection)
{
    struct peer *const peer = calloc(1, sizeof *peer);
    peers->begun++;
    if (peers->handed > 0)
        peers->handed--;
    if (peer == NULL)
        return NULL; /* it is served, and only not cut */
    peer->socket = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
    peer->until_ms = os_monotonic_ms() + peers->limits.request_ms;
    add(peers, peer);
    return peer;
}

void peers_notice(void *context, struct MHD_Connection *connection, void **socket_context,
                  enum MHD_ConnectionNotificationCode what)
{
    struct peers *const peers = context;
    struct peer *const peer = *socket_context;
    pthread_mutex_lock(&peers->lock);
    if (what == MHD_CONNECTION_NOTIFY_STARTED) {
        *socket_context = begin(peers, connection);
    } else {
        peers->begun--;
        if (peer != NULL)
            drop(peers, peer);
        *socket_context = NULL;
    }
    pthread_mutex_unlock(&peers->lock);
}

/* The connection's own thread calls these, as it does peers_notice. */
static struct peer *peer_of(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info != NULL ? info->socket_context : NULL;
}

void peers_await(struct peers *peers, struct MHD_Connection *connection)
{
    struct peer *const peer = peer_of(connection);
    int64_t const until = os_monotonic_ms() + peers->limits.request_ms;
    if (peer == NULL)
        return;
    pthread_mutex_lock(&peers->lock);
    if (peer->until_ms == 0 || peer->until_ms > until)
        peer->until_ms = until;
    pthread_mutex_unlock(&peers->lock);
}

static void set_until(struct peers *peers, struct MHD_Connection *connection, int64_t until_ms)
{
    struct peer *const peer = peer_of(connection);
    if (peer == NULL)
        return;
    pthread_mutex_lock(&peers->lock);
    peer->until_ms = until_ms;
    pthread_mutex_unlock(&peers->lock);
}

void peers_stop_awaiting(struct peers *peers, struct MHD_Connection *connection)
{
    set_until(peers, connection, 0);
}

/* Nobody says when its first byte comes: who sends its first line byte by byte has as long as if it had waited first. */
void peers_await_next(struct peers *peers, struct MHD_Connection *connection)
{
    set_until(peers, connection, os_monotonic_ms() + peers->limits.idle_ms + peers->limits.request_ms);
}

/* Cuts connections whose request is not whole in time; the library then closes them. What it was handed so long ago and never
 * began it has closed, for want of memory. */
static void sweep(struct peers *peers, int64_t now)
{
    pthread_mutex_lock(&peers->lock);
    for (struct peer *peer = peers->first; peer != NULL; peer = peer->after)
        if (peer->until_ms > 0 && now > peer->until_ms)
            (void)shutdown(peer->socket, SHUT_RDWR);
    if (now - peers->handed_ms > peers->limits.request_ms)
        peers->handed = 0;
    pthread_mutex_unlock(&peers->lock);
}

size_t peers_count(struct peers *peers)
{
    pthread_mutex_lock(&peers->lock);
    size_t const count = peers->begun + peers->handed;
    pthread_mutex_unlock(&peers->lock);
    return count;
}

/* It is counted before its beginning can be heard of. Refused, it has been closed. */
static void hand_over(struct peers *peers, struct MHD_Daemon *daemon, int made, const struct sockaddr *from,
                      socklen_t length)
{
    pthread_mutex_lock(&peers->lock);
    peers->handed++;
    peers->handed_ms = os_monotonic_ms();
    pthread_mutex_unlock(&peers->lock);
    if (MHD_add_connection(daemon, made, from, length) == MHD_YES)
        return;
    pthread_mutex_lock(&peers->lock);
    if (peers->handed > 0)
        peers->handed--;
    pthread_mutex_unlock(&peers->lock);
}

static void take_some(struct peers *peers, struct MHD_Daemon *daemon, int socket)
{
    for (unsigned i = 0; i < AT_ONCE && peers_count(peers) < peers->limits.connections; i++) {
        struct sockaddr_storage from;
        socklen_t length = sizeof from;
        int const made = accept4(socket, (struct sockaddr *)&from, &length, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (made < 0) {
            if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM)
                os_sleep_ms(FULL_MS);
            return;
        }
        hand_over(peers, daemon, made, (struct sockaddr *)&from, length);
    }
}

void peers_take(struct peers *peers, struct MHD_Daemon *daemon, int socket, int stop_fd)
{
    int64_t const sweep_ms = peers->limits.request_ms / SWEEPS;
    int64_t swept = os_monotonic_ms();
    for (;;) {
        bool const room = peers_count(peers) < peers->limits.connections;
        struct pollfd fds[] = { { .fd = stop_fd, .events = POLLIN }, { .fd = room ? socket : -1, .events = POLLIN } };
        int const ready = poll(fds, 2, room ? (int)sweep_ms : FULL_MS);
        int64_t const now = os_monotonic_ms();
        if (ready > 0 && fds[0].revents != 0)
            return;
        if (ready > 0 && fds[1].revents != 0)
            take_some(peers, daemon, socket);
        if (now - swept >= sweep_ms) {
            sweep(peers, now);
            swept = now;
        }
    }
}
