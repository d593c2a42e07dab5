// SPDX-License-Identifier: Apache-2.0
/* kill - SIGKILL at random moments while many submit: what was answered is there, and the log verifies.
 *
 * A child process opens the site and eight threads submit acts, one at a time each, and note in shared memory what they sent and
 * what was answered. The parent kills the child, opens the record and checks it. A kill counts when at least one act had
 * been sent and not answered. */
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "record_check.h"
#include "log/crypto.h"
#include "store/os.h"

enum { KILLS = 50, KILLS_MAX = 200, THREADS = 8, ANSWERED_MAX = 1 << 18, DELAY_US_MAX = 25000 };

struct shared {
    _Atomic uint32_t sent[THREADS], done[THREADS];
    _Atomic uint32_t count; /* of `answered` that are whole */
    _Atomic uint32_t place; /* next one to be written */
    _Atomic bool written[ANSWERED_MAX];
    struct answered answered[ANSWERED_MAX];
};

struct submitter {
    struct shared *shared;
    struct fixture *fixture;
    const struct signer *signer;
    uint32_t round;
    unsigned number;
};

static void *submit(void *context)
{
    const struct submitter *const self = context;
    static const char form[] = "plenary/1 record.correct\nconference: hall.example/talks\nby: AAA\ntime: %s\nact: 0\n"
                               "statement: Round %u, thread %u, act %u.\n";
    for (uint32_t i = 0;; i++) {
        char text[512], memory[1024], when[40];
        struct buffer note = BUFFER(memory), now = BUFFER(when);
        struct room_answer answer;
        civil_write_instant(&now, os_clock_seconds(), 0);
        buffer_add_byte(&now, '\0');
        int const length = snprintf(text, sizeof text, form, when, self->round, self->number, i);
        signer_sign(self->signer, (struct slice){ text, (size_t)length }, &note);
        atomic_fetch_add(&self->shared->sent[self->number], 1);
        if (!room_submit(self->fixture->room, buffer_slice(&note), &answer))
            _exit(9);
        uint32_t const place = atomic_fetch_add(&self->shared->place, 1);
        if (place >= ANSWERED_MAX)
            _exit(8);
        self->shared->answered[place] = (struct answered){ answer.name, answer.seq };
        atomic_store(&self->shared->written[place], true);
        atomic_fetch_add(&self->shared->done[self->number], 1);
    }
    return NULL;
}

static _Noreturn void live(struct fixture *fixture, struct shared *shared, uint32_t round)
{
    static struct signer signer;
    static struct submitter submitters[THREADS];
    pthread_t thread;
    struct error error;
    if (!fixture_enter(fixture, &error))
        _exit(7);
    fixture_signer(fixture, "AAA", &signer);
    for (unsigned i = 0; i < THREADS; i++) {
        submitters[i] = (struct submitter){ shared, fixture, &signer, round, i };
        pthread_create(&thread, NULL, submit, &submitters[i]);
    }
    pause();
    _exit(6);
}

/* Waits until the child has begun to answer, a random moment more, and kills it. False when it ended by itself. */
static bool kill_child(pid_t child, const struct shared *shared, uint32_t before)
{
    int status = 0;
    uint32_t random;
    while (atomic_load(&shared->place) == before && waitpid(child, &status, WNOHANG) == 0)
        usleep(200);
    os_random(&random, sizeof random);
    usleep(random % DELAY_US_MAX);
    kill(child, SIGKILL);
    waitpid(child, &status, 0);
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
}

static uint32_t count_in_flight(struct shared *shared)
{
    uint32_t count = 0;
    for (unsigned i = 0; i < THREADS; i++) {
        count += atomic_load(&shared->sent[i]) - atomic_load(&shared->done[i]);
        atomic_store(&shared->done[i], atomic_load(&shared->sent[i]));
    }
    return count;
}

/* An answer that was not noted to the end is none. */
static size_t gather_answered(const struct shared *shared, struct answered *answered)
{
    size_t count = 0;
    for (uint32_t i = 0; i < atomic_load(&shared->place) && i < ANSWERED_MAX; i++)
        if (atomic_load(&shared->written[i]))
            answered[count++] = shared->answered[i];
    return count;
}

int main(void)
{
    struct fixture fixture;
    unsigned counted = 0, kills = 0;
    uint64_t in_flight = 0;
    size_t answered_count = 0;
    struct answered *const answered = calloc(ANSWERED_MAX, sizeof *answered);
    struct shared *const shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    const char *wrong = NULL;
    fixture_open(&fixture);
    fixture_leave(&fixture);
    for (; counted < KILLS && kills < KILLS_MAX && wrong == NULL; kills++) {
        pid_t const child = fork();
        if (child == 0)
            live(&fixture, shared, kills);
        if (!kill_child(child, shared, atomic_load(&shared->place)))
            wrong = "the program ended by itself";
        uint32_t const unanswered = count_in_flight(shared);
        counted += unanswered > 0;
        in_flight += unanswered;
        answered_count = gather_answered(shared, answered);
        if (wrong == NULL)
            wrong = record_check(&fixture, answered, answered_count);
        fixture_leave(&fixture);
    }
    if (wrong == NULL && counted < KILLS)
        wrong = "too few kills met an act in flight";
    printf("%u kills, %u of them with acts in flight (%llu in all); %zu acts were answered; %s\n", kills, counted,
           (unsigned long long)in_flight, answered_count, wrong != NULL ? wrong : "all of them are there");
    fixture_close(&fixture);
    free(answered);
    return wrong != NULL;
}
