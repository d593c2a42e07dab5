// SPDX-License-Identifier: Apache-2.0
/* log/log_source.h - reads a record from a directory of files, a database or a server.
 *
 * What    Its parts have the names of the served layout: checkpoint, key, tile/L/N[.p/W], tile/entries/N[.p/W], blobs/HASH (salt,
 *         then bytes). Below public-log/ stands the same of the public log, with its key-delegation. A mirror's directory holds
 *         just these. log/database_source.h reads them from a server's data directory, cmd/http_source.h from a server.
 * How     struct log_source *source = log_source_open_directory(path, &error);
 *         struct buffer out = ...; switch (source->read(source, SLICE("checkpoint"), &out, &error)) ...
 *         source->close(source);
 * Owns    Itself, until close.
 * Limits  The buffer bounds what is read. A part that does not fit is an error.
 * Threads One at a time a source. */
#ifndef LOG_LOG_SOURCE_H
#define LOG_LOG_SOURCE_H

#include "base/error.h"

enum log_source_result { LOG_SOURCE_HERE, LOG_SOURCE_ABSENT, LOG_SOURCE_FAILED };

struct log_source {
    /* Puts the part into the buffer, from its start. LOG_SOURCE_FAILED fills the error. */
    enum log_source_result (*read)(struct log_source *source, struct slice path, struct buffer *out,
                                   struct error *error);
    /* Names every file below it, hidden ones too; ends early when `take` is false (it fills the error). NULL where that
     * cannot be asked. */
    bool (*walk)(struct log_source *source, bool (*take)(void *context, struct slice path, struct error *error),
                 void *context, struct error *error);
    void (*close)(struct log_source *source);
    bool has_tiles; /* of hashes */
};

/* A mirror: the served layout as files. FAULT_COPY_NONE when there is no checkpoint. */
struct log_source *log_source_open_directory(struct slice path, struct error *error);
/* The same for a directory in which there may be none yet. */
struct log_source *log_source_open_empty(struct slice path, struct error *error);

#endif
