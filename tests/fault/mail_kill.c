// SPDX-License-Identifier: Apache-2.0
/* mail_kill - SIGKILL, two hundred times, while messages are accepted and delivered: none that was acknowledged is lost, and only what
 * was logged as being sent may arrive twice, with the same Message-ID, each listed.
 *
 * A child process (this program again, with --live) accepts messages in one thread and delivers in others. The relay is in the
 * parent, so that it can kill the child right after its reply to a mail, before the mark: every second kill does so, the others
 * come at a random moment. Afterwards everything is delivered in peace and counted. */
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "hostile.h"
#include "mail/compose.h"
#include "mail/delivery.h"
#include "mail_fixture.h"
#include "store/os.h"

enum {
    KILLS = 200,
    AFTER_REPLY_MIN = 20, /* kills that must have fallen between the relay's answer and the mark */
    MAILS_MAX = 1 << 17,
    DELAY_US_MAX = 30000,
    REPLIES_MAX = 40, /* the reply after which the child is killed is one of the first so many */
    ID_BYTES_MAX = 80,
    SHARED_FILE = 3,
    BODY_BYTES = 300
};

struct shared {
    _Atomic uint32_t acknowledged[MAILS_MAX]; /* mails whose message was answered as durable, by their number */
    _Atomic uint32_t count;
    _Atomic uint32_t live; /* rounds in which the child came to deliver */
};

/* What the relay in the parent has seen. */
struct seen {
    unsigned times[MAILS_MAX];
    char ids[MAILS_MAX][ID_BYTES_MAX];
    bool other_id; /* a mail came again with another Message-ID */
    pthread_mutex_t lock;
    _Atomic int64_t last;
    _Atomic int replies_left; /* until the child is killed; negative: it is not */
    _Atomic pid_t child;
};

static struct seen seen = { .lock = PTHREAD_MUTEX_INITIALIZER };
static struct hostile hostile;

/* --- the child ----------------------------------------------------------------------------------------------------- */

static struct relay *open_relay(void *context, struct error *error)
{
    struct relay_options const options = { .address = slice_of(context), .host = SLICE("plenary.example") };
    return relay_open_smtp(&options, error);
}

static struct delivery *open_delivery(struct mail_fixture *mail_fixture, char *address)
{
    struct delivery_options const options = { .campaigns = mail_fixture->campaigns,
                                              .seal = &mail_fixture->seal,
                                              .key = &mail_fixture->key,
                                              .site = { SLICE("plenary.example"), SLICE("https://plenary.example") },
                                              .connections = 4,
                                              .open_relay = open_relay,
                                              .relay_context = address };
    struct error error;
    struct delivery *const delivery = delivery_open(&options, &error);
    if (delivery == NULL)
        exit(4);
    return delivery;
}

struct accepting {
    struct mail_fixture *mail_fixture;
    struct shared *shared;
};

static void *accept_messages(void *context)
{
    const struct accepting *const accepting = context;
    for (unsigned number = 0;; number++) {
        int64_t const mail = mail_fixture_write(accepting->mail_fixture, number, BODY_BYTES);
        if (mail >= MAILS_MAX)
            exit(5);
        atomic_store(&accepting->shared->acknowledged[mail], 1);
        atomic_fetch_add(&accepting->shared->count, 1);
        usleep(500);
    }
    return NULL;
}

static int live(const char *directory, char *address)
{
    static struct mail_fixture mail_fixture;
    struct shared *const shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED, SHARED_FILE, 0);
    struct accepting accepting = { &mail_fixture, shared };
    struct error error;
    pthread_t thread;
    bool idle;
    snprintf(mail_fixture.directory, sizeof mail_fixture.directory, "%s", directory);
    mail_fixture_enter(&mail_fixture);
    mail_fixture.campaign = mail_fixture.contact = 1;
    struct delivery *const delivery = open_delivery(&mail_fixture, address);
    atomic_fetch_add(&shared->live, 1);
    pthread_create(&thread, NULL, accept_messages, &accepting);
    while (delivery_turn(delivery, &idle, &error))
        if (idle)
            usleep(200);
    return 6;
}

/* --- the parent ---------------------------------------------------------------------------------------------------- */

static void note_mail(void *context, const char *message_id)
{
    int64_t const mail = message_id[0] == '<' ? strtoll(message_id + 1, NULL, 10) : 0; /* "<ID.TIME@HOST>" */
    (void)context;
    if (mail <= 0 || mail >= MAILS_MAX)
        exit(7);
    pthread_mutex_lock(&seen.lock);
    if (seen.times[mail]++ == 0)
        snprintf(seen.ids[mail], ID_BYTES_MAX, "%s", message_id);
    else
        seen.other_id |= strcmp(seen.ids[mail], message_id) != 0;
    pthread_mutex_unlock(&seen.lock);
    seen.last = mail;
}

static void count_reply(void *context)
{
    (void)context;
    if (atomic_fetch_sub(&seen.replies_left, 1) == 1)
        kill(seen.child, SIGKILL);
}

