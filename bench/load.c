// SPDX-License-Identifier: Apache-2.0
#include "load.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include "measure.h"

enum { ANSWER_BYTES = 16384, CONNECT_TRIES = 500 };

struct submitter {
    int socket;
    size_t next; /* the next body to send */
    char answer[ANSWER_BYTES];
    size_t length;
};

struct load {
    const struct load_to *to;
    char status_line[24];
    const struct slice *bodies;
    size_t count, done;
    struct submitter submitters[LOAD_SUBMITTERS];
};

static _Noreturn void load_give_up(const char *what)
{
    fprintf(stderr, "load: %s (%s)\n", what, strerror(errno));
    exit(3);
}

static int load_open_connection(int port)
{
    struct sockaddr_in const address = { .sin_family = AF_INET,
                                         .sin_port = htons((uint16_t)port),
                                         .sin_addr = { htonl(INADDR_LOOPBACK) } };
    for (int i = 0; i < CONNECT_TRIES; i++) {
        int const one = 1, made = socket(AF_INET, SOCK_STREAM, 0);
        if (connect(made, (const struct sockaddr *)&address, sizeof address) == 0) {
            setsockopt(made, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
            return made;
        }
        close(made);
        usleep(10000);
    }
    load_give_up("nobody listens");
}

static void load_send_next(struct load *load, struct submitter *submitter)
{
    char head[512];
    struct slice const body = load->bodies[submitter->next];
    int const length = snprintf(head, sizeof head,
                                "POST %s HTTP/1.1\r\nHost: localhost\r\n"
                                "Content-Type: %s\r\nContent-Length: %zu\r\n\r\n",
                                load->to->path, load->to->type, body.length);
    struct iovec const parts[] = { { head, (size_t)length }, { (void *)(uintptr_t)body.bytes, body.length } };
    if (writev(submitter->socket, parts, 2) != (ssize_t)((size_t)length + body.length))
        load_give_up("a body could not be sent in one go");
    submitter->next += LOAD_SUBMITTERS;
    submitter->length = 0;
}

/* Whether the answer is complete: the head, and as many bytes as it announces. */
static bool load_is_whole(struct submitter *submitter)
{
    submitter->answer[submitter->length] = '\0';
    const char *const end = strstr(submitter->answer, "\r\n\r\n");
    const char *const said = strcasestr(submitter->answer, "\r\ncontent-length: ");
    struct slice digits;
    uint64_t length;
    if (end == NULL)
        return false;
    if (said == NULL || said > end)
        load_give_up("an answer without a length");
    digits = (struct slice){ said + 18, strcspn(said + 18, "\r") };
    if (!slice_number(digits, &length))
        load_give_up("an answer without a length");
    return (size_t)(end + 4 - submitter->answer) + length <= submitter->length;
}

static void load_hear(struct load *load, struct submitter *submitter)
{
    ssize_t const got =
        recv(submitter->socket, submitter->answer + submitter->length, ANSWER_BYTES - 1 - submitter->length, 0);
    if (got <= 0)
        load_give_up("a connection ended");
    submitter->length += (size_t)got;
    if (!load_is_whole(submitter))
        return;
    if (strncmp(submitter->answer, load->status_line, 12) != 0) {
        fprintf(stderr, "%s\n", submitter->answer);
        load_give_up("a body was not taken");
    }
    load->done++;
    if (submitter->next < load->count)
        load_send_next(load, submitter);
}

double load_run(const struct load_to *to, const struct slice *bodies, size_t count)
{
    struct load *const load = calloc(1, sizeof *load);
    struct epoll_event events[LOAD_SUBMITTERS];
    int const epoll = epoll_create1(0);
    if (load == NULL || epoll < 0)
        load_give_up("no memory");
    load->to = to;
    snprintf(load->status_line, sizeof load->status_line, "HTTP/1.1 %u", to->status);
    load->bodies = bodies;
    load->count = count;
    for (size_t i = 0; i < LOAD_SUBMITTERS; i++) {
        struct submitter *const submitter = &load->submitters[i];
        submitter->socket = load_open_connection(to->port);
        submitter->next = i;
        struct epoll_event event = { .events = EPOLLIN, .data = { .ptr = submitter } };
        epoll_ctl(epoll, EPOLL_CTL_ADD, submitter->socket, &event);
    }
    double const began = measure_now();
    for (size_t i = 0; i < LOAD_SUBMITTERS && i < count; i++)
        load_send_next(load, &load->submitters[i]);
    while (load->done < count) {
        int const ready = epoll_wait(epoll, events, LOAD_SUBMITTERS, 10000);
        if (ready <= 0)
            load_give_up("no answer for ten seconds");
        for (int i = 0; i < ready; i++)
            load_hear(load, events[i].data.ptr);
    }
    double const seconds = measure_now() - began;
    for (size_t i = 0; i < LOAD_SUBMITTERS; i++)
        close(load->submitters[i].socket);
    close(epoll);
    free(load);
    return seconds;
}
