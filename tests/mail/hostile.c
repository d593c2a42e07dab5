// SPDX-License-Identifier: Apache-2.0
#include "hostile.h"

#include <arpa/inet.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { LINE_BYTES_MAX = 4096, SLOW_SECONDS = 30, ENDLESS_LINES = 2000000 };

struct connection {
    struct hostile *hostile;
    int socket;
    char bytes[65536];
    size_t at, length;
};

static bool next_line(struct connection *connection, char *line)
{
    size_t length = 0;
    for (;;) {
        if (connection->at == connection->length) {
            ssize_t const got = read(connection->socket, connection->bytes, sizeof connection->bytes);
            if (got <= 0)
                return false;
            connection->at = 0;
            connection->length = (size_t)got;
        }
        char const byte = connection->bytes[connection->at++];
        if (byte == '\n') {
            while (length > 0 && line[length - 1] == '\r')
                length--;
            line[length] = '\0';
            return true;
        }
        if (length + 1 < LINE_BYTES_MAX)
            line[length++] = byte;
    }
}

static bool say(struct connection *connection, const char *words)
{
    return send(connection->socket, words, strlen(words), MSG_NOSIGNAL) == (ssize_t)strlen(words);
}

/* Waits until the other side has had enough of it. */
static void be_slow(struct connection *connection)
{
    struct timeval const limit = { .tv_sec = SLOW_SECONDS };
    char byte;
    setsockopt(connection->socket, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    (void)!recv(connection->socket, &byte, 1, 0);
}

/* The reply to one command, as the way has it. False: the connection ends. */
static bool reply(struct connection *connection, const char *line)
{
    int const way = connection->hostile->way;
    static const struct {
        const char *command;
        int way;
        const char *words; /* NULL: the connection is dropped */
    } rows[] = {
        { "EHLO", HOSTILE_EHLO_502, "502 what?\r\n" },
        { "HELO", HOSTILE_EHLO_502, "502 what?\r\n" },
        { "EHLO", HOSTILE_EHLO_DROP, NULL },
        { "MAIL", HOSTILE_MAIL_450, "450 4.3.0 later\r\n" },
        { "MAIL", HOSTILE_MAIL_550, "550 5.7.1 not from you\r\n" },
        { "MAIL", HOSTILE_MAIL_DROP, NULL },
        { "RCPT", HOSTILE_RCPT_450, "450 4.2.0 greylisted\r\n" },
        { "RCPT", HOSTILE_RCPT_550, "550-5.1.1 <can@mission.example>\r\n550 5.1.1 nobody of that name\r\n" },
        { "RCPT", HOSTILE_RCPT_DROP, NULL },
        { "DATA", HOSTILE_DATA_451, "451 4.3.0 no room\r\n" },
        { "DATA", HOSTILE_DATA_554, "554 5.6.0 no\r\n" },
        { "DATA", HOSTILE_DATA_LIE, "250 done already\r\n" },
        { "DATA", HOSTILE_DATA_DROP, NULL },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].way == way && strncasecmp(line, rows[i].command, 4) == 0)
            return rows[i].words != NULL && say(connection, rows[i].words);
    if (way == HOSTILE_RCPT_SLOW && strncasecmp(line, "RCPT", 4) == 0) {
        be_slow(connection);
        return false;
    }
    if (way == HOSTILE_RCPT_ENDLESS && strncasecmp(line, "RCPT", 4) == 0) {
        for (int i = 0; i < ENDLESS_LINES; i++)
            if (!say(connection, "250-and another thing that I should like to mention before I come to the point\r\n"))
                return false;
        return false;
    }
    if (strncasecmp(line, "DATA", 4) == 0)
        return say(connection, "354 go on\r\n");
    if (strncasecmp(line, "EHLO", 4) == 0)
        return say(connection, connection->hostile->utf8 ? "250-hostile\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n"
                                                         : "250-hostile\r\n250 8BITMIME\r\n");
    if (strncasecmp(line, "MAIL", 4) == 0)
        snprintf(connection->hostile->mail, sizeof connection->hostile->mail, "%.255s", line);
    if (strncasecmp(line, "RCPT", 4) == 0)
        snprintf(connection->hostile->rcpt, sizeof connection->hostile->rcpt, "%.255s", line);
    return say(connection, "250 2.1.0 fine\r\n");
}

