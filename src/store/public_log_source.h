/* store/public_log_source.h - a public log of a server's data directory, read as a copy (store/log_source.h) beside the server that may be running.
 *
 * What    checkpoint, key delegation, bundles and blobs come from its database; there are no tiles of hashes to compare. */
#ifndef STORE_PUBLIC_LOG_SOURCE_H
#define STORE_PUBLIC_LOG_SOURCE_H

#include "store/log_source.h"

/* NULL with FAULT_NONE when the conference has no public log. */
struct log_source *public_log_source_open(struct slice path, struct slice conference, struct error *error);

#endif
