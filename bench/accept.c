// SPDX-License-Identifier: Apache-2.0
/* accept PLENARY - accepting messages of the public over HTTP from 64 writers, against what bounds it.
 *
 * Everything runs on all cores, the writers too. Each repeat measures in turn: sealing the same bodies in one thread, the smallest
 * HTTP handler, commits of 64 rows, and Plenary. Plenary reads the form, checks every field and the proof of work, computes the
 * similarity hash, seals, counts the rate limits, adds the message and its confirmation mail, and answers when both are durable. The
 * result is Plenary's messages per second divided by the smallest of the three. Prints the table for docs/performance.md. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "child.h"
#include "fixture.h"
#include "load.h"
#include "measure.h"
#include "peers.h"
#include "campaign/message.h"
#include "campaign/proof_of_work.h"
#include "store/messages.h"
#include "store/os.h"
#include "store/campaign_store.h"

enum { MESSAGES = 12800, CORES = 2, PORT = 18482, PORT_PEER = 18483, BITS = 6, WORDS = 110 };

static const char form_type[] = "application/x-www-form-urlencoded";
static struct load_to const ours = { PORT, "/talks/campaigns/letters", form_type, 303 };
static struct load_to const theirs = { PORT_PEER, "/talks/campaigns/letters", form_type, 201 };
static struct slice forms[MESSAGES];

static _Noreturn void accept_give_up(const char *what, const struct error *error)
{
    char memory[1024];
    struct buffer words = BUFFER(memory);
    if (error != NULL)
        error_words(error, &words);
    fprintf(stderr, "accept: %s %.*s\n", what, SLICE_ARGS(buffer_slice(&words)));
    exit(3);
}

static bool accept_add_campaign(struct driver *driver, struct campaign *campaign, struct contact *contact,
                                struct error *error)
{
    *campaign = (struct campaign){ .conference = SLICE("talks"),
                                   .code = SLICE("letters"),
                                   .title = SLICE("Write to them"),
                                   .subject = SLICE("The proposal"),
                                   .body = SLICE("Dear {addressee}, please do not support the proposal."),
                                   .language = SLICE("en"),
                                   .addressed = SLICE("country"),
                                   .look = SLICE("doubtful"),
                                   .keep_days = 30 };
    *contact =
        (struct contact){ .place = SLICE("AAA"), .name = SLICE("Delegation"), .address = SLICE("a@mission.example") };
    if (!campaign_add(driver, campaign, os_clock_seconds(), error) ||
        !campaign_set_state(driver, campaign->id, SLICE("open"), error))
        return false;
    contact->campaign = campaign->id;
    if (!contact_add(driver, contact, error))
        return false;
    contact->state = SLICE("confirmed");
    contact->pace = SLICE("each");
    contact->confirmed_at = os_clock_seconds();
    return contact_change(driver, contact, error);
}

/* Finds the number that solves the proof of work of a form. */
static unsigned accept_proof_of_work(const struct seal *seal, struct slice purpose, struct slice token)
{
    struct proof_of_work work;
    struct error error;
    char memory[PROOF_OF_WORK_NUMBER_BYTES_MAX];
    for (unsigned i = 0;; i++) {
        struct buffer number = BUFFER(memory);
        buffer_add_number(&number, i);
        if (proof_of_work_read(seal, purpose, token, buffer_slice(&number), os_clock_seconds(), &work, &error))
            return i;
    }
}

/* Writes forms as a browser sends them, each with a different text. */
static void accept_write_forms(struct fixture *fixture, const struct campaign *campaign, const struct contact *contact)
{
    const struct seal *const seal = &fixture->participation->seal;
    struct slice const purpose = message_purpose(campaign, &fixture->arena);
    for (unsigned i = 0; i < MESSAGES; i++) {
        char memory[PROOF_OF_WORK_TOKEN_BYTES_MAX], text[WORDS * 8 + 1];
        struct buffer token = BUFFER(memory);
        proof_of_work_ask(seal, purpose, BITS, os_clock_seconds(), &token);
        for (unsigned word = 0; word < WORDS; word++)
            snprintf(text + 8 * word, 9, "%c%06x+", 'g' + (int)(word % 18), (unsigned)rand() & 0xffffffU);
        forms[i] =
            fixture_print(fixture,
                          "contact=%lld&token=%.*s&work=%u&subject=The+proposal&body=Dear+all,%%0D%%0A%.*s"
                          "&name=Person+%u&email=person%u%%40home.example&website=&may_ask=yes",
                          (long long)contact->id, SLICE_ARGS(buffer_slice(&token)),
                          accept_proof_of_work(seal, purpose, buffer_slice(&token)), (int)sizeof text - 1, text, i, i);
    }
}

