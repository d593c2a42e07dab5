/* store/public_log_inbox.h - what waits to be put into a public log: rows of the campaign store.
 *
 * What    The worker, the organisers' desk and whoever takes their comment back put rows in; the keeper of the public logs, in the
 *         process that serves, takes them out in their order and leaves each with the number of its entry.
 * How     public_log_inbox_put(writer, conference, SLICE("comment.publish"), fields, salt, text, comment, &id, &error);
 * Holds   A row that is done keeps its number and its entry's, no text.
 * Not     What `fields` may say: record/public_log.def, without conference, time, entry and total, which the keeper fills in. */
#ifndef STORE_PUBLIC_LOG_INBOX_H
#define STORE_PUBLIC_LOG_INBOX_H

#include "base/arena.h"
#include "store/driver.h"

struct public_log_inbox_row {
    int64_t id, comment; /* comment: its number in the campaign store, or 0 */
    struct slice conference, kind, fields, salt, text;
};

/* Salt and text only of a comment.publish, else empty. `comment` also says which one a comment.strike takes away. */
bool public_log_inbox_put(struct driver *driver, const struct public_log_inbox_row *row, int64_t *id,
                          struct error *error);
/* The next conference, by name, of which rows wait; after "" the first. Empty: there is none. */
bool public_log_inbox_next(struct driver *driver, struct slice after, struct arena *arena, struct slice *conference,
                           struct error *error);
/* The next of the conference that wait, in their order, copied, as many as `limit` and the arena hold. */
bool public_log_inbox_waiting(struct driver *driver, struct slice conference, size_t limit, struct arena *arena,
                              struct public_log_inbox_row *rows, size_t *count, struct error *error);
/* It has become that entry; below 0: none could be made of it. */
bool public_log_inbox_done(struct driver *driver, const struct public_log_inbox_row *row, int64_t seq,
                           struct error *error);
/* The entry that the row has become; *found is false while it waits. */
bool public_log_inbox_seq(struct driver *driver, int64_t id, bool *found, uint64_t *seq, struct error *error);

#endif
