// SPDX-License-Identifier: Apache-2.0
/* drain PLENARY - draining the mail queue, against Postfix's smtp-source on the same smtp-sink.
 *
 * Measures in turn: smtp-source sends ready-made messages of the same size over as many persistent connections; Plenary unseals,
 * composes, sends, and durably records the result of each message. The result is Plenary's rate divided by the mean of smtp-source's
 * rates before and after, because the speed of a machine varies. Then a million messages are queued and `plenary mail` is started: how
 * long until the first arrives, and how much memory it uses then and later. Prints the tables for docs/performance.md. */
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "hostile.h"
#include "mail/compose.h"
#include "mail/delivery.h"
#include "measure.h"
#include "mail_fixture.h"

enum { MESSAGES = 20000, CONNECTIONS = 8, BODY_BYTES = 2000, MANY = 1000000, WATCHED_SECONDS = 20 };

#define SINK "127.0.0.1:18490"

static _Noreturn void drain_end(const char *what)
{
    fprintf(stderr, "drain: %s\n", what);
    exit(3);
}

static pid_t drain_start(const char *const *words)
{
    pid_t child;
    if (posix_spawnp(&child, words[0], NULL, NULL, (char *const *)(uintptr_t)words, environ) != 0)
        drain_end(words[0]);
    return child;
}

/* --- smtp-source --------------------------------------------------------------------------------------------------- */

static pid_t drain_start_sink(void)
{
    const char *const words[] = { "smtp-sink", "-u", "nobody", SINK, "1000", NULL }; /* root must give -u */
    const char *const plain[] = { "smtp-sink", SINK, "1000", NULL };
    pid_t const sink = drain_start(geteuid() == 0 ? words : plain);
    usleep(300000);
    return sink;
}

static double drain_measure_source(size_t bytes)
{
    char count[16], size[16], connections[16];
    int status;
    snprintf(count, sizeof count, "%d", MESSAGES);
    snprintf(size, sizeof size, "%zu", bytes);
    snprintf(connections, sizeof connections, "%d", CONNECTIONS);
    const char *const words[] = {
        "smtp-source",         "-d", "-s", connections, "-m", count, "-l", size, "-f", "bounces@plenary.example", "-t",
        "can@mission.example", SINK, NULL
    };
    double const begin = measure_now();
    pid_t const child = drain_start(words);
    if (waitpid(child, &status, 0) != child || status != 0)
        drain_end("smtp-source failed");
    return MESSAGES / (measure_now() - begin);
}

/* --- Plenary ------------------------------------------------------------------------------------------------------- */

static struct relay *drain_open_relay(void *context, struct error *error)
{
    struct relay_options const options = { .address = slice_of(context), .host = SLICE("plenary.example") };
    return relay_open_smtp(&options, error);
}

static double drain_measure_drain(struct mail_fixture *mail_fixture)
{
    static char address[] = "smtp://" SINK;
    struct delivery_options const options = { .campaigns = mail_fixture->campaigns,
                                              .seal = &mail_fixture->seal,
                                              .key = &mail_fixture->key,
                                              .site = { SLICE("plenary.example"), SLICE("https://plenary.example") },
                                              .connections = CONNECTIONS,
                                              .open_relay = drain_open_relay,
                                              .relay_context = address };
    struct error error;
    bool idle = false;
    mail_fixture_sql(mail_fixture, "UPDATE mail SET state = 'queued', due_at = 0, attempts = 0");
    mail_fixture_sql(mail_fixture, "DELETE FROM mail_event");
    mail_fixture_sql(mail_fixture, "UPDATE message SET purge_at = 0");
    double const begin = measure_now();
    struct delivery *const delivery = delivery_open(&options, &error);
    if (delivery == NULL)
        drain_end("delivery cannot start");
    while (!idle)
        if (!delivery_turn(delivery, &idle, &error))
            drain_end("the store failed");
    double const seconds = measure_now() - begin;
    struct delivery_counts const counts = delivery_counts(delivery);
    delivery_close(delivery);
    if (counts.accepted != MESSAGES ||
        mail_fixture_number(mail_fixture, "SELECT count(*) FROM mail WHERE state = 'accepted'") != MESSAGES)
        drain_end("not every mail was accepted");
    return MESSAGES / seconds;
}

static void drain_fill(struct mail_fixture *mail_fixture)
{
    struct error error;
    struct driver *const driver = campaign_store_begin(mail_fixture->campaigns, &error);
    if (driver == NULL)
        drain_end("the store cannot be written");
    for (unsigned i = 0; i < MESSAGES; i++)
        mail_fixture_add(mail_fixture, driver, i, BODY_BYTES);
    if (!campaign_store_commit(mail_fixture->campaigns, &error))
        drain_end("the store cannot be written");
}

