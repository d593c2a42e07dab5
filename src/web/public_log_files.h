/* web/public_log_files.h - the public log as files, as the log is served (web/log_files.h).
 *
 * What    /CONFERENCE/public-log/checkpoint            C2SP tlog-checkpoint, signed by the public log's own key
 *         /CONFERENCE/public-log/tile/L/N[.p/W]        C2SP tlog-tiles
 *         /CONFERENCE/public-log/tile/entries/N[.p/W]  bundles of entries
 *         /CONFERENCE/public-log/key                   the verifier key, one line
 *         /CONFERENCE/public-log/key-delegation               a note by which the log's key says that it is (record/key_delegation.h)
 *         /CONFERENCE/public-log/proof/INDEX           an entry's receipt, C2SP tlog-proof
 *         /CONFERENCE/public-log/entries/INDEX         an entry's bytes
 *         /CONFERENCE/public-log/blobs/HASH            salt (32 bytes) and text of a comment that was not struck */
#ifndef WEB_PUBLIC_LOG_FILES_H
#define WEB_PUBLIC_LOG_FILES_H

#include "web/exchange.h"

bool public_log_checkpoint_get(struct exchange *exchange, struct error *error);
bool public_log_key_get(struct exchange *exchange, struct error *error);
bool public_log_key_delegation_get(struct exchange *exchange, struct error *error);
bool public_log_tile_get(struct exchange *exchange, struct error *error);
bool public_log_proof_get(struct exchange *exchange, struct error *error);
bool public_log_entry_get(struct exchange *exchange, struct error *error);
bool public_log_blob_get(struct exchange *exchange, struct error *error);

#endif
