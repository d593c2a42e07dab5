// SPDX-License-Identifier: Apache-2.0
/* Connections: dealt out to every thread, delayed beyond the limit, cut when a request is too slow, and counted correctly
 * whatever the library or the system does. */
#include "test.h"

#include "store/os.h"
#include "web/listen.h"
#include "web/connections.h"

#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

enum { THREADS = 4, REQUEST_MS = 400, IDLE_MS = 600, SOON_MS = 5000, CLIENTS_MAX = 64, BYTES = 16384 };

#define REQUEST "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"

/* Of the sanitizer: what asks for more memory than there is gets none, as without it. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return "allocator_may_return_null=1";
}

static struct connections connections;
static struct MHD_Daemon *server;
static pthread_t taker;
static int listening, stop[2], port;
static pthread_t seen[THREADS];
static size_t seen_count;
static pthread_mutex_t seen_lock = PTHREAD_MUTEX_INITIALIZER;

static void note_thread(void)
{
    size_t i = 0;
    pthread_mutex_lock(&seen_lock);
    while (i < seen_count && !pthread_equal(seen[i], pthread_self()))
        i++;
    if (i == seen_count && seen_count < THREADS)
        seen[seen_count++] = pthread_self();
    pthread_mutex_unlock(&seen_lock);
}

static void *begin(void *context, const char *uri, struct MHD_Connection *connection)
{
    (void)context;
    (void)uri;
    connections_await(&connections, connection);
    return calloc(1, 1);
}

static enum MHD_Result handle(void *context, struct MHD_Connection *connection, const char *url, const char *method,
                              const char *version, const char *upload, size_t *upload_length, void **state)
{
    char *const begun = *state;
    (void)context;
    (void)url;
    (void)method;
    (void)version;
    (void)upload;
    (void)upload_length;
    if (*begun == 0) {
        *begun = 1;
        return MHD_YES;
    }
    connections_stop_awaiting(&connections, connection);
    note_thread();
    struct MHD_Response *const out =
        MHD_create_response_from_buffer(2, (void *)(uintptr_t) "ok", MHD_RESPMEM_PERSISTENT);
    enum MHD_Result const queued = MHD_queue_response(connection, 200, out);
    MHD_destroy_response(out);
    return queued;
}

static void end(void *context, struct MHD_Connection *connection, void **state, enum MHD_RequestTerminationCode how)
{
    (void)context;
    (void)how;
    free(*state);
    *state = NULL;
    connections_await_next(&connections, connection);
}

static void *take(void *context)
{
    (void)context;
    connections_take(&connections, server, listening, stop[0]);
    return NULL;
}

/* Listens; who comes waits until take_in. The library takes so much memory for each. */
static void listen_on(const char *address, unsigned sockets, size_t bytes)
{
    char memory[LISTEN_ADDRESS_BYTES_MAX];
    struct buffer shown = BUFFER(memory);
    struct error error;
    struct connections_limits const limits = { .sockets = sockets, .request_ms = REQUEST_MS, .idle_ms = IDLE_MS };
    struct sockaddr_storage at;
    socklen_t length = sizeof at;
    listening = listen_at(slice_of(address), &shown, &error);
    if (listening < 0)
        return;
    assert_int_equal(getsockname(listening, (struct sockaddr *)&at, &length), 0);
    port = ntohs(at.ss_family == AF_INET6 ? ((struct sockaddr_in6 *)&at)->sin6_port
                                          : ((struct sockaddr_in *)&at)->sin_port);
    assert_int_equal(pipe(stop), 0);
    seen_count = 0;
    connections_begin(&connections, &limits);
    server = MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_NO_LISTEN_SOCKET, 0,
                              NULL, NULL, handle, NULL, MHD_OPTION_THREAD_POOL_SIZE, (unsigned)THREADS,
                              MHD_OPTION_CONNECTION_LIMIT, connections_library_limit(&connections, THREADS),
                              MHD_OPTION_CONNECTION_MEMORY_LIMIT, bytes, MHD_OPTION_URI_LOG_CALLBACK, begin, NULL,
                              MHD_OPTION_NOTIFY_COMPLETED, end, NULL, MHD_OPTION_NOTIFY_CONNECTION, connections_notice,
                              &connections, MHD_OPTION_END);
    assert_non_null(server);
}

static void take_in(void)
{
    assert_int_equal(pthread_create(&taker, NULL, take, NULL), 0);
}

static void stop_taking(void)
{
    assert_int_equal(write(stop[1], "", 1), 1);
    pthread_join(taker, NULL);
}

static void leave(void)
{
    close(listening);
    MHD_stop_daemon(server);
    assert_int_equal(connections.begun, 0);
    assert_null(connections.first);
    connections_end(&connections);
    close(stop[0]);
    close(stop[1]);
}