static void accept_make_campaign(struct fixture *fixture)
{
    struct error error;
    struct campaign campaign;
    struct contact contact;
    fixture_open_participation(fixture);
    struct driver *const driver = campaign_store_begin(fixture->participation->store, &error);
    if (driver == NULL || !accept_add_campaign(driver, &campaign, &contact, &error) ||
        !campaign_store_commit(fixture->participation->store, &error))
        accept_give_up("no campaign", &error);
    accept_write_forms(fixture, &campaign, &contact);
}

static void accept_count_one(void *context, int64_t campaign, uint64_t similarity)
{
    (void)campaign;
    (void)similarity;
    ++*(size_t *)context;
}

/* Checks that every answered message is in the store. */
static void accept_check_all(struct fixture *fixture)
{
    struct error error;
    size_t count = 0;
    if (!fixture_enter(fixture, &error))
        accept_give_up("the site does not open", &error);
    fixture_open_participation(fixture);
    struct driver *const reader = campaign_store_read(fixture->participation->store, &error);
    if (reader == NULL || !message_similarities(reader, 2 * MESSAGES, accept_count_one, &count, &error))
        accept_give_up("no messages", &error);
    campaign_store_read_end(fixture->participation->store);
    if (count != MESSAGES)
        accept_give_up("not all messages are there", NULL);
}

struct repeat {
    double seals, all_seals, seal_us, http, rows, plenary, message_us;
};

static void accept_run_repeat(const char *program, struct repeat *repeat)
{
    struct fixture fixture;
    fixture_open(&fixture);
    accept_make_campaign(&fixture);
    repeat->all_seals = peer_seals(forms, MESSAGES, CORES, &repeat->seal_us);
    repeat->seals = peer_seals(forms, MESSAGES, 1, &repeat->seal_us);
    repeat->rows = peer_rows(fixture.directory, forms, MESSAGES);
    pid_t const peer = child_peer(PORT_PEER, CHILD_ANY_CORE);
    repeat->http = MESSAGES / load_run(&theirs, forms, MESSAGES);
    child_end(peer, SIGKILL);
    fixture_leave(&fixture);
    pid_t const server = child_serve(program, fixture.directory, PORT, CHILD_ANY_CORE);
    repeat->plenary = MESSAGES / load_run(&ours, forms, MESSAGES);
    repeat->message_us = child_end(server, SIGTERM) * 1e6 / MESSAGES;
    accept_check_all(&fixture);
    fixture_close(&fixture);
}

int main(int count, char **words)
{
    struct measure seals = { 0 }, all_seals = { 0 }, http = { 0 }, rows = { 0 }, plenary = { 0 }, seal = { 0 },
                   message = { 0 }, ratio = { 0 };
    if (count != 2) {
        fprintf(stderr, "usage: accept PLENARY\n");
        return 2;
    }
    for (int i = 0; i < MEASURE_REPEATS; i++) {
        struct repeat repeat;
        accept_run_repeat(words[1], &repeat);
        double const two = repeat.seals < repeat.http ? repeat.seals : repeat.http;
        measure_add(&seals, repeat.seals);
        measure_add(&all_seals, repeat.all_seals);
        measure_add(&http, repeat.http);
        measure_add(&rows, repeat.rows);
        measure_add(&plenary, repeat.plenary);
        measure_add(&seal, repeat.seal_us);
        measure_add(&message, repeat.message_us);
        measure_add(&ratio, repeat.plenary / (two < repeat.rows ? two : repeat.rows));
    }
    printf("| a second, on two cores | min | median | max |\n| --- | --- | --- | --- |\n");
    measure_print("sealed boxes (libsodium), in one thread", &seals, 0);
    measure_print("sealed boxes in two threads", &all_seals, 0);
    measure_print("smallest handler (libmicrohttpd)", &http, 0);
    measure_print("rows in commits of 64 (SQLite)", &rows, 0);
    measure_print("durable messages through HTTP (Plenary)", &plenary, 0);
    measure_print("processor time of a sealed box, in microseconds", &seal, 0);
    measure_print("processor time of a message, in microseconds", &message, 0);
    measure_print("**Plenary over the smallest of the three**", &ratio, 2);
    return 0;
}
