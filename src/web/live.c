// SPDX-License-Identifier: Apache-2.0
#include "web/live.h"

#include "store/os.h"
#include "web/event.h"
#include "web/fault.h"

#include <microhttpd.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct stream {
    struct channel *channel;
    struct MHD_Connection *connection;
    char about[LIVE_ABOUT_BYTES_MAX];
    size_t about_length;
    uint32_t next;
    bool suspended, beat, greeted;
    struct stream *before, *after; /* of the channel */
    struct buffer out;             /* not sent yet; allocated only while there is something */
    size_t sent;
};

/* One conference. */
struct channel {
    struct live *live;
    struct room *room;
    pthread_t thread;
    pthread_mutex_t lock;
    uint32_t count; /* acts that its streams may send */
    struct stream *streams;
    bool running;
};

struct live {
    size_t streams_max, channel_count;
    _Atomic size_t stream_count;
    _Atomic bool stopping;
    struct channel *channels[SITE_ROOMS_MAX];
};

/* Wakes the sleeping streams of a channel. With `beat` they also write, so that we notice readers who left. */
static void live_wake(struct channel *channel, uint32_t count, bool beat)
{
    pthread_mutex_lock(&channel->lock);
    channel->count = count;
    for (struct stream *stream = channel->streams; stream != NULL; stream = stream->after) {
        stream->beat |= beat;
        if (stream->suspended) {
            stream->suspended = false;
            MHD_resume_connection(stream->connection);
        }
    }
    pthread_mutex_unlock(&channel->lock);
}

static void *live_watch(void *context)
{
    struct channel *channel = context;
    uint32_t seen = room_count(channel->room);
    int64_t beat_at = os_monotonic_ms() + 1000 * LIVE_BEAT_SECONDS;
    while (!channel->live->stopping) {
        int64_t const soon = os_monotonic_ms() + 1000; /* so that we notice live_stop */
        uint32_t const count = (uint32_t)log_wait(room_log(channel->room), seen, soon < beat_at ? soon : beat_at);
        bool const beat = os_monotonic_ms() >= beat_at;
        if (count != seen || beat)
            live_wake(channel, count, beat);
        if (beat)
            beat_at = os_monotonic_ms() + 1000 * LIVE_BEAT_SECONDS;
        seen = count;
    }
    return NULL;
}

struct live *live_start(struct site *site, size_t streams_max, struct error *error)
{
    struct live *live = calloc(1, sizeof *live);
    bool good = live != NULL;
    if (good)
        live->streams_max = streams_max;
    for (size_t i = 0; good && i < site_count(site) && i < SITE_ROOMS_MAX; i++) {
        struct channel *channel = calloc(1, sizeof *channel);
        if (channel == NULL) {
            good = false;
            break;
        }
        channel->live = live;
        channel->room = site_room(site, i);
        channel->count = room_count(channel->room);
        (void)pthread_mutex_init(&channel->lock, NULL);
        live->channels[live->channel_count++] = channel;
        channel->running = good = pthread_create(&channel->thread, NULL, live_watch, channel) == 0;
    }
    if (good)
        return live;
    if (live != NULL) {
        live_stop(live);
        live_end(live);
    }
    fail(error, FAULT_MEMORY, 0, SLICE("live events"));
    return NULL;
}

void live_stop(struct live *live)
{
    live->stopping = true;
    for (size_t i = 0; i < live->channel_count; i++) {
        struct channel *channel = live->channels[i];
        if (channel->running)
            pthread_join(channel->thread, NULL);
        live_wake(channel, channel->count, true);
    }
}

void live_end(struct live *live)
{
    for (size_t i = 0; i < live->channel_count; i++) {
        pthread_mutex_destroy(&live->channels[i]->lock);
        free(live->channels[i]);
    }
    free(live);
}

uint32_t live_next(const struct request *request, struct slice last_event_id, struct room *room)
{
    uint64_t last = 0;
    uint32_t const count = room_count(room);
    if (!slice_number(last_event_id, &last) && !slice_number(request_argument(request, "after"), &last))
        return count;
    return last + 1 < count ? (uint32_t)last + 1 : count;
}

/* Fills the stream's block with as many of its acts as fit. */
static void live_fill(struct stream *stream, uint32_t count)
{
    struct slice const about = { stream->about, stream->about_length };
    if (!stream->greeted)
        buffer_add(&stream->out, SLICE("retry: 2000\n\n"));
    stream->greeted = true;
    const struct state *state = room_read(stream->channel->room);
    while (stream->next < count && stream->next < state->count) {
        size_t const mark = stream->out.length;
        const struct entry *entry = state->entries[stream->next];
        if (event_concerns(entry, about))
            event_write(state, room_name(stream->channel->room), entry, &stream->out);
        if (stream->out.full) {
            stream->out.length = mark;
            stream->out.full = false;
            if (mark > 0)
                break;
            event_write_short(entry, &stream->out); /* longer than a block: index and type only */
        }
        stream->next++;
    }
    room_read_end(stream->channel->room);
}