static int come_from(const char *host)
{
    struct sockaddr_in four = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port) };
    struct sockaddr_in6 six = { .sin6_family = AF_INET6, .sin6_port = htons((uint16_t)port) };
    bool const is_four = inet_pton(AF_INET, host, &four.sin_addr) == 1;
    assert_true(is_four || inet_pton(AF_INET6, host, &six.sin6_addr) == 1);
    int const made = socket(is_four ? AF_INET : AF_INET6, SOCK_STREAM, 0);
    assert_int_equal(is_four ? connect(made, (struct sockaddr *)&four, sizeof four)
                             : connect(made, (struct sockaddr *)&six, sizeof six),
                     0);
    return made;
}

static int come(void)
{
    return come_from("127.0.0.1");
}

static void say(int client, const char *words)
{
    assert_int_equal(send(client, words, strlen(words), MSG_NOSIGNAL), strlen(words));
}

/* Whether an answer comes within the time. */
static bool is_answered(int client, int ms)
{
    char bytes[1024];
    struct pollfd fd = { .fd = client, .events = POLLIN };
    return poll(&fd, 1, ms) == 1 && recv(client, bytes, sizeof bytes, 0) > 12 && memcmp(bytes + 9, "200", 3) == 0;
}

/* How long the connection lasts for somebody who goes on sending a byte now and then. */
static int64_t lasts_ms(int client)
{
    int64_t const began = os_monotonic_ms();
    for (;;) {
        char byte;
        struct pollfd fd = { .fd = client, .events = POLLIN };
        if (poll(&fd, 1, 20) == 1 && recv(client, &byte, 1, 0) <= 0)
            return os_monotonic_ms() - began;
        if (os_monotonic_ms() - began > SOON_MS)
            return INT64_MAX;
        (void)send(client, "a", 1, MSG_NOSIGNAL);
    }
}

static bool count_becomes(size_t count)
{
    for (int i = 0; i < SOON_MS / 10 && connections_count(&connections) != count; i++)
        os_sleep_ms(10);
    return connections_count(&connections) == count;
}

static void who_comes_at_once_is_dealt_to_all_threads(void **state)
{
    int clients[CLIENTS_MAX];
    (void)state;
    listen_on("127.0.0.1:0", CLIENTS_MAX, BYTES);
    for (size_t i = 0; i < CLIENTS_MAX; i++) {
        clients[i] = come();
        say(clients[i], REQUEST);
    }
    take_in();
    for (size_t i = 0; i < CLIENTS_MAX; i++)
        assert_true(is_answered(clients[i], SOON_MS));
    assert_int_equal(connections_count(&connections), CLIENTS_MAX);
    assert_int_equal(seen_count, THREADS);
    for (size_t i = 0; i < CLIENTS_MAX; i++)
        close(clients[i]);
    assert_true(count_becomes(0));
    stop_taking();
    leave();
}

static void beyond_the_limit_who_comes_waits(void **state)
{
    int clients[4];
    (void)state;
    listen_on("127.0.0.1:0", 3, BYTES);
    take_in();
    for (size_t i = 0; i < 4; i++) {
        clients[i] = come();
        say(clients[i], REQUEST);
        assert_int_equal(is_answered(clients[i], i < 3 ? SOON_MS : IDLE_MS / 2), i < 3);
    }
    close(clients[1]);
    assert_true(is_answered(clients[3], SOON_MS));
    assert_int_equal(connections_count(&connections), 3);
    stop_taking();
    leave();
    for (size_t i = 0; i < 4; i++)
        if (i != 1)
            close(clients[i]);
}

/* The library looks at the number of the socket: where all that are free are one thread's, it serves all. */
static void as_many_as_may_come_can_be_one_thread_s(void **state)
{
    int clients[CLIENTS_MAX], taken[THREADS * CLIENTS_MAX];
    (void)state;
    listen_on("127.0.0.1:0", CLIENTS_MAX, BYTES);
    for (size_t i = 0; i < CLIENTS_MAX; i++) {
        clients[i] = come();
        say(clients[i], REQUEST);
    }
    for (size_t i = 0; i < COUNT(taken); i++)
        taken[i] = dup(listening);
    for (size_t i = 0; i < COUNT(taken); i++)
        if (taken[i] % THREADS == 0)
            close(taken[i]);
    take_in();
    for (size_t i = 0; i < CLIENTS_MAX; i++)
        assert_true(is_answered(clients[i], SOON_MS));
    assert_int_equal(seen_count, 1);
    for (size_t i = 0; i < CLIENTS_MAX; i++)
        close(clients[i]);
    for (size_t i = 0; i < COUNT(taken); i++)
        if (taken[i] % THREADS != 0)
            close(taken[i]);
    stop_taking();
    leave();
}

