/* store/gallery_book.h - the schema of a gallery's database, and its statements by name.
 *
 * What    entry: what was put into the log, in order, each with the number that it had in the inbox, so that nothing enters
 *         twice. blob: texts of comments that were not struck. comment, tally, count: an index over the entries, made in the
 *         same transactions, so that pages need not read the log. */
#ifndef STORE_GALLERY_BOOK_H
#define STORE_GALLERY_BOOK_H

#include "store/driver.h"

enum gallery_sql {
#define SQL(id, text) GALLERY_SQL_##id,
#include "store/gallery.def"
    GALLERY_SQL_COUNT
};

extern const struct driver_book gallery_book;

#endif
