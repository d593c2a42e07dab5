#include "room/gallery_keeper.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "room/site.h"
#include "store/gallery_inbox.h"
#include "store/os.h"

enum { ROWS_BYTES = 16 << 20, MS_A_SECOND = 1000, NS_A_MS = 1000000 };

struct gallery_keeper {
    struct site *site;
    pthread_t thread;
    pthread_mutex_t mutex; /* over galleries, count and stopping */
    pthread_cond_t stopped;
    bool stopping, running;
    struct gallery *galleries[SITE_ROOMS_MAX];
    struct slice names[SITE_ROOMS_MAX];
    size_t count;
    struct arena arena; /* of the rows of a turn */
    struct gallery_inbox_row rows[GALLERY_BATCH_MAX];
    struct gallery_item items[GALLERY_BATCH_MAX];
    size_t places[GALLERY_BATCH_MAX]; /* of the items among the rows */
    bool done[GALLERY_BATCH_MAX];
};

static void complain(const struct error *error)
{
    char memory[1024];
    struct buffer words = BUFFER(memory);
    error_words(error, &words);
    fprintf(stderr, "plenary: gallery: %.*s\n", SLICE_ARGS(buffer_slice(&words)));
}

static struct gallery *find(const struct gallery_keeper *keeper, struct slice conference)
{
    for (size_t i = 0; i < keeper->count; i++)
        if (slice_equal(keeper->names[i], conference))
            return keeper->galleries[i];
    return NULL;
}

struct gallery *gallery_keeper_find(struct gallery_keeper *keeper, struct slice conference, struct error *error)
{
    struct room *const room = site_find(keeper->site, conference);
    if (room == NULL) {
        fail(error, FAULT_CONFERENCE_UNKNOWN, 0, conference, SLICE(""));
        return NULL;
    }
    pthread_mutex_lock(&keeper->mutex);
    struct gallery *gallery = find(keeper, conference);
    if (gallery == NULL && keeper->count < SITE_ROOMS_MAX) {
        gallery = gallery_open(keeper->site, room, error);
        if (gallery != NULL) {
            keeper->names[keeper->count] = room_name(room);
            keeper->galleries[keeper->count++] = gallery;
        }
    }
    pthread_mutex_unlock(&keeper->mutex);
    return gallery;
}

/* --- the turn ------------------------------------------------------------------------------------------------------- */

/* All rows of one conference, from `first` on, as one batch. */
static bool take_conference(struct gallery_keeper *keeper, size_t first, size_t count, struct error *error)
{
    struct slice const conference = keeper->rows[first].conference;
    size_t taken = 0;
    for (size_t i = first; i < count; i++) {
        const struct gallery_inbox_row *const row = &keeper->rows[i];
        if (keeper->done[i] || !slice_equal(row->conference, conference))
            continue;
        keeper->done[i] = true;
        keeper->places[taken] = i;
        keeper->items[taken++] = (struct gallery_item){ row->id,   row->comment, row->kind,        row->fields,
                                                        row->salt, row->text,    GALLERY_NOT_TAKEN };
    }
    struct gallery *const gallery = gallery_keeper_find(keeper, conference, error);
    if (gallery == NULL && error->fault != FAULT_CONFERENCE_UNKNOWN)
        return false;
    if (gallery != NULL && !gallery_take(gallery, keeper->items, taken, os_clock_seconds(), error))
        return false;
    struct voice *const voice = site_voice(keeper->site);
    struct driver *const writer = voice_begin(voice, error);
    bool good = writer != NULL, strikes = false;
    for (size_t i = 0; good && i < taken; i++) {
        strikes |= slice_equal(keeper->items[i].kind, SLICE("comment.strike"));
        good = gallery_inbox_done(writer, &keeper->rows[keeper->places[i]], keeper->items[i].seq, error);
    }
    if (writer != NULL && !good)
        voice_rollback(voice);
    return good && voice_commit(voice, error) && (!strikes || voice_scrub(voice, error));
}

/* How many rows were there; *good is false where some could not be taken. */
static size_t turn(struct gallery_keeper *keeper, bool *good)
{
    struct error error = { 0 };
    size_t count = 0;
    keeper->arena.used = 0;
    struct driver *const reader = voice_read(site_voice(keeper->site), &error);
    *good = reader != NULL &&
            gallery_inbox_waiting(reader, GALLERY_BATCH_MAX, &keeper->arena, keeper->rows, &count, &error);
    if (reader != NULL)
        voice_read_end(site_voice(keeper->site));
    if (!*good)
        complain(&error);
    for (size_t i = 0; i < count; i++)
        keeper->done[i] = false;
    for (size_t i = 0; i < count; i++)
        if (!keeper->done[i] && !take_conference(keeper, i, count, &error)) {
            complain(&error);
            *good = false;
        }
    return count;
}

/* False when the keeper is to end. */
static bool wait_a_while(struct gallery_keeper *keeper, int64_t ms)
{
    int64_t const until = os_monotonic_ms() + ms;
    struct timespec const deadline = { until / MS_A_SECOND, until % MS_A_SECOND * NS_A_MS };
    int waited = 0;
    pthread_mutex_lock(&keeper->mutex);
    while (!keeper->stopping && waited == 0)
        waited = pthread_cond_timedwait(&keeper->stopped, &keeper->mutex, &deadline);
    bool const goes_on = !keeper->stopping;
    pthread_mutex_unlock(&keeper->mutex);
    return goes_on;
}

static void *keep(void *context)
{
    struct gallery_keeper *const keeper = context;
    bool good = true;
    size_t count = 0;
    do
        count = turn(keeper, &good);
    while (wait_a_while(keeper, !good ? GALLERY_PAUSE_MS : count == GALLERY_BATCH_MAX ? 0 : GALLERY_POLL_MS));
    return NULL;
}

/* --- opening and closing ------------------------------------------------------------------------------------------ */

struct gallery_keeper *gallery_keeper_open(struct site *site, struct error *error)
{
    pthread_condattr_t monotonic;
    struct gallery_keeper *const keeper = calloc(1, sizeof *keeper);
    if (keeper == NULL) {
        fail(error, FAULT_MEMORY, 0, SLICE("galleries"), SLICE(""));
        return NULL;
    }
    keeper->site = site;
    pthread_mutex_init(&keeper->mutex, NULL);
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&keeper->stopped, &monotonic);
    pthread_condattr_destroy(&monotonic);
    keeper->running = os_reserve(ROWS_BYTES, &keeper->arena, error) &&
                      (pthread_create(&keeper->thread, NULL, keep, keeper) == 0 ||
                       fail(error, FAULT_MEMORY, 0, SLICE("the gallery's thread"), SLICE("")));
    if (keeper->running)
        return keeper;
    gallery_keeper_close(keeper);
    return NULL;
}

void gallery_keeper_close(struct gallery_keeper *keeper)
{
    if (keeper == NULL)
        return;
    pthread_mutex_lock(&keeper->mutex);
    keeper->stopping = true;
    pthread_cond_broadcast(&keeper->stopped);
    pthread_mutex_unlock(&keeper->mutex);
    if (keeper->running)
        pthread_join(keeper->thread, NULL);
    while (keeper->count > 0)
        gallery_close(keeper->galleries[--keeper->count]);
    os_release(&keeper->arena);
    pthread_cond_destroy(&keeper->stopped);
    pthread_mutex_destroy(&keeper->mutex);
    free(keeper);
}
