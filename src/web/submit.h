// SPDX-License-Identifier: Apache-2.0
/* web/submit.h - acts that come by HTTP, on their way to the room.
 *
 * What    A connection that brought an act is suspended; the act's signature is checked, and the room wakes the connection when
 *         it has answered. No thread of the server waits for the disk.
 * How     struct submission submission = { .connection = ..., .bytes = ... };
 *         submit_begin(submit, room, &submission, &error);  // suspends the connection; when it wakes: submission.answer
 * Limits  ROOM_WAITING_MAX waiting a conference, then the answer is FAULT_WAITING_FULL (503).
 * Threads submit_begin: any. The answer is written before the connection is resumed. */
#ifndef WEB_SUBMIT_H
#define WEB_SUBMIT_H

#include "web/exchange.h"

struct MHD_Connection;
struct submit;

struct submission {
    struct MHD_Connection *connection;
    struct slice bytes; /* the act; the caller's until the answer is there */
    struct room_answer answer;
    struct room_task task;
    struct submit *submit;
};

/* FAULT_MEMORY. */
struct submit *submit_start(struct error *error);
/* Suspends the connection until the room has answered. */
bool submit_begin(struct submit *submit, struct room *room, struct submission *submission, struct error *error);
/* Waits until all is answered; what comes from here on is refused. The server still runs. */
void submit_stop(struct submit *submit);
/* Frees what submit_start made, after the daemon has stopped. */
void submit_end(struct submit *submit);
/* Writes the room's answer: 201 with Location, index, name and proof; 200 for the same bytes again; or the refusal, with its
 * signed note and the act that is in the way. */
void submit_answer(struct exchange *exchange, const struct room_answer *answer);

#endif
