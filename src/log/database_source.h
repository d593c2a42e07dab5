// SPDX-License-Identifier: Apache-2.0
/* log/database_source.h - a conference of a server's data directory as a log source, beside the server that may be running.
 *
 * What    Checkpoint, bundles and blobs of the record, and below public-log/ of the public log, come from their databases. Tiles of
 *         hashes are computed from entries on request, so there are none to compare. The key is the
 *         one that the first act names. One part more: "apart", the record's checkpoint that is kept apart from the database. */
#ifndef LOG_DATABASE_SOURCE_H
#define LOG_DATABASE_SOURCE_H

#include "log/log_source.h"

/* Whether the directory is a server's. */
bool database_source_is(struct slice path);
/* An empty name: the only conference there is. FAULT_COPY_NONE, FAULT_COPY_SEVERAL. */
struct log_source *database_source_open(struct slice path, struct slice conference, struct error *error);

#endif
