// SPDX-License-Identifier: Apache-2.0
/* web/submit.h - acts that arrive by HTTP, passed to the room.
 *
 * What    Suspends the connection of an act and passes the act to the room, which checks the signature, answers, and resumes the
 *         connection. No thread of the server waits for the disk.
 * How     struct submission submission = { .connection = ..., .bytes = ... };
 *         submit_begin(submit, room, &submission, &error);  // suspends the connection; when it wakes: submission.answer
 * Limits  ROOM_WAITING_MAX waiting acts for each conference; beyond it the answer is FAULT_WAITING_FULL (503).
 * Threads submit_begin: any. The answer is written before the connection is resumed. */
#ifndef WEB_SUBMIT_H
#define WEB_SUBMIT_H

#include "web/exchange.h"

struct MHD_Connection;
struct submit;

struct submission {
    struct MHD_Connection *connection;
    struct slice bytes; /* the act; must live until the answer */
    struct room_answer answer;
    struct room_task task;
    struct submit *submit;
};

/* FAULT_MEMORY. */
struct submit *submit_start(struct error *error);
/* Suspends the connection until the room has answered. */
bool submit_begin(struct submit *submit, struct room *room, struct submission *submission, struct error *error);
/* Refuses new acts, and waits until all others are answered. Call it while the server still runs. */
void submit_stop(struct submit *submit);
/* Call it after the daemon has stopped. */
void submit_end(struct submit *submit);
/* Writes the room's answer: 201 with Location, index, name and proof; 200 for the same bytes again; or the refusal, with its
 * signed note and the act that it collides with. */
void submit_answer(struct exchange *exchange, const struct room_answer *answer);

#endif
