// SPDX-License-Identifier: Apache-2.0
/* web/live.h - live events: each new act is sent to the open pages that it concerns.
 *
 * What    Server-Sent Events at /CONFERENCE/live. An event's id is the act's index. Its data is one line of JSON: the JSON of
 *         views/sentence.html and a short piece of HTML. Last-Event-ID or ?after=INDEX replays what the reader missed. ?about=
 *         filters by a comma-separated list of codes and prefixes of types ("decision.").
 * How     struct live *live = live_start(site, streams_max, &error);
 *         struct MHD_Response *response = live_open(live, room, about, next, connection, &error);
 * Holds   A stream has no thread: it is suspended until its conference has a new act or LIVE_BEAT_SECONDS have passed. Each
 *         conference has one watching thread.
 * Limits  `streams_max` of live_start. At most LIVE_BLOCK_BYTES are written at once, so a reader who was away long catches up in
 *         steps.
 * Threads Any. live_stop ends all streams; call it before the daemon stops. */
#ifndef WEB_LIVE_H
#define WEB_LIVE_H

#include "room/site.h"
#include "web/request.h"

enum {
    LIVE_BEAT_SECONDS = 15,   /* proxies cut a silent connection after 30 to 60 */
    LIVE_BLOCK_BYTES = 32768, /* an act's event has some 2 KiB; the longest is only named */
    LIVE_PIECE_BYTES = 2048,  /* buffer that the library keeps for each stream, even while it sleeps */
    LIVE_ABOUT_BYTES_MAX = 256
};

struct MHD_Connection;
struct MHD_Response;
struct live;

struct live *live_start(struct site *site, size_t streams_max, struct error *error);
/* Opens a stream from the act `next`. NULL with FAULT_SERVER_FULL, FAULT_URL_LONG. */
struct MHD_Response *live_open(struct live *live, struct room *room, struct slice about, uint32_t next,
                               struct MHD_Connection *connection, struct error *error);
/* The first act of a stream: after Last-Event-ID, else after ?after=, else the next new one. */
uint32_t live_next(const struct request *request, struct slice last_event_id, struct room *room);
void live_stop(struct live *live);
/* Call it after the daemon has stopped. */
void live_end(struct live *live);

#endif
