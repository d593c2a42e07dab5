// SPDX-License-Identifier: Apache-2.0
/* idle PLENARY EXAMPLE... - time from start to the first page, and the memory of the idle server.
 *
 * Imports the examples into a new record once. Each repeat starts the server, requests the page of the first conference until it is
 * complete, and after two idle seconds reads the resident memory from /proc: all of it, and the part that is not shared with other
 * processes. Prints the table for docs/performance.md. */
#include <arpa/inet.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "measure.h"

enum { PORT = 18482, ANSWER_BYTES_MAX = 1 << 20, IDLE_SECONDS = 2, START_SECONDS_MAX = 10 };

static const char listen_at[] = "127.0.0.1:18482";

static void idle_die(const char *what)
{
    (void)fprintf(stderr, "idle: %s\n", what);
    exit(3);
}

static pid_t idle_start(char *const *words)
{
    (void)fflush(stdout);
    pid_t const child = fork();
    if (child < 0)
        idle_die("cannot fork");
    if (child == 0) {
        (void)freopen("/dev/null", "w", stdout);
        execv(words[0], words);
        _exit(127);
    }
    return child;
}

static void idle_play(char *program, char *data, char *example)
{
    int status = 0;
    char *words[] = { program, "play", "--data", data, "--name", "localhost", example, NULL };
    if (waitpid(idle_start(words), &status, 0) < 0 || status != 0)
        idle_die("an example cannot be played");
}

/* Whether the complete page came. */
static bool idle_ask(const char *path)
{
    static char answer[ANSWER_BYTES_MAX];
    char request[512];
    struct sockaddr_in at = { .sin_family = AF_INET, .sin_port = htons(PORT), .sin_addr = { htonl(INADDR_LOOPBACK) } };
    int const made = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    size_t length = 0;
    int const asked =
        snprintf(request, sizeof request, "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", path);
    if (made >= 0 && connect(made, (struct sockaddr *)&at, sizeof at) == 0 &&
        write(made, request, (size_t)asked) == asked)
        for (ssize_t got; (got = read(made, answer + length, sizeof answer - 1 - length)) > 0;)
            length += (size_t)got;
    if (made >= 0)
        (void)close(made);
    answer[length] = 0;
    return strncmp(answer, "HTTP/1.1 200", 12) == 0 && strstr(answer, "</html>") != NULL;
}

/* Reads a line of /proc/PID/status, in MiB. */
static double idle_memory(pid_t child, const char *name)
{
    char path[64], line[256];
    double value = -1;
    (void)snprintf(path, sizeof path, "/proc/%d/status", (int)child);
    FILE *file = fopen(path, "r");
    while (file != NULL && fgets(line, sizeof line, file) != NULL)
        if (strncmp(line, name, strlen(name)) == 0)
            value = strtod(line + strlen(name) + 1, NULL) / 1024;
    if (file != NULL)
        (void)fclose(file);
    return value;
}

static void idle_repeat(char *program, char *data, const char *page, struct measure measures[3])
{
    char *words[] = { program, "serve", "--data", data, "--listen", (char *)(uintptr_t)listen_at, NULL };
    double const began = measure_now();
    pid_t const child = idle_start(words);
    while (!idle_ask(page)) {
        struct timespec const moment = { 0, 200000 };
        (void)nanosleep(&moment, NULL);
        if (measure_now() - began > START_SECONDS_MAX)
            idle_die("no page came");
    }
    measure_add(&measures[0], (measure_now() - began) * 1000);
    (void)sleep(IDLE_SECONDS);
    measure_add(&measures[1], idle_memory(child, "VmRSS"));
    measure_add(&measures[2], idle_memory(child, "RssAnon"));
    (void)kill(child, SIGTERM);
    (void)waitpid(child, NULL, 0);
}

int main(int count, char **words)
{
    char data[] = "/tmp/plenary-idle.XXXXXX", page[256], remove[64];
    struct measure measures[3] = { 0 };
    if (count < 3) {
        (void)fputs("usage: idle PLENARY EXAMPLE...\n", stderr);
        return 2;
    }
    if (mkdtemp(data) == NULL)
        idle_die("no folder for the record");
    for (int i = 2; i < count; i++)
        idle_play(words[1], data, words[i]);
    const char *slash = strrchr(words[2], '/');
    (void)snprintf(page, sizeof page, "/%s", slash != NULL ? slash + 1 : words[2]);
    for (int i = 0; i < MEASURE_REPEATS; i++)
        idle_repeat(words[1], data, page, measures);
    (void)puts("| what | min | median | max |\n| --- | --- | --- | --- |");
    measure_print("start to first page, ms", &measures[0], 1);
    measure_print("idle: resident, MiB", &measures[1], 1);
    measure_print("idle: of it the process's own, MiB", &measures[2], 1);
    (void)snprintf(remove, sizeof remove, "%s", data);
    char *clear[] = { "/bin/rm", "-r", remove, NULL };
    (void)waitpid(idle_start(clear), NULL, 0);
    return 0;
}
