// SPDX-License-Identifier: Apache-2.0
/* web/log_files.h - the two logs of a conference as files, as the specifications define them.
 *
 * What    /CONFERENCE/log/checkpoint            C2SP tlog-checkpoint, text/plain; charset=utf-8
 *         /CONFERENCE/log/tile/L/N[.p/W]        C2SP tlog-tiles, application/octet-stream, kept for ever
 *         /CONFERENCE/log/tile/entries/N[.p/W]  bundles of entries
 *         /CONFERENCE/log/key                   the verifier key, one line
 *         /CONFERENCE/log/proof/INDEX           an act's receipt, C2SP tlog-proof
 *         /CONFERENCE/blobs/HASH                salt (32 bytes) and bytes of a public blob
 *         /CONFERENCE/acts/INDEX/text           an act's bytes
 *         The same for the public log, under /CONFERENCE/public-log/, with blobs, entries/INDEX and key-delegation: a note in
 *         which the record's key names the key of the public log (record/key_delegation.h).
 * Holds   A tile is served only as far as a signed checkpoint covers it. A 404 is never cached: a tile that was requested too
 *         early must not stay missing. Other sites may read all of it (Access-Control-Allow-Origin: *). */
#ifndef WEB_LOG_FILES_H
#define WEB_LOG_FILES_H

#include "web/exchange.h"

bool log_checkpoint_get(struct exchange *exchange, struct error *error);
bool log_key_get(struct exchange *exchange, struct error *error);
bool log_key_delegation_get(struct exchange *exchange, struct error *error);
bool log_tile_get(struct exchange *exchange, struct error *error);
bool log_proof_get(struct exchange *exchange, struct error *error);
bool log_blob_get(struct exchange *exchange, struct error *error);
bool log_entry_get(struct exchange *exchange, struct error *error);

#endif
