/* store/database_source.h - a conference of a server's data directory, read as a copy (store/log_source.h) beside the server that may be
 * running.
 *
 * What    Checkpoint, bundles and blobs come from the database. Tiles of hashes are made from acts whenever somebody asks for
 *         them, so none are kept that could be compared. The key is the one that the first act names. One part more:
 *         "apart", the checkpoint that is kept apart from the database. */
#ifndef STORE_DATABASE_SOURCE_H
#define STORE_DATABASE_SOURCE_H

#include "store/log_source.h"

/* Whether the directory is a server's. */
bool database_source_is(struct slice path);
/* An empty name: the only conference there is. FAULT_COPY_NONE, FAULT_COPY_SEVERAL. */
struct log_source *database_source_open(struct slice path, struct slice conference, struct error *error);

#endif
