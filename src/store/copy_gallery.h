/* store/copy_gallery.h - a gallery of a server's data directory, read as a copy (store/copy.h) beside the server that may be running.
 *
 * What    checkpoint, warrant, bundles and blobs come from its database; there are no tiles of hashes to compare. */
#ifndef STORE_COPY_GALLERY_H
#define STORE_COPY_GALLERY_H

#include "store/copy.h"

/* NULL with FAULT_NONE when the conference has no gallery. */
struct copy *copy_gallery_open(struct slice path, struct slice conference, struct error *error);

#endif
