/* record/warrant.h - by which a conference's log says which key its gallery is signed with.
 *
 * What    A note signed by the log's key: "plenary/gallery/1" LF "conference: HOST/NAME" LF "key: VKEY" LF. So whoever trusts the log's
 *         verifier key needs no second one.
 * How     warrant_write_text(origin, &gallery_key, &text);                      room/gallery.c has it signed
 *         if (!warrant_read(bytes, &log_key, crypto, &gallery_key, &error)) ...
 * Owns    Nothing: the key's name points into the bytes that were read. */
#ifndef RECORD_WARRANT_H
#define RECORD_WARRANT_H

#include "record/note.h"

enum { WARRANT_BYTES_MAX = 2048 /* two key names, a key, a signature */ };

void warrant_write_text(struct slice origin, const struct key *gallery, struct buffer *text);
/* The gallery's key, named HOST/NAME/gallery as the log's is HOST/NAME/log. FAULT_WARRANT, those of note_parse, FAULT_SIGNATURE_*. */
bool warrant_read(struct slice bytes, const struct key *log, const struct crypto *crypto, struct key *gallery,
                  struct error *error);

#endif
