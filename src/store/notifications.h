/* store/notifications.h - acts as short words for those who follow: written by the process that serves, read by the worker.
 *
 * What    A row an act, where anybody wants them, without personal data: its sentence, its page, its topics (rules/topic.h). A
 *         conference's place says for which act the next row is written, and up to which act those who are told at once have
 *         been told.
 * How     notification_add(writer, &notice, &error) && notification_set_next(writer, conference, title, seq + 1, &error)
 *         notifications_after(reader, conference, seq, items, 50, &arena, &count, &error)
 * Threads As the driver. */
#ifndef STORE_NOTIFICATIONS_H
#define STORE_NOTIFICATIONS_H

#include "base/arena.h"
#include "store/driver.h"

struct notification {
    struct slice conference;
    int64_t seq, at; /* index of the act; when the row was written */
    struct slice type, sentence, path, topics;
};

struct notification_place {
    struct slice title; /* of the conference */
    int64_t next, told;
};

bool notification_add(struct driver *driver, const struct notification *notification, struct error *error);
/* False in *found where none was ever set: what happened before is no news. Into the arena. */
bool notification_place(struct driver *driver, struct slice conference, struct arena *arena,
                        struct notification_place *place, bool *found, struct error *error);
bool notification_set_next(struct driver *driver, struct slice conference, struct slice title, int64_t seq,
                           struct error *error);
bool notification_set_told(struct driver *driver, struct slice conference, int64_t seq, struct error *error);
/* Whether anybody is kept in the loop about the conference, or a program has asked to be. */
bool notification_is_wanted(struct driver *driver, struct slice conference, bool *wanted, struct error *error);
/* The last act that has a row, -1 when there is none. */
bool notification_last(struct driver *driver, struct slice conference, int64_t *seq, struct error *error);
/* When the oldest row after that act was written; 0 when there is none. */
bool notification_waiting_since(struct driver *driver, struct slice conference, int64_t seq, int64_t *at,
                                struct error *error);
/* Rows after that act, in order, at most `limit` and as many as the arena holds, into it. */
bool notifications_after(struct driver *driver, struct slice conference, int64_t seq, struct notification *items,
                         size_t limit, struct arena *arena, size_t *count, struct error *error);
/* The first conference with rows whose name comes after `after`; empty at the end. Into the arena. */
bool notification_conference_after(struct driver *driver, struct slice after, struct arena *arena,
                                   struct slice *conference, struct error *error);
/* Takes away those written before `at`. */
bool notifications_purge(struct driver *driver, int64_t at, struct error *error);

#endif