static pid_t start(const char *program, const struct mail_fixture *mail_fixture, char *address, int shared_file)
{
    char directory[64];
    memcpy(directory, mail_fixture->directory, sizeof directory);
    char option[] = "--live";
    char name[256];
    snprintf(name, sizeof name, "%s", program);
    char *const words[] = { name, option, directory, address, NULL };
    posix_spawn_file_actions_t actions;
    pid_t child;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, shared_file, SHARED_FILE);
    if (posix_spawn(&child, program, &actions, NULL, words, environ) != 0)
        exit(8);
    posix_spawn_file_actions_destroy(&actions);
    return child;
}

/* Lets the child live until it delivers, and a moment more. */
static const char *kill_once(const char *program, struct mail_fixture *mail_fixture, char *address,
                             struct shared *shared, int shared_file, bool after_reply)
{
    uint32_t random, before = shared->live;
    int status = 0;
    os_random(&random, sizeof random);
    seen.replies_left = -1;
    pid_t const child = start(program, mail_fixture, address, shared_file);
    seen.child = child;
    if (after_reply)
        seen.replies_left = 1 + (int)(random % REPLIES_MAX);
    while (shared->live == before && waitpid(child, &status, WNOHANG) == 0)
        usleep(200);
    if (!after_reply) {
        usleep(random % DELAY_US_MAX);
        kill(child, SIGKILL);
    }
    waitpid(child, &status, 0);
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL ? NULL : "the program ended by itself";
}

static void deliver_rest(struct mail_fixture *mail_fixture, char *address)
{
    struct error error;
    bool idle = false;
    seen.replies_left = -1;
    struct delivery *const delivery = open_delivery(mail_fixture, address);
    while (!idle) {
        if (!delivery_turn(delivery, &idle, &error))
            exit(9);
        mail_fixture_sql(mail_fixture, "UPDATE mail SET due_at = 0 WHERE state = 'deferred'");
    }
    delivery_close(delivery);
}

/* --- what must hold ------------------------------------------------------------------------------------------------ */

static bool listed[MAILS_MAX];

static void list(void *context, int64_t mail)
{
    size_t *const count = context;
    listed[mail] = true;
    (*count)++;
}

static const char *judge(struct mail_fixture *mail_fixture, const struct shared *shared, size_t *twice,
                         size_t *listed_count)
{
    struct error error;
    struct driver *const driver = campaign_store_read(mail_fixture->campaigns, &error);
    if (driver == NULL || !outbox_again(driver, list, listed_count, &error))
        return "the list of what was sent again cannot be read";
    campaign_store_read_end(mail_fixture->campaigns);
    for (size_t mail = 1; mail < MAILS_MAX; mail++) {
        *twice += seen.times[mail] > 1;
        if (shared->acknowledged[mail] && seen.times[mail] == 0)
            return "a message that was acknowledged never arrived";
        if (seen.times[mail] > 1 && !listed[mail])
            return "a mail arrived twice and is not listed";
    }
    if (seen.other_id)
        return "a mail arrived again with another Message-ID";
    return mail_fixture_number(mail_fixture, "SELECT count(*) FROM mail WHERE state <> 'accepted'") == 0
               ? NULL
               : "not every mail ended as accepted";
}

static int run(const char *program)
{
    static struct mail_fixture mail_fixture;
    char address[64];
    unsigned kills = 0, between = 0;
    size_t twice = 0, listed_count = 0;
    const char *wrong = NULL;
    int const shared_file = memfd_create("shared", 0);
    if (shared_file < 0 || ftruncate(shared_file, sizeof(struct shared)) != 0)
        return 3;
    struct shared *const shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED, shared_file, 0);
    hostile.before_reply = note_mail;
    hostile.after_reply = count_reply;
    hostile_start(&hostile);
    snprintf(address, sizeof address, "smtp://127.0.0.1:%d", hostile.port);
    mail_fixture_open(&mail_fixture, "can@mission.example");
    for (; kills < KILLS && wrong == NULL; kills++) {
        bool const after_reply = kills % 2 == 0;
        wrong = kill_once(program, &mail_fixture, address, shared, shared_file, after_reply);
        between += after_reply && mail_fixture_state(&mail_fixture, seen.last) == MAIL_SENDING;
    }
    deliver_rest(&mail_fixture, address);
    if (wrong == NULL)
        wrong = judge(&mail_fixture, shared, &twice, &listed_count);
    if (wrong == NULL && between < AFTER_REPLY_MIN)
        wrong = "too few kills fell between the relay's answer and the mark";
    printf("%u kills, %u of them between the relay's answer and the mark; %u messages were acknowledged; %zu were "
           "listed as sent "
           "again, of which %zu arrived twice; %s\n",
           kills, between, shared->count, listed_count, twice, wrong != NULL ? wrong : "none was lost");
    hostile_stop(&hostile);
    mail_fixture_close(&mail_fixture);
    return wrong != NULL;
}

int main(int count, char **words)
{
    compose_start();
    return count == 4 && strcmp(words[1], "--live") == 0 ? live(words[2], words[3]) : run(words[0]);
}
