/* store/gallery_inbox.h - what waits to be put into a gallery: rows of the voice store.
 *
 * What    The clerk, the organisers' desk and whoever takes their comment back put rows in; the keeper of the galleries, in the
 *         process that serves, takes them out in their order and leaves each with the number of its entry.
 * How     gallery_inbox_put(writer, conference, SLICE("comment.publish"), fields, salt, text, comment, &id, &error);
 * Holds   A row that is done keeps its number and its entry's, no text.
 * Not     What `fields` may say: record/gallery.def, without conference, time, entry and total, which the keeper fills in. */
#ifndef STORE_GALLERY_INBOX_H
#define STORE_GALLERY_INBOX_H

#include "base/arena.h"
#include "store/driver.h"

struct gallery_inbox_row {
    int64_t id, comment; /* comment: its number in the voice store, or 0 */
    struct slice conference, kind, fields, salt, text;
};

/* Salt and text only of a comment.publish, else empty. `comment` also says which one a comment.strike takes away. */
bool gallery_inbox_put(struct driver *driver, const struct gallery_inbox_row *row, int64_t *id, struct error *error);
/* The next conference, by name, of which rows wait; after "" the first. Empty: there is none. */
bool gallery_inbox_next(struct driver *driver, struct slice after, struct arena *arena, struct slice *conference,
                        struct error *error);
/* The next of the conference that wait, in their order, copied, as many as `limit` and the arena hold. */
bool gallery_inbox_waiting(struct driver *driver, struct slice conference, size_t limit, struct arena *arena,
                           struct gallery_inbox_row *rows, size_t *count, struct error *error);
/* It has become that entry; below 0: none could be made of it. */
bool gallery_inbox_done(struct driver *driver, const struct gallery_inbox_row *row, int64_t seq, struct error *error);
/* The entry that the row has become; *found is false while it waits. */
bool gallery_inbox_seq(struct driver *driver, int64_t id, bool *found, uint64_t *seq, struct error *error);

#endif
