/* store/copy_database.h - a conference of a server's data directory, read as a copy (store/copy.h) beside the server that may be
 * running.
 *
 * What    Checkpoint, bundles and blobs come from the database. Tiles of hashes are made from acts whenever somebody asks for
 *         them, so none are kept that could be compared. The key is the one that the first act names. One part more:
 *         "apart", the checkpoint that is kept apart from the database. */
#ifndef STORE_COPY_DATABASE_H
#define STORE_COPY_DATABASE_H

#include "store/copy.h"

/* Whether the directory is a server's. */
bool copy_database_is(struct slice path);
/* An empty name: the only conference there is. FAULT_COPY_NONE, FAULT_COPY_SEVERAL. */
struct copy *copy_database_open(struct slice path, struct slice conference, struct error *error);

#endif
