// SPDX-License-Identifier: Apache-2.0
/* ingest PLENARY - durable acts over HTTP from 64 submitters, against the three things that bound it.
 *
 * The server runs on one core, the submitters on the other. Each repeat measures in turn: Ed25519 checks, the smallest HTTP handler,
 * commits of 64 rows, Plenary, which does all of these, and the checks again. The mean of the two checks counts, because the load of
 * the host varies. The result is Plenary's acts per second divided by the smallest of the three. Prints the table for
 * docs/performance.md. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "child.h"
#include "fixture.h"
#include "load.h"
#include "measure.h"
#include "peers.h"

enum { ACTS = 12800, SERVER_CORE = 0, LOAD_CORE = 1, PORT = 18480, PORT_PEER = 18481 };

static struct slice acts[ACTS];
static struct load_to const ours = { PORT, "/talks/acts", "text/plain; charset=utf-8", 201 };
static struct load_to const theirs = { PORT_PEER, "/talks/acts", "text/plain; charset=utf-8", 201 };

static void ingest_admit_submitters(struct fixture *fixture)
{
    for (unsigned i = 0; i < LOAD_SUBMITTERS; i++)
        fixture_play(fixture, fixture_print(fixture,
                                            "plenary/1 actor.admit\nby: secretariat\ntime: %s\nid: M%u\nrole: member\n"
                                            "name: Member %u\nkey: @M%u\n",
                                            fixture_time(fixture, 0), i, i, i)
                                  .bytes);
}

/* Signs the acts just before they are sent, because the server compares their time with its clock. */
static void ingest_sign_acts(struct fixture *fixture)
{
    static struct signer signers[LOAD_SUBMITTERS];
    for (unsigned i = 0; i < LOAD_SUBMITTERS; i++)
        fixture_signer(fixture, fixture_print(fixture, "M%u", i).bytes, &signers[i]);
    const char *const now = fixture_time(fixture, 0);
    for (unsigned i = 0; i < ACTS; i++)
        acts[i] = fixture_sign_text(
            fixture, &signers[i % LOAD_SUBMITTERS],
            fixture_print(
                fixture,
                "plenary/1 statement\nconference: hall.example/talks\nby: M%u\ntime: %s\nid: S-%u\n"
                "statement: We have heard the proposal with interest and reserve our position on its third item.\n"
                " Number %u of what we have to say.\n",
                i % LOAD_SUBMITTERS, now, i, i));
}

/* The rate and processor time of checks, before and after. */
struct checks {
    double rate, us;
};

static struct checks ingest_measure_checks(void)
{
    struct checks checks;
    measure_pin(SERVER_CORE);
    checks.rate = peer_checks(acts, ACTS, &checks.us);
    measure_pin(LOAD_CORE);
    return checks;
}

static double ingest_measure_plenary(const char *program, double *processor_us, struct checks *after)
{
    struct fixture fixture;
    fixture_open(&fixture);
    ingest_admit_submitters(&fixture);
    ingest_sign_acts(&fixture);
    fixture_leave(&fixture);
    pid_t const server = child_serve(program, fixture.directory, PORT, SERVER_CORE);
    double const seconds = load_run(&ours, acts, ACTS);
    *processor_us = child_end(server, SIGTERM) * 1e6 / ACTS;
    struct error error;
    if (!fixture_enter(&fixture, &error) || room_count(fixture.room) != 3 + LOAD_SUBMITTERS + ACTS) {
        fprintf(stderr, "ingest: not all acts are there\n");
        exit(3);
    }
    *after = ingest_measure_checks();
    fixture_close(&fixture);
    return ACTS / seconds;
}

/* Uses new acts: those of the last run are gone with their server. */
static void ingest_measure_peers(struct checks *checks, double *http, double *commits)
{
    struct fixture fixture;
    fixture_open(&fixture);
    ingest_admit_submitters(&fixture);
    ingest_sign_acts(&fixture);
    *checks = ingest_measure_checks();
    measure_pin(SERVER_CORE);
    *commits = peer_commits(fixture.directory, acts, ACTS);
    pid_t const peer = child_peer(PORT_PEER, SERVER_CORE);
    measure_pin(LOAD_CORE);
    *http = ACTS / load_run(&theirs, acts, ACTS);
    child_end(peer, SIGKILL);
    fixture_close(&fixture);
}

int main(int count, char **words)
{
    struct measure checks = { 0 }, http = { 0 }, commits = { 0 }, plenary = { 0 }, processor = { 0 }, check = { 0 },
                   share = { 0 }, ratio = { 0 };
    if (count != 2) {
        fprintf(stderr, "usage: ingest PLENARY\n");
        return 2;
    }
    for (int i = 0; i < MEASURE_REPEATS; i++) {
        struct checks before, after;
        double b, c, processor_us;
        measure_pin(LOAD_CORE);
        ingest_measure_peers(&before, &b, &c);
        double const rate = ingest_measure_plenary(words[1], &processor_us, &after);
        double const a = (before.rate + after.rate) / 2, check_us = (before.us + after.us) / 2;
        double const smallest = a < b ? (a < c ? a : c) : (b < c ? b : c);
        measure_add(&checks, a);
        measure_add(&http, b);
        measure_add(&commits, c);
        measure_add(&plenary, rate);
        measure_add(&check, check_us);
        measure_add(&processor, processor_us);
        measure_add(&share, check_us / processor_us);
        measure_add(&ratio, rate / smallest);
    }
    printf("| a second, on one core | min | median | max |\n| --- | --- | --- | --- |\n");
    measure_print("Ed25519 checks (libsodium)", &checks, 0);
    measure_print("smallest handler (libmicrohttpd)", &http, 0);
    measure_print("rows in commits of 64 (SQLite, the same syncs)", &commits, 0);
    measure_print("durable acts through HTTP (Plenary)", &plenary, 0);
    measure_print("processor time of a check, in microseconds", &check, 0);
    measure_print("processor time of an act, in microseconds", &processor, 0);
    measure_print("a check's part of an act's processor time", &share, 2);
    measure_print("**Plenary over the smallest of the three**", &ratio, 2);
    return 0;
}
