// SPDX-License-Identifier: Apache-2.0
/* store/public_log_inbox.h - what waits to be put into a public log: rows of the campaign store.
 *
 * What    The worker, the organisers' desk and writers who erase their comment add rows. In the serving process, the writer of the
 *         public log takes them in order and notes the entry of each.
 * How     if (!public_log_inbox_put(driver, &row, &id, &error)) return false;
 * Holds   A finished row keeps its number and that of its entry, but no text.
 * Owns    Everything read is copied into the arena.
 * Threads As the driver.
 * Not     The meaning of `fields`: record/public_log.def. Conference, time, entry and total are added by the writer. */
#ifndef STORE_PUBLIC_LOG_INBOX_H
#define STORE_PUBLIC_LOG_INBOX_H

#include "base/arena.h"
#include "store/driver.h"

struct public_log_inbox_row {
    int64_t id, comment; /* comment: its number in the campaign store, or 0 */
    struct slice conference, kind, fields, salt, text;
};

/* Salt and text are only for comment.publish. `comment` also says which one a comment.strike removes. */
bool public_log_inbox_put(struct driver *driver, const struct public_log_inbox_row *row, int64_t *id,
                          struct error *error);
/* The first conference with waiting rows whose name comes after `after`; empty: there is none. */
bool public_log_inbox_next(struct driver *driver, struct slice after, struct arena *arena, struct slice *conference,
                           struct error *error);
/* The waiting rows of the conference, in order, as many as `limit` and the arena allow. */
bool public_log_inbox_waiting(struct driver *driver, struct slice conference, size_t limit, struct arena *arena,
                              struct public_log_inbox_row *rows, size_t *count, struct error *error);
/* Notes the entry of the row; below 0: no entry could be made. */
bool public_log_inbox_done(struct driver *driver, const struct public_log_inbox_row *row, int64_t seq,
                           struct error *error);
/* The entry of the row; *found is false while it waits. */
bool public_log_inbox_seq(struct driver *driver, int64_t id, bool *found, uint64_t *seq, struct error *error);

#endif
