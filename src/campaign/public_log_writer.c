// SPDX-License-Identifier: Apache-2.0
#include "campaign/public_log_writer.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include "base/limits.h"
#include "campaign/fault.h"
#include "room/site.h"
#include "store/campaign_store.h"
#include "store/diag.h"
#include "store/public_log_inbox.h"
#include "store/os.h"

enum { ROWS_BYTES = 16 << 20, MS_A_SECOND = 1000, NS_A_MS = 1000000 };

struct public_log_writer {
    struct site *site;
    struct campaign_store *campaigns;
    pthread_t thread;
    pthread_mutex_t mutex; /* over public logs, count and stopping */
    pthread_cond_t stopped;
    bool stopping, running;
    struct public_log *public_logs[SITE_ROOMS_MAX];
    struct slice names[SITE_ROOMS_MAX];
    size_t count;
    struct arena arena; /* of the rows of a turn */
    struct public_log_inbox_row rows[PUBLIC_LOG_BATCH_MAX];
    struct public_log_item items[PUBLIC_LOG_BATCH_MAX];
    struct resting {
        char name[ORIGIN_BYTES_MAX];
        size_t length;
        int64_t until; /* in milliseconds of the monotonic clock; 0: free */
    } resting[SITE_ROOMS_MAX];
};

static struct public_log *public_log_writer_opened(const struct public_log_writer *log_writer, struct slice conference)
{
    for (size_t i = 0; i < log_writer->count; i++)
        if (slice_equal(log_writer->names[i], conference))
            return log_writer->public_logs[i];
    return NULL;
}

struct public_log *public_log_writer_find(struct public_log_writer *log_writer, struct slice conference,
                                          struct error *error)
{
    struct room *const room = site_find(log_writer->site, conference);
    if (room == NULL) {
        fail(error, FAULT_CONFERENCE_UNKNOWN, 0, conference);
        return NULL;
    }
    pthread_mutex_lock(&log_writer->mutex);
    struct public_log *public_log = public_log_writer_opened(log_writer, conference);
    if (public_log == NULL && log_writer->count < SITE_ROOMS_MAX) {
        struct log_place const place = { site_directory(log_writer->site), site_host(log_writer->site), conference };
        public_log = public_log_open(&place, room_log(room), error);
        if (public_log != NULL) {
            log_writer->names[log_writer->count] = room_name(room);
            log_writer->public_logs[log_writer->count++] = public_log;
        }
    }
    pthread_mutex_unlock(&log_writer->mutex);
    return public_log;
}

/* --- the turn ------------------------------------------------------------------------------------------------------- */

/* The conference's rest after a fault, if it has one that goes on. */
static struct resting *public_log_writer_find_rest(struct public_log_writer *log_writer, struct slice conference,
                                                   int64_t now)
{
    for (size_t i = 0; i < SITE_ROOMS_MAX; i++)
        if (log_writer->resting[i].until > now &&
            slice_equal((struct slice){ log_writer->resting[i].name, log_writer->resting[i].length }, conference))
            return &log_writer->resting[i];
    return NULL;
}

/* A failed public log is tried again after a pause; the others go on. */
static void public_log_writer_rest(struct public_log_writer *log_writer, struct slice conference, int64_t now)
{
    for (size_t i = 0; i < SITE_ROOMS_MAX && conference.length <= sizeof log_writer->resting[i].name; i++) {
        struct resting *const resting = &log_writer->resting[i];
        if (resting->until > now)
            continue;
        memcpy(resting->name, conference.bytes, conference.length);
        resting->length = conference.length;
        resting->until = now + PUBLIC_LOG_PAUSE_MS;
        return;
    }
}

static bool public_log_writer_mark_done(struct public_log_writer *log_writer, size_t count, struct error *error)
{
    struct campaign_store *const campaigns = log_writer->campaigns;
    struct driver *const writer = campaign_store_begin(campaigns, error);
    bool good = writer != NULL, strikes = false;
    for (size_t i = 0; good && i < count; i++) {
        strikes |= slice_equal(log_writer->items[i].kind, SLICE("comment.strike"));
        good = public_log_inbox_done(writer, &log_writer->rows[i], log_writer->items[i].seq, error);
    }
    if (writer != NULL && !good)
        campaign_store_rollback(campaigns);
    return good && campaign_store_commit(campaigns, error) && (!strikes || campaign_store_scrub(campaigns, error));
}

/* The next rows of one conference, as one batch; *count: how many. */
static bool public_log_writer_take(struct public_log_writer *log_writer, struct slice conference, size_t *count,
                                   struct error *error)
{
    struct driver *const reader = campaign_store_read(log_writer->campaigns, error);
    *count = 0;
    if (reader == NULL)
        return false;
    bool const read = public_log_inbox_waiting(reader, conference, PUBLIC_LOG_BATCH_MAX, &log_writer->arena,
                                               log_writer->rows, count, error);
    campaign_store_read_end(log_writer->campaigns);
    if (!read)
        return false;
    for (size_t i = 0; i < *count; i++) {
        const struct public_log_inbox_row *const row = &log_writer->rows[i];
        log_writer->items[i] = (struct public_log_item){ row->id,   row->comment, row->kind,           row->fields,
                                                         row->salt, row->text,    PUBLIC_LOG_NOT_TAKEN };
    }
    struct public_log *const public_log = public_log_writer_find(log_writer, conference, error);
    if (public_log == NULL && error->fault != FAULT_CONFERENCE_UNKNOWN)
        return false;
    return (public_log == NULL || public_log_take(public_log, log_writer->items, *count, os_clock_seconds(), error)) &&
           public_log_writer_mark_done(log_writer, *count, error);
}

