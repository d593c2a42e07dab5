/* web/submit.h - acts that come by HTTP, on their way to the room.
 *
 * What    A connection that brought an act is suspended; one thread a conference takes all that came, hands them to the room
 *         in one go, so that they share a commit, and wakes the connections. No thread of the server waits for the disk.
 * How     struct submission *submission = submit_new(...); submit_begin(submit, submission, &error) suspends;
 *         when the connection wakes: submission->answer
 * Limits  ROOM_WAITING_MAX waiting a conference, then FAULT_WAITING_FULL (503).
 * Threads submit_begin: any. The answer is written before the connection is resumed. */
#ifndef WEB_SUBMIT_H
#define WEB_SUBMIT_H

#include "room/site.h"
#include "web/route.h"

struct MHD_Connection;
struct submit;

struct submission {
    struct MHD_Connection *connection;
    struct slice bytes; /* the act; the caller's until the answer is there */
    struct room_answer answer;
    struct submission *next;
};

/* Starts a thread for each conference of the site. NULL when one cannot start. */
struct submit *submit_start(struct site *site, struct error *error);
/* Suspends the connection until the room has answered. */
bool submit_begin(struct submit *submit, struct room *room, struct submission *submission, struct error *error);
/* Answers what waits, ends the threads; what comes from here on is refused. The server still runs. */
void submit_stop(struct submit *submit);
/* Frees what submit_start made, after the daemon has stopped. */
void submit_end(struct submit *submit);
/* Writes the room's answer: 201 with Location, index, name and proof; 200 for the same bytes again; or the refusal, with its
 * signed note and the act that is in the way. */
void submit_answer(struct exchange *exchange, const struct room_answer *answer);

#endif