static void who_sends_slowly_is_cut(void **state)
{
    static const char *const begins[] = { "", "GET / HTTP/1.1\r\nHost: localhost\r\nX: ",
                                          "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 60000\r\n\r\n" };
    (void)state;
    listen_on("127.0.0.1:0", CLIENTS_MAX, BYTES);
    take_in();
    for (size_t i = 0; i < sizeof begins / sizeof *begins; i++) {
        int const first = come(), later = come();
        say(first, begins[i]);
        say(later, REQUEST);
        assert_true(is_answered(later, SOON_MS));
        say(later, begins[i]);
        assert_in_range(lasts_ms(first), 0, REQUEST_MS * 3);
        assert_in_range(lasts_ms(later), 0, IDLE_MS + REQUEST_MS * 3);
        close(first);
        close(later);
    }
    stop_taking();
    leave();
}

static void who_is_quick_and_waits_is_not_cut(void **state)
{
    (void)state;
    listen_on("127.0.0.1:0", CLIENTS_MAX, BYTES);
    take_in();
    int const client = come();
    for (int i = 0; i < 4; i++) {
        say(client, REQUEST);
        assert_true(is_answered(client, SOON_MS));
        os_sleep_ms(IDLE_MS * 9 / 10);
    }
    close(client);
    stop_taking();
    leave();
}

/* Without memory for a connection the library closes it and says nothing. Who comes afterwards does not wait for ever. */
static void what_the_library_drops_is_not_counted_for_ever(void **state)
{
    int clients[2];
    (void)state;
    listen_on("127.0.0.1:0", 2, SIZE_MAX / 4);
    for (size_t i = 0; i < 2; i++)
        clients[i] = come();
    take_in();
    for (size_t i = 0; i < 2; i++)
        assert_true(lasts_ms(clients[i]) < SOON_MS);
    assert_int_equal(connections_count(&connections), 2);
    int const client = come();
    assert_true(lasts_ms(client) < SOON_MS); /* taken in, and dropped too */
    assert_true(count_becomes(0));
    for (size_t i = 0; i < 2; i++)
        close(clients[i]);
    close(client);
    stop_taking();
    leave();
}

static void without_descriptors_who_comes_waits(void **state)
{
    struct rlimit before, none;
    (void)state;
    listen_on("127.0.0.1:0", CLIENTS_MAX, BYTES);
    int const client = come();
    say(client, REQUEST);
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &before), 0);
    int const next = dup(client);
    close(next);
    none = (struct rlimit){ (rlim_t)next, before.rlim_max };
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &none), 0);
    take_in();
    bool const early = is_answered(client, REQUEST_MS / 2);
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &before), 0);
    assert_false(early);
    assert_true(is_answered(client, SOON_MS));
    assert_int_equal(connections_count(&connections), 1);
    close(client);
    stop_taking();
    leave();
}

/* Told to stop with connections that no thread has looked at yet: each is closed, none hangs. */
static void who_was_just_taken_in_is_closed_at_the_end(void **state)
{
    int clients[CLIENTS_MAX];
    (void)state;
    listen_on("127.0.0.1:0", CLIENTS_MAX, BYTES);
    for (size_t i = 0; i < CLIENTS_MAX; i++)
        clients[i] = come();
    take_in();
    while (connections_count(&connections) == 0)
        ;
    stop_taking();
    leave();
    for (size_t i = 0; i < CLIENTS_MAX; i++) {
        assert_true(lasts_ms(clients[i]) < SOON_MS);
        close(clients[i]);
    }
}

static void the_new_addresses_too(void **state)
{
    (void)state;
    listen_on("[::1]:0", CLIENTS_MAX, BYTES);
    if (listening < 0)
        skip(); /* this machine has none */
    take_in();
    int const client = come_from("::1");
    say(client, REQUEST);
    assert_true(is_answered(client, SOON_MS));
    close(client);
    stop_taking();
    leave();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_comes_at_once_is_dealt_to_all_threads),
        cmocka_unit_test(beyond_the_limit_who_comes_waits),
        cmocka_unit_test(as_many_as_may_come_can_be_one_thread_s),
        cmocka_unit_test(who_sends_slowly_is_cut),
        cmocka_unit_test(who_is_quick_and_waits_is_not_cut),
        cmocka_unit_test(what_the_library_drops_is_not_counted_for_ever),
        cmocka_unit_test(without_descriptors_who_comes_waits),
        cmocka_unit_test(who_was_just_taken_in_is_closed_at_the_end),
        cmocka_unit_test(the_new_addresses_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