static bool take_mail(struct connection *connection)
{
    struct hostile *const hostile = connection->hostile;
    int const way = hostile->way;
    char line[LINE_BYTES_MAX], message_id[LINE_BYTES_MAX] = "";
    for (int count = 0; next_line(connection, line); count++) {
        if (way == HOSTILE_BODY_DROP && count == 5)
            return false;
        if (strncmp(line, "Message-ID: ", 12) == 0 && message_id[0] == '\0')
            memcpy(message_id, line + 12, strlen(line + 12) + 1);
        if (strcmp(line, ".") != 0)
            continue;
        if (way == HOSTILE_END_DROP)
            return false;
        if (way == HOSTILE_END_SLOW) {
            be_slow(connection);
            return false;
        }
        const char *const words = way == HOSTILE_END_452   ? "452 4.3.1 no room\r\n"
                                  : way == HOSTILE_END_554 ? "554 5.7.1 I read it and do not like it\r\n"
                                  : way == HOSTILE_END_LIE ? "\x01\xFFmaybe\r\n"
                                                           : "250 2.0.0 taken\r\n";
        if (words[0] == '2') {
            hostile->taken++;
            if (hostile->before_reply != NULL)
                hostile->before_reply(hostile->context, message_id);
        }
        bool const said = say(connection, words);
        if (words[0] == '2' && hostile->after_reply != NULL)
            hostile->after_reply(hostile->context);
        return said;
    }
    return false;
}

static void *serve(void *context)
{
    struct connection *const connection = context;
    int const way = connection->hostile->way;
    const char *const greeting = way == HOSTILE_GREET_421   ? "421 4.3.2 going down\r\n"
                                 : way == HOSTILE_GREET_554 ? "554 5.3.2 no mail here\r\n"
                                 : way == HOSTILE_GREET_LIE ? "SSH-2.0-hello\r\n"
                                                            : "220 hostile ESMTP\r\n";
    char line[LINE_BYTES_MAX];
    connection->hostile->connections++;
    bool good = way != HOSTILE_GREET_DROP && say(connection, greeting);
    while (good && next_line(connection, line)) {
        if (strncasecmp(line, "QUIT", 4) == 0)
            break;
        good = reply(connection, line);
        if (good && strncasecmp(line, "DATA", 4) == 0 && connection->hostile->way != HOSTILE_DATA_451 &&
            connection->hostile->way != HOSTILE_DATA_554 && connection->hostile->way != HOSTILE_DATA_LIE)
            good = take_mail(connection);
    }
    close(connection->socket);
    free(connection);
    return NULL;
}

static void *accept_all(void *context)
{
    struct hostile *const hostile = context;
    pthread_t thread;
    for (int socket; (socket = accept(hostile->listener, NULL, NULL)) >= 0;) {
        struct connection *const connection = calloc(1, sizeof *connection);
        if (connection == NULL)
            exit(3);
        connection->hostile = hostile;
        connection->socket = socket;
        if (pthread_create(&thread, NULL, serve, connection) != 0)
            exit(3);
        pthread_detach(thread);
    }
    return NULL;
}

void hostile_start(struct hostile *hostile)
{
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t length = sizeof address;
    signal(SIGPIPE, SIG_IGN);
    hostile->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (hostile->listener < 0 || bind(hostile->listener, (struct sockaddr *)&address, sizeof address) != 0 ||
        listen(hostile->listener, 64) != 0 ||
        getsockname(hostile->listener, (struct sockaddr *)&address, &length) != 0 ||
        pthread_create(&hostile->thread, NULL, accept_all, hostile) != 0) {
        perror("hostile");
        exit(3);
    }
    hostile->port = ntohs(address.sin_port);
}

void hostile_stop(struct hostile *hostile)
{
    shutdown(hostile->listener, SHUT_RDWR);
    close(hostile->listener);
    pthread_join(hostile->thread, NULL);
}