static void live_drop_block(struct stream *stream)
{
    free(stream->out.bytes);
    stream->out = (struct buffer){ NULL, 0, 0, false };
    stream->sent = 0;
}

static bool live_take_block(struct stream *stream)
{
    char *bytes = malloc(LIVE_BLOCK_BYTES);
    stream->out = (struct buffer){ bytes, 0, bytes != NULL ? LIVE_BLOCK_BYTES : 0, false };
    return bytes != NULL;
}

static ssize_t live_give(struct stream *stream, char *into, size_t limit)
{
    size_t const left = stream->out.length - stream->sent, length = left < limit ? left : limit;
    memcpy(into, stream->out.bytes + stream->sent, length);
    stream->sent += length;
    if (stream->sent == stream->out.length)
        live_drop_block(stream);
    return (ssize_t)length;
}

static ssize_t live_read(void *context, uint64_t position, char *into, size_t limit)
{
    (void)position;
    struct stream *stream = context;
    struct channel *channel = stream->channel;
    if (channel->live->stopping)
        return MHD_CONTENT_READER_END_OF_STREAM;
    if (stream->sent < stream->out.length)
        return live_give(stream, into, limit);
    for (;;) {
        pthread_mutex_lock(&channel->lock);
        uint32_t const count = channel->count;
        bool const beat = stream->beat, behind = stream->next < count || !stream->greeted;
        stream->beat = false;
        if (!behind && !beat) {
            stream->suspended = true;
            MHD_suspend_connection(stream->connection);
        }
        pthread_mutex_unlock(&channel->lock);
        if (!behind && !beat)
            return 0;
        if (!live_take_block(stream))
            return MHD_CONTENT_READER_END_WITH_ERROR;
        live_fill(stream, count);
        if (beat && stream->out.length == 0)
            buffer_add(&stream->out, SLICE(": still here\n\n"));
        if (stream->out.length > 0)
            return live_give(stream, into, limit);
        live_drop_block(stream);
    }
}

static void live_close(void *context)
{
    struct stream *stream = context;
    struct channel *channel = stream->channel;
    pthread_mutex_lock(&channel->lock);
    if (stream->before != NULL)
        stream->before->after = stream->after;
    else
        channel->streams = stream->after;
    if (stream->after != NULL)
        stream->after->before = stream->before;
    channel->live->stream_count--;
    pthread_mutex_unlock(&channel->lock);
    free(stream->out.bytes);
    free(stream);
}

static struct channel *live_find_channel(struct live *live, const struct room *room)
{
    for (size_t i = 0; i < live->channel_count; i++)
        if (live->channels[i]->room == room)
            return live->channels[i];
    return NULL;
}

static void live_join(struct channel *channel, struct stream *stream)
{
    pthread_mutex_lock(&channel->lock);
    stream->after = channel->streams;
    if (channel->streams != NULL)
        channel->streams->before = stream;
    channel->streams = stream;
    channel->live->stream_count++;
    pthread_mutex_unlock(&channel->lock);
}

struct MHD_Response *live_open(struct live *live, struct room *room, struct slice about, uint32_t next,
                               struct MHD_Connection *connection, struct error *error)
{
    struct channel *channel = live_find_channel(live, room);
    if (about.length > LIVE_ABOUT_BYTES_MAX) {
        fail(error, FAULT_URL_LONG, 0, SLICE("list of things to follow"));
        return NULL;
    }
    struct stream *stream = NULL;
    if (channel != NULL && live->stream_count < live->streams_max && !live->stopping)
        stream = calloc(1, sizeof *stream);
    if (stream == NULL) {
        fail(error, FAULT_SERVER_FULL, 0);
        return NULL;
    }
    stream->channel = channel;
    stream->connection = connection;
    stream->next = next;
    stream->about_length = about.length;
    if (about.length > 0)
        memcpy(stream->about, about.bytes, about.length);
    struct MHD_Response *response =
        MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, LIVE_PIECE_BYTES, live_read, stream, live_close);
    if (response == NULL) {
        free(stream);
        fail(error, FAULT_MEMORY, 0, SLICE("a stream of events"));
        return NULL;
    }
    live_join(channel, stream);
    return response;
}
