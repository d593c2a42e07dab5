#include "room/gallery_keeper.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/limits.h"
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
    struct resting {
        char name[ORIGIN_BYTES_MAX];
        size_t length;
        int64_t until; /* in milliseconds of the monotonic clock; 0: free */
    } resting[SITE_ROOMS_MAX];
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

/* The conference's rest after a fault, if it has one that goes on. */
static struct resting *find_rest(struct gallery_keeper *keeper, struct slice conference, int64_t now)
{
    for (size_t i = 0; i < SITE_ROOMS_MAX; i++)
        if (keeper->resting[i].until > now &&
            slice_equal((struct slice){ keeper->resting[i].name, keeper->resting[i].length }, conference))
            return &keeper->resting[i];
    return NULL;
}

/* What cannot be taken is tried again after a while; the others go on at their pace. */
static void rest(struct gallery_keeper *keeper, struct slice conference, int64_t now)
{
    for (size_t i = 0; i < SITE_ROOMS_MAX && conference.length <= sizeof keeper->resting[i].name; i++) {
        struct resting *const resting = &keeper->resting[i];
        if (resting->until > now)
            continue;
        memcpy(resting->name, conference.bytes, conference.length);
        resting->length = conference.length;
        resting->until = now + GALLERY_PAUSE_MS;
        return;
    }
}

static bool mark_done(struct gallery_keeper *keeper, size_t count, struct error *error)
{
    struct voice *const voice = site_voice(keeper->site);
    struct driver *const writer = voice_begin(voice, error);
    bool good = writer != NULL, strikes = false;
    for (size_t i = 0; good && i < count; i++) {
        strikes |= slice_equal(keeper->items[i].kind, SLICE("comment.strike"));
        good = gallery_inbox_done(writer, &keeper->rows[i], keeper->items[i].seq, error);
    }
    if (writer != NULL && !good)
        voice_rollback(voice);
    return good && voice_commit(voice, error) && (!strikes || voice_scrub(voice, error));
}

/* The next rows of one conference, as one batch; *count: how many. */
static bool take_conference(struct gallery_keeper *keeper, struct slice conference, size_t *count, struct error *error)
{
    struct driver *const reader = voice_read(site_voice(keeper->site), error);
    *count = 0;
    if (reader == NULL)
        return false;
    bool const read =
        gallery_inbox_waiting(reader, conference, GALLERY_BATCH_MAX, &keeper->arena, keeper->rows, count, error);
    voice_read_end(site_voice(keeper->site));
    if (!read)
        return false;
    for (size_t i = 0; i < *count; i++) {
        const struct gallery_inbox_row *const row = &keeper->rows[i];
        keeper->items[i] = (struct gallery_item){ row->id,   row->comment, row->kind,        row->fields,
                                                  row->salt, row->text,    GALLERY_NOT_TAKEN };
    }
    struct gallery *const gallery = gallery_keeper_find(keeper, conference, error);
    if (gallery == NULL && error->fault != FAULT_CONFERENCE_UNKNOWN)
        return false;
    return (gallery == NULL || gallery_take(gallery, keeper->items, *count, os_clock_seconds(), error)) &&
           mark_done(keeper, *count, error);
}

/* The conference after that one of which rows wait. */
static bool next_conference(struct gallery_keeper *keeper, struct buffer *name, struct error *error)
{
    struct slice next;
    struct driver *const reader = voice_read(site_voice(keeper->site), error);
    keeper->arena.used = 0;
    if (reader == NULL)
        return false;
    bool const read = gallery_inbox_next(reader, buffer_slice(name), &keeper->arena, &next, error);
    voice_read_end(site_voice(keeper->site));
    buffer_clear(name);
    if (read)
        buffer_add(name, next);
    return read && (!name->full || fail(error, FAULT_CONFERENCE_UNKNOWN, 0, next, SLICE("")));
}

/* One batch of each conference that does not rest. *more: at once again; false: the inbox could not be read. */
static bool turn(struct gallery_keeper *keeper, bool *more)
{
    char memory[ORIGIN_BYTES_MAX];
    struct buffer name = BUFFER(memory);
    struct error error = { 0 };
    *more = false;
    while (next_conference(keeper, &name, &error)) {
        struct slice const conference = buffer_slice(&name);
        int64_t const now = os_monotonic_ms();
        size_t count;
        if (conference.length == 0)
            return true;
        if (find_rest(keeper, conference, now) != NULL)
            continue;
        if (take_conference(keeper, conference, &count, &error)) {
            *more |= count == GALLERY_BATCH_MAX;
            continue;
        }
        complain(&error);
        rest(keeper, conference, now);
        error = (struct error){ 0 };
    }
    complain(&error);
    return false;
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
    bool good, more;
    do
        good = turn(keeper, &more);
    while (wait_a_while(keeper, !good ? GALLERY_PAUSE_MS : more ? 0 : GALLERY_POLL_MS));
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
