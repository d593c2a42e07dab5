/* formats/atom.h - a feed as Atom: RFC 4287.
 *
 * How     atom_begin(&out, &feed); for (each) atom_add(&out, &entry); atom_end(&out);
 * Holds   Well-formed whatever the bytes: what XML 1.0 does not allow, and what is no UTF-8, becomes U+FFFD.
 * Limits  The buffer's. */
#ifndef FORMATS_ATOM_H
#define FORMATS_ATOM_H

#include "base/buffer.h"

struct atom_feed {
    struct slice id; /* an address that never changes */
    struct slice title, subtitle, author;
    struct slice self, page; /* addresses of the feed and of the page that it follows; may be relative */
    struct slice older;      /* of the feed's next page (RFC 5005); empty at the last */
    int64_t updated;         /* seconds since 1970 */
};

struct atom_entry {
    struct slice id, title, author, page;
    struct slice category; /* one word for programs */
    struct slice summary;  /* plain text, in lines */
    int64_t updated;
};

void atom_begin(struct buffer *out, const struct atom_feed *feed);
void atom_add(struct buffer *out, const struct atom_entry *entry);
void atom_end(struct buffer *out);

#endif
