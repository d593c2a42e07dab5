/* web/gallery_files.h - the gallery as files, as the log is served (web/log_files.h).
 *
 * What    /CONFERENCE/gallery/checkpoint            C2SP tlog-checkpoint, signed by the gallery's own key
 *         /CONFERENCE/gallery/tile/L/N[.p/W]        C2SP tlog-tiles
 *         /CONFERENCE/gallery/tile/entries/N[.p/W]  bundles of entries
 *         /CONFERENCE/gallery/key                   the verifier key, one line
 *         /CONFERENCE/gallery/warrant               a note by which the log's key says that it is (record/warrant.h)
 *         /CONFERENCE/gallery/proof/INDEX           an entry's receipt, C2SP tlog-proof
 *         /CONFERENCE/gallery/entries/INDEX         an entry's bytes
 *         /CONFERENCE/gallery/blobs/HASH            salt (32 bytes) and text of a comment that was not struck */
#ifndef WEB_GALLERY_FILES_H
#define WEB_GALLERY_FILES_H

#include "web/route.h"

bool gallery_checkpoint_get(struct exchange *exchange, struct error *error);
bool gallery_key_get(struct exchange *exchange, struct error *error);
bool gallery_warrant_get(struct exchange *exchange, struct error *error);
bool gallery_tile_get(struct exchange *exchange, struct error *error);
bool gallery_proof_get(struct exchange *exchange, struct error *error);
bool gallery_entry_get(struct exchange *exchange, struct error *error);
bool gallery_blob_get(struct exchange *exchange, struct error *error);

#endif
