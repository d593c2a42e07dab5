/* room/intake.h - the public's one writer: changes of the voice store, many to a sync.
 *
 * What    Whoever has a change (a message, a confirmation, a comment) hands it over; one thread takes what has come, applies
 *         all in one transaction, makes the batch durable, and answers them last. Where one fails the batch is taken back and
 *         done again, each change within a savepoint of its own.
 * How     struct intake_change change = { .apply = add_message, .context = &message, .answered = wake };
 *         if (!intake_hand(intake, &change, &error)) ...       answered comes later, on the intake's thread
 *         intake_do(intake, add_notice, &notice, &error);      waits until it is durable
 * Holds   A change that was answered good is there after any crash. One that fails leaves nothing and hinders no other.
 * Owns    Changes are their makers', until they are answered.
 * Limits  INTAKE_WAITING_MAX changes wait, beyond it FAULT_WAITING_FULL (503); INTAKE_BATCH_MAX of them share a commit.
 * Threads Every function, from any; apply and answered run on the intake's thread: they must not wait for it. */
#ifndef ROOM_INTAKE_H
#define ROOM_INTAKE_H

#include "room/queue.h"

struct voice;
struct intake;

enum {
    INTAKE_WAITING_MAX = 4096, /* a second's work; with 64 KiB of a form each they hold at most 256 MiB */
    INTAKE_BATCH_MAX = 512     /* changes in one transaction: more would keep people waiting without saving syncs */
};

struct intake_change {
    struct queued queued;
    /* Does it through voice_writer(voice). False with the error: what it did is taken back. It may be taken back and done again
     * for another's sake, too, so whatever it does besides must bear that. */
    bool (*apply)(struct voice *voice, void *context, struct error *error);
    void *context;
    /* Once it is durable or refused; the change is its maker's again. */
    void (*answered)(struct intake_change *change);
    void *owner;        /* for who made it */
    bool good;          /* it is durable */
    struct error error; /* why not, its words kept */
};

/* Starts the thread. The voice lives longer. FAULT_MEMORY. */
struct intake *intake_open(struct voice *voice, struct error *error);
/* False with FAULT_WAITING_FULL or FAULT_ROOM_CLOSED: it was not taken and will not be answered. */
bool intake_hand(struct intake *intake, struct intake_change *change, struct error *error);
/* Hands it over and waits for the answer. */
bool intake_do(struct intake *intake, bool (*apply)(struct voice *voice, void *context, struct error *error),
               void *context, struct error *error);
/* How many wait: what slows the public down when too many come. */
size_t intake_waiting(struct intake *intake);
/* Takes nothing more, answers what waits, ends the thread. */
void intake_stop(struct intake *intake);
/* intake_stop, and frees it. NULL is let be. */
void intake_close(struct intake *intake);

#endif