/* The conference after that one of which rows wait. */
static bool public_log_writer_next(struct public_log_writer *log_writer, struct buffer *name, struct error *error)
{
    struct slice next;
    struct driver *const reader = campaign_store_read(log_writer->campaigns, error);
    log_writer->arena.used = 0;
    if (reader == NULL)
        return false;
    bool const read = public_log_inbox_next(reader, buffer_slice(name), &log_writer->arena, &next, error);
    campaign_store_read_end(log_writer->campaigns);
    buffer_clear(name);
    if (read)
        buffer_add(name, next);
    return read && (!name->full || fail(error, FAULT_CONFERENCE_UNKNOWN, 0, next));
}

/* One batch of each conference that does not rest. *more: at once again; false: the inbox could not be read. */
static bool public_log_writer_turn(struct public_log_writer *log_writer, bool *more)
{
    char memory[ORIGIN_BYTES_MAX];
    struct buffer name = BUFFER(memory);
    struct error error = { 0 };
    *more = false;
    while (public_log_writer_next(log_writer, &name, &error)) {
        struct slice const conference = buffer_slice(&name);
        int64_t const now = os_monotonic_ms();
        size_t count;
        if (conference.length == 0)
            return true;
        if (public_log_writer_find_rest(log_writer, conference, now) != NULL)
            continue;
        if (public_log_writer_take(log_writer, conference, &count, &error)) {
            *more |= count == PUBLIC_LOG_BATCH_MAX;
            continue;
        }
        diag_say_error(DIAG_ERROR, "public log: ", &error);
        public_log_writer_rest(log_writer, conference, now);
        error = (struct error){ 0 };
    }
    diag_say_error(DIAG_ERROR, "public log: ", &error);
    return false;
}

/* False when the writer is to end. */
static bool public_log_writer_wait(struct public_log_writer *log_writer, int64_t ms)
{
    int64_t const until = os_monotonic_ms() + ms;
    struct timespec const deadline = { until / MS_A_SECOND, until % MS_A_SECOND * NS_A_MS };
    int waited = 0;
    pthread_mutex_lock(&log_writer->mutex);
    while (!log_writer->stopping && waited == 0)
        waited = pthread_cond_timedwait(&log_writer->stopped, &log_writer->mutex, &deadline);
    bool const goes_on = !log_writer->stopping;
    pthread_mutex_unlock(&log_writer->mutex);
    return goes_on;
}

static void *public_log_writer_run(void *context)
{
    struct public_log_writer *const log_writer = context;
    bool good, more;
    do
        good = public_log_writer_turn(log_writer, &more);
    while (public_log_writer_wait(log_writer, !good ? PUBLIC_LOG_PAUSE_MS : more ? 0 : PUBLIC_LOG_POLL_MS));
    return NULL;
}

/* --- opening and closing ------------------------------------------------------------------------------------------ */

struct public_log_writer *public_log_writer_open(struct site *site, struct campaign_store *campaigns,
                                                 struct error *error)
{
    pthread_condattr_t monotonic;
    struct public_log_writer *const log_writer = calloc(1, sizeof *log_writer);
    if (log_writer == NULL) {
        fail(error, FAULT_MEMORY, 0, SLICE("the public logs"));
        return NULL;
    }
    log_writer->site = site;
    log_writer->campaigns = campaigns;
    pthread_mutex_init(&log_writer->mutex, NULL);
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&log_writer->stopped, &monotonic);
    pthread_condattr_destroy(&monotonic);
    log_writer->running = os_reserve(ROWS_BYTES, &log_writer->arena, error) &&
                          (pthread_create(&log_writer->thread, NULL, public_log_writer_run, log_writer) == 0 ||
                           fail(error, FAULT_MEMORY, 0, SLICE("the public log's thread")));
    if (log_writer->running)
        return log_writer;
    public_log_writer_close(log_writer);
    return NULL;
}

void public_log_writer_close(struct public_log_writer *log_writer)
{
    if (log_writer == NULL)
        return;
    pthread_mutex_lock(&log_writer->mutex);
    log_writer->stopping = true;
    pthread_cond_broadcast(&log_writer->stopped);
    pthread_mutex_unlock(&log_writer->mutex);
    if (log_writer->running)
        pthread_join(log_writer->thread, NULL);
    while (log_writer->count > 0)
        public_log_close(log_writer->public_logs[--log_writer->count]);
    os_release(&log_writer->arena);
    pthread_cond_destroy(&log_writer->stopped);
    pthread_mutex_destroy(&log_writer->mutex);
    free(log_writer);
}
