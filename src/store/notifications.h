// SPDX-License-Identifier: Apache-2.0
/* store/notifications.h - acts as sentences for followers and webhooks: the serving process writes them, the worker reads them.
 *
 * What    One row per act, if anybody follows the conference, without personal data: sentence, page, topics (rules/topic.h). The
 *         cursor of a conference says for which act the next row is written, and up to which act the followers of pace "once" were
 *         told.
 * How     if (!notification_add(writer, &notification, &error)) return false;
 *         if (!notification_set_next(writer, conference, title, seq + 1, &error)) return false;
 *         if (!notifications_after(reader, conference, seq, items, 50, arena, &count, &error)) return false;
 * Owns    Everything read is copied into the arena.
 * Threads As the driver. */
#ifndef STORE_NOTIFICATIONS_H
#define STORE_NOTIFICATIONS_H

#include "base/arena.h"
#include "store/driver.h"

struct notification {
    struct slice conference;
    int64_t seq, at; /* seq: index of the act; at: when the row was written */
    struct slice type, sentence, path, topics;
};

struct notification_cursor {
    struct slice title; /* of the conference */
    int64_t next, told;
};

bool notification_add(struct driver *driver, const struct notification *notification, struct error *error);
/* *found is false when it was never set: earlier acts are not news. */
bool notification_cursor(struct driver *driver, struct slice conference, struct arena *arena,
                         struct notification_cursor *place, bool *found, struct error *error);
bool notification_set_next(struct driver *driver, struct slice conference, struct slice title, int64_t seq,
                           struct error *error);
bool notification_set_told(struct driver *driver, struct slice conference, int64_t seq, struct error *error);
/* Whether the conference has a follower or a webhook. */
bool notification_is_wanted(struct driver *driver, struct slice conference, bool *wanted, struct error *error);
/* The last act with a row; -1 when there is none. */
bool notification_last(struct driver *driver, struct slice conference, int64_t *seq, struct error *error);
/* When the oldest row after that act was written; 0 when there is none. */
bool notification_waiting_since(struct driver *driver, struct slice conference, int64_t seq, int64_t *at,
                                struct error *error);
/* Rows after that act, in order, at most `limit` and as many as the arena can hold. */
bool notifications_after(struct driver *driver, struct slice conference, int64_t seq, struct notification *items,
                         size_t limit, struct arena *arena, size_t *count, struct error *error);
/* The first conference with rows whose name comes after `after`; empty at the end. */
bool notification_conference_after(struct driver *driver, struct slice after, struct arena *arena,
                                   struct slice *conference, struct error *error);
/* Deletes rows written before `at`. */
bool notifications_purge(struct driver *driver, int64_t at, struct error *error);

#endif
