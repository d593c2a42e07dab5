// SPDX-License-Identifier: Apache-2.0
#include "web/listen.h"

#include <errno.h>
#include <netdb.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "web/fault.h"

/* Splits "[::1]:80" into ::1 and 80, each NUL-terminated. */
static bool listen_split(struct slice address, char host[256], char port[8])
{
    size_t colon = address.length;
    while (colon > 0 && address.bytes[colon - 1] != ':')
        colon--;
    if (colon == 0)
        return false;
    struct slice name = slice_part(address, 0, colon - 1);
    struct slice const number = slice_part(address, colon, address.length);
    if (slice_begins(name, SLICE("[")) && slice_ends(name, SLICE("]")))
        name = slice_part(name, 1, name.length - 1);
    uint64_t value = 0;
    if (name.length == 0 || name.length > 255 || number.length > 5 || !slice_number(number, &value) || value > 65535)
        return false;
    memcpy(host, name.bytes, name.length);
    host[name.length] = 0;
    memcpy(port, number.bytes, number.length);
    port[number.length] = 0;
    return true;
}

static int listen_open(const struct addrinfo *at)
{
    int const one = 1;
    int const made = socket(at->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (made < 0)
        return -1;
    (void)setsockopt(made, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (bind(made, at->ai_addr, at->ai_addrlen) == 0 && listen(made, LISTEN_WAITING_MAX) == 0)
        return made;
    int const why = errno;
    (void)close(made);
    errno = why;
    return -1;
}

static void listen_write_shown(int made, const char *host, struct buffer *shown)
{
    struct sockaddr_storage at;
    socklen_t length = sizeof at;
    char port[16] = "";
    if (getsockname(made, (struct sockaddr *)&at, &length) == 0)
        (void)getnameinfo((struct sockaddr *)&at, length, NULL, 0, port, sizeof port, NI_NUMERICSERV);
    bool const loopback = strncmp(host, "127.", 4) == 0 || strcmp(host, "::1") == 0 || strcmp(host, "localhost") == 0 ||
                          strcmp(host, "0.0.0.0") == 0 || strcmp(host, "::") == 0;
    buffer_add_text(shown, loopback ? "localhost" : host);
    buffer_add_byte(shown, ':');
    buffer_add_text(shown, port);
}

int listen_at(struct slice address, struct buffer *shown, struct error *error)
{
    char host[256], port[8];
    struct addrinfo const hints = { .ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE | AI_NUMERICSERV };
    struct addrinfo *found = NULL;
    int made = -1;
    if (!listen_split(address, host, port)) {
        fail(error, FAULT_LISTEN, 0, address, SLICE("that is not ADDR:PORT"));
        return -1;
    }
    int const looked = getaddrinfo(host, port, &hints, &found);
    for (const struct addrinfo *at = found; looked == 0 && at != NULL && made < 0; at = at->ai_next)
        made = listen_open(at);
    if (made >= 0) {
        listen_write_shown(made, host, shown);
    } else {
        fail(error, FAULT_LISTEN, 0, address, slice_of(looked != 0 ? gai_strerror(looked) : strerror(errno)));
    }
    if (looked == 0)
        freeaddrinfo(found);
    return made;
}