/* --- a million messages -------------------------------------------------------------------------------------------- */

/* All messages have the same sealed text; each is still unsealed separately. */
static void drain_fill_many(struct mail_fixture *mail_fixture)
{
    char text[1024];
    mail_fixture_write(mail_fixture, 0, 300);
    snprintf(text, sizeof text,
             "INSERT INTO message (campaign, contact, place, state, received_at, token_hash, sealed, mail)"
             " WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < %d)"
             " SELECT m.campaign, m.contact, m.place, 'queued', m.received_at, randomblob(32), m.sealed, n.i"
             " FROM n, message m WHERE m.id = 1",
             MANY);
    mail_fixture_sql(mail_fixture, text);
    snprintf(
        text, sizeof text,
        "INSERT INTO mail (kind, state, about, conference, domain, due_at, created_at)"
        " WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < %d)"
        " SELECT m.kind, 'queued', n.i, m.conference, m.domain, m.due_at, m.created_at FROM n, mail m WHERE m.id = 1",
        MANY);
    mail_fixture_sql(mail_fixture, text);
}

/* The peak of resident memory, in MiB. */
static double drain_peak_of(pid_t process)
{
    char path[64], line[256];
    double mib = 0;
    snprintf(path, sizeof path, "/proc/%d/status", (int)process);
    FILE *const in = fopen(path, "r");
    while (in != NULL && fgets(line, sizeof line, in) != NULL)
        if (strncmp(line, "VmHWM:", 6) == 0)
            mib = strtod(line + 6, NULL) / 1024;
    if (in != NULL)
        fclose(in);
    return mib;
}

static void drain_measure_many(const char *program, struct mail_fixture *mail_fixture)
{
    static struct hostile sink;
    char address[64];
    struct measure first = { 0 }, early = { 0 }, late = { 0 };
    hostile_start(&sink);
    snprintf(address, sizeof address, "smtp://127.0.0.1:%d", sink.port);
    const char *const words[] = { program, "mail", "--data", mail_fixture->directory, "--relay", address, NULL };
    mail_fixture_leave(mail_fixture);
    for (int i = 0; i < MEASURE_REPEATS; i++) {
        unsigned const before = sink.taken;
        int status;
        double const begin = measure_now();
        pid_t const child = drain_start(words);
        while (sink.taken == before)
            usleep(500);
        measure_add(&first, (measure_now() - begin) * 1000);
        sleep(1);
        measure_add(&early, drain_peak_of(child));
        sleep(i == 0 ? WATCHED_SECONDS : 2);
        measure_add(&late, drain_peak_of(child));
        if (i == 0)
            printf("after %d s %u of the million were delivered\n\n", WATCHED_SECONDS + 1, sink.taken - before);
        kill(child, SIGTERM);
        waitpid(child, &status, 0);
        if (status != 0)
            drain_end("plenary mail failed");
    }
    printf("| 1,000,000 in the queue | min | median | max |\n| --- | --- | --- | --- |\n");
    measure_print("start to first mail at the relay, ms", &first, 0);
    measure_print("highest resident memory after 1 s, MiB", &early, 1);
    measure_print("the same later, MiB", &late, 1);
    hostile_stop(&sink);
}

int main(int count, char **words)
{
    static struct mail_fixture mail_fixture, many;
    struct measure peer = { 0 }, ours = { 0 }, ratio = { 0 };
    if (count != 2) {
        fprintf(stderr, "usage: drain PLENARY\n");
        return 2;
    }
    compose_start();
    mail_fixture_open(&mail_fixture, "can@mission.example");
    drain_fill(&mail_fixture);
    pid_t const sink = drain_start_sink();
    double before = drain_measure_source(BODY_BYTES + 700);
    for (int i = 0; i < MEASURE_REPEATS; i++) {
        double const rate = drain_measure_drain(&mail_fixture), after = drain_measure_source(BODY_BYTES + 700);
        measure_add(&peer, after);
        measure_add(&ours, rate);
        measure_add(&ratio, rate / ((before + after) / 2));
        before = after;
    }
    kill(sink, SIGTERM);
    waitpid(sink, NULL, 0);
    mail_fixture_close(&mail_fixture);
    printf("| mails a second | min | median | max |\n| --- | --- | --- | --- |\n");
    measure_print("smtp-source, ready-made messages", &peer, 0);
    measure_print("Plenary: unseal, compose, send, mark durably", &ours, 0);
    measure_print("**Plenary over smtp-source**", &ratio, 2);
    fflush(stdout);
    mail_fixture_open(&many, "can@mission.example");
    drain_fill_many(&many);
    drain_measure_many(words[1], &many);
    mail_fixture_close(&many);
    return 0;
}
