// SPDX-License-Identifier: Apache-2.0
#include "cmd/checkers.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "record/note.h"
#include "rules/keyring.h"
#include "rules/party.h"

enum {
    CHECKERS_MAX = 64,
    BATCH_ACTS = 64, /* some 3 ms of work: a lock once a batch costs nothing */
    BATCHES_MAX = 64
};

struct batch {
    const struct entry *entries[BATCH_ACTS];
    size_t count;
};

struct checkers {
    const struct crypto *crypto;
    pthread_mutex_t mutex;
    pthread_cond_t came, went;
    struct batch open; /* the adder's own */
    struct batch waiting[BATCHES_MAX];
    size_t first, count;
    bool ended;
    pthread_t threads[CHECKERS_MAX];
    size_t thread_count;
    struct bad_signature bad[CHECKERS_BAD_MAX];
    size_t kept;
    uint64_t bad_count;
};

/* Keeps the first ones by their place, whatever the order in which threads find them. */
static void checkers_keep_bad(struct checkers *checkers, struct bad_signature bad)
{
    size_t at = checkers->kept;
    checkers->bad_count++;
    while (at > 0 && checkers->bad[at - 1].seq > bad.seq)
        at--;
    if (at == CHECKERS_BAD_MAX)
        return;
    if (checkers->kept < CHECKERS_BAD_MAX)
        checkers->kept++;
    memmove(&checkers->bad[at + 1], &checkers->bad[at], (checkers->kept - 1 - at) * sizeof *checkers->bad);
    checkers->bad[at] = bad;
}

static void checkers_check_batch(struct checkers *checkers, const struct batch *batch)
{
    for (size_t i = 0; i < batch->count; i++) {
        const struct entry *const entry = batch->entries[i];
        struct error error = { 0 };
        if (note_check_act(&entry->act, &entry->key->key, checkers->crypto, &error))
            continue;
        pthread_mutex_lock(&checkers->mutex);
        checkers_keep_bad(checkers, (struct bad_signature){ entry->seq, error.fault });
        pthread_mutex_unlock(&checkers->mutex);
    }
}

static void *checkers_check_batches(void *context)
{
    struct checkers *const checkers = context;
    for (;;) {
        pthread_mutex_lock(&checkers->mutex);
        while (checkers->count == 0 && !checkers->ended)
            pthread_cond_wait(&checkers->came, &checkers->mutex);
        bool const done = checkers->count == 0;
        struct batch batch;
        if (!done) {
            batch = checkers->waiting[checkers->first];
            checkers->first = (checkers->first + 1) % BATCHES_MAX;
            checkers->count--;
            pthread_cond_signal(&checkers->went);
        }
        pthread_mutex_unlock(&checkers->mutex);
        if (done)
            return NULL;
        checkers_check_batch(checkers, &batch);
    }
}

struct checkers *checkers_begin(const struct crypto *crypto, struct error *error)
{
    struct checkers *const checkers = calloc(1, sizeof *checkers);
    long const cores = sysconf(_SC_NPROCESSORS_ONLN);
    if (checkers == NULL) {
        fail(error, FAULT_MEMORY, 0, SLICE("checking signatures"));
        return NULL;
    }
    checkers->crypto = crypto;
    pthread_mutex_init(&checkers->mutex, NULL);
    pthread_cond_init(&checkers->came, NULL);
    pthread_cond_init(&checkers->went, NULL);
    while (checkers->thread_count < CHECKERS_MAX && (long)checkers->thread_count < cores &&
           pthread_create(&checkers->threads[checkers->thread_count], NULL, checkers_check_batches, checkers) == 0)
        checkers->thread_count++;
    return checkers;
}

static void checkers_send_open(struct checkers *checkers)
{
    if (checkers->thread_count == 0) { /* the system gave no thread: do it here */
        checkers_check_batch(checkers, &checkers->open);
    } else {
        pthread_mutex_lock(&checkers->mutex);
        while (checkers->count == BATCHES_MAX)
            pthread_cond_wait(&checkers->went, &checkers->mutex);
        checkers->waiting[(checkers->first + checkers->count++) % BATCHES_MAX] = checkers->open;
        pthread_cond_signal(&checkers->came);
        pthread_mutex_unlock(&checkers->mutex);
    }
    checkers->open.count = 0;
}

void checkers_add(struct checkers *checkers, const struct entry *entry)
{
    checkers->open.entries[checkers->open.count++] = entry;
    if (checkers->open.count == BATCH_ACTS)
        checkers_send_open(checkers);
}

uint64_t checkers_end(struct checkers *checkers, struct bad_signature bad[CHECKERS_BAD_MAX], size_t *kept)
{
    checkers_send_open(checkers);
    pthread_mutex_lock(&checkers->mutex);
    checkers->ended = true;
    pthread_cond_broadcast(&checkers->came);
    pthread_mutex_unlock(&checkers->mutex);
    for (size_t i = 0; i < checkers->thread_count; i++)
        pthread_join(checkers->threads[i], NULL);
    uint64_t const count = checkers->bad_count;
    *kept = checkers->kept;
    memcpy(bad, checkers->bad, sizeof checkers->bad);
    pthread_cond_destroy(&checkers->went);
    pthread_cond_destroy(&checkers->came);
    pthread_mutex_destroy(&checkers->mutex);
    free(checkers);
    return count;
}
