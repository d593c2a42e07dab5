// SPDX-License-Identifier: Apache-2.0
/* web/live.h - live events: a new act reaches every open page that it concerns.
 *
 * What    Server-Sent Events at /CONFERENCE/live. An event's id is the act's index; its data one line of JSON: what
 *         views/sentence.html says of an act, and a short piece of HTML. Last-Event-ID, or ?after=INDEX, gives what was missed;
 *         ?about=CODE or ?about=decision. (types that begin so), with commas between, leaves out what does not concern.
 * How     struct live *live = live_start(site, streams_max, &error);
 *         struct MHD_Response *response = live_open(live, room, about, next, connection, &error);
 * Holds   A stream has no thread: it is suspended until its conference has a new act or LIVE_BEAT_SECONDS passed. Each
 *         conference has one watching thread.
 * Limits  As many streams as live_start is told; LIVE_BLOCK_BYTES are written at once, so a reader who was long away catches up in steps.
 * Threads Any. live_stop ends all streams; call it before the daemon stops. */
#ifndef WEB_LIVE_H
#define WEB_LIVE_H

#include "room/site.h"
#include "web/request.h"

enum {
    LIVE_BEAT_SECONDS = 15,   /* proxies cut a silent connection after 30 to 60 */
    LIVE_BLOCK_BYTES = 32768, /* an act's event has some 2 KiB; the longest is only named */
    LIVE_PIECE_BYTES = 2048,  /* what the library keeps for a stream, also for one that sleeps */
    LIVE_ABOUT_BYTES_MAX = 256
};

struct MHD_Connection;
struct MHD_Response;
struct live;

struct live *live_start(struct site *site, size_t streams_max, struct error *error);
/* A stream that begins with the act `next`. NULL with FAULT_SERVER_FULL, FAULT_URL_LONG. */
struct MHD_Response *live_open(struct live *live, struct room *room, struct slice about, uint32_t next,
                               struct MHD_Connection *connection, struct error *error);
/* Where a stream begins: after Last-Event-ID, else after ?after=, else with the next act to come. */
uint32_t live_next(const struct request *request, struct slice last_event_id, struct room *room);
void live_stop(struct live *live);
/* Frees what live_start made, after the daemon has stopped. */
void live_end(struct live *live);

#endif
