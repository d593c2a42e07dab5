// SPDX-License-Identifier: Apache-2.0
/* formats/atom.h - writes Atom feeds (RFC 4287).
 *
 * How     atom_begin(out, &feed);
 *         atom_add(out, &entry);  // each
 *         atom_end(out);
 * Holds   The output is well-formed for any input: characters that XML 1.0 does not allow, and invalid UTF-8, become U+FFFD.
 * Limits  Those of the buffer. */
#ifndef FORMATS_ATOM_H
#define FORMATS_ATOM_H

#include "base/buffer.h"

struct atom_feed {
    struct slice id; /* an IRI that never changes */
    struct slice title, subtitle, author;
    struct slice self, page; /* addresses of the feed and of its web page; may be relative */
    struct slice older;      /* the feed's next page (RFC 5005); empty on the last one */
    int64_t updated;         /* seconds since 1970 */
};

struct atom_entry {
    struct slice id, title, author, page;
    struct slice category; /* one word, for programs */
    struct slice summary;  /* plain text; may have several lines */
    int64_t updated;
};

void atom_begin(struct buffer *out, const struct atom_feed *feed);
void atom_add(struct buffer *out, const struct atom_entry *entry);
void atom_end(struct buffer *out);

#endif
