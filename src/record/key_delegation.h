// SPDX-License-Identifier: Apache-2.0
/* record/key_delegation.h - by which a conference's log says which key its public log is signed with.
 *
 * What    A note signed by the log's key: "plenary/public-log/1" LF "conference: HOST/NAME" LF "key: VKEY" LF. So the log's
 *         verifier key is enough to check both.
 * How     key_delegation_write_text(origin, &key, &text);                      // campaign/public_log.c has it signed
 *         if (!key_delegation_read(bytes, &log_key, crypto, &key, &error)) ...
 * Owns    Nothing: the key's name points into the bytes that were read. */
#ifndef RECORD_KEY_DELEGATION_H
#define RECORD_KEY_DELEGATION_H

#include "record/note.h"

enum { KEY_DELEGATION_BYTES_MAX = 2048 /* two key names, a key, a signature */ };

void key_delegation_write_text(struct slice origin, const struct key *public_log, struct buffer *text);
/* The public log's key, named HOST/NAME/public-log as the log's is HOST/NAME/log. FAULT_KEY_DELEGATION, those of note_parse, FAULT_SIGNATURE_*. */
bool key_delegation_read(struct slice bytes, const struct key *log, const struct crypto *crypto, struct key *public_log,
                         struct error *error);

#endif
